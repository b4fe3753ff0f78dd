using System.Diagnostics;
using System.Globalization;
using Interactions;
using Interactions.Client;

// Arguments: what to do, the emulator's address, a token, conversation ids. Writes what Framework.Tests.ps1 compares.
var (task, engine, token) = (args[0], new Uri(args[1]), args[2]);
var conversations = args.Skip(3).Select(Guid.Parse).ToArray();
using var client = new EngineClient(new EngineOptions { Uri = engine, Token = token, MaximumRetryCount = 0, OperationTimeout = TimeSpan.FromSeconds(1) });
using var stopping = new CancellationTokenSource();

switch (task)
{
    case "read":
        Console.WriteLine(await CountAsync(conversations[0]));
        break;
    case "together":
        Console.WriteLine((await Task.WhenAll(conversations.Select(CountAsync))).Sum());
        break;
    case "cancel":
        stopping.CancelAfter(TimeSpan.FromMilliseconds(300));
        await ShowEndAsync();
        break;
    case "time-out":
        await ShowEndAsync();
        break;
}

// Reads a page that stalls, and writes how that ended and whether it took less than three seconds.
async Task ShowEndAsync()
{
    var clock = Stopwatch.StartNew();
    var end = "complete";
    try
    {
        await CountAsync(conversations[0]);
    }
    catch (OperationCanceledException)
    {
        end = "canceled";
    }
    catch (EngineException failure)
    {
        end = failure.Kind.ToString();
    }
    Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0} {1}", end, clock.Elapsed < TimeSpan.FromSeconds(3) ? "in time" : "late"));
}

async Task<int> CountAsync(Guid conversation)
{
    var count = 0;
    var query = new ActivityQuery { ConversationId = conversation, Types = [IntegrationType.Customer], All = true };
    await foreach (var _ in client.ReadActivitiesAsync(query, null, stopping.Token)) count++;
    return count;
}
