// Reads a conversation with Interactions.Client from an emulator that runs in this process:
//   dotnet run docs/samples/quickstart.cs
// The lines from "var options" on are the example of src/Interactions.Client/README.md.
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
#:project ../../src/Interactions.Client/Interactions.Client.csproj
#:project ../../src/Interactions.Emulator/Interactions.Emulator.csproj

using Interactions;
using Interactions.Client;
using Interactions.Emulator;

await using var emulator = await EngineEmulator.StartAsync(new EmulatorOptions { Port = 0 });
var (engine, identity) = (emulator.Uri, emulator.Uri);
var (clientId, clientSecret, conversationId) = (emulator.ClientId, emulator.ClientSecret, emulator.ConversationId);

var options = new EngineOptions { Uri = engine, IdentityUri = identity, ClientId = clientId, ClientSecret = clientSecret };
using var client = new EngineClient(options);

var query = new ActivityQuery { ConversationId = conversationId, All = true };
try
{
    await foreach (var activity in client.ReadActivitiesAsync(query))
        Console.WriteLine($"{activity.Timestamp:u}  {activity.Sender,-20}  {activity.Text}");
}
catch (EngineException failure)
{
    Console.Error.WriteLine($"{failure.Kind}: {failure.Message} Continue with LastEventId = {failure.ResumeFrom}.");
}
