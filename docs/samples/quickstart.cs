// Starts the emulator in this process and reads its conversation with Interactions.Client:
//   dotnet run docs/samples/quickstart.cs
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
#:project ../../src/Interactions.Client/Interactions.Client.csproj
#:project ../../src/Interactions.Emulator/Interactions.Emulator.csproj

using Interactions.Client;
using Interactions.Emulator;

await using var emulator = await EngineEmulator.StartAsync(new EmulatorOptions { Port = 0 });

using var client = new EngineClient(new EngineOptions
{
    Uri = emulator.Uri,
    IdentityUri = emulator.Uri,
    ClientId = emulator.ClientId,
    ClientSecret = emulator.ClientSecret,
});

var query = new ActivityQuery { ConversationId = emulator.ConversationId, All = true };
await foreach (var activity in client.ReadActivitiesAsync(query))
{
    Console.WriteLine($"{activity.Timestamp:u}  {activity.Sender,-20}  {activity.Text}");
}
