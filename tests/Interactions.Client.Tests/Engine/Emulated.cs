using System.Text;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>The emulator in this process, clients for it, and activities to put into it.</summary>
internal static class Emulated
{
    public static readonly Guid Conversation = new("7d1f6a52-30c4-4f0e-9d0e-6c1b5a2f8e11");

    public static Task<EngineEmulator> StartAsync(EmulatorOptions? options = null) =>
        EngineEmulator.StartAsync((options ?? new EmulatorOptions { Activities = 0 }) with { Port = 0 });

    /// <summary>An emulator with a conversation of messages at these milliseconds, named by their place in it.</summary>
    public static async Task<EngineEmulator> StartAsync(IEnumerable<long> eventIds, EmulatorOptions? options = null)
    {
        var emulator = await StartAsync(options);
        emulator.AddConversation(Conversation, eventIds.Select((eventId, place) => Message(eventId, place)));
        return emulator;
    }

    /// <summary>A client that asks for tokens itself, or has one; it retries only where that is said, and then at once.</summary>
    public static EngineClient Client(this EngineEmulator emulator, string? token = null, int retries = 0,
        TimeSpan? retryInterval = null, TimeSpan? connectionTimeout = null, TimeSpan? operationTimeout = null, string? secret = null, Uri? identity = null) =>
        new(new EngineOptions
        {
            Uri = emulator.Uri,
            Token = token,
            IdentityUri = token is null ? identity ?? emulator.Uri : null,
            ClientId = token is null ? emulator.ClientId : null,
            ClientSecret = token is null ? secret ?? emulator.ClientSecret : null,
            MaximumRetryCount = retries,
            RetryInterval = retryInterval ?? TimeSpan.FromMilliseconds(1),
            ConnectionTimeout = connectionTimeout ?? TimeSpan.FromSeconds(30),
            OperationTimeout = operationTimeout ?? TimeSpan.FromSeconds(30),
            NoProxy = true,
        });

    public static ActivityQuery Query(bool all = false, long from = 0, params IntegrationType[] types) => new()
    {
        ConversationId = Conversation,
        Types = types.Length == 0 ? [IntegrationType.Customer] : types,
        All = all,
        LastEventId = from,
    };

    /// <summary>What a query gives, and the failure that ended it.</summary>
    public static async Task<(List<Activity> Activities, EngineException? Failure)> ReadAsync(
        this EngineClient client, ActivityQuery query, Action<EngineNotice>? notify = null, CancellationToken stop = default)
    {
        var activities = new List<Activity>();
        try
        {
            await foreach (var activity in client.ReadActivitiesAsync(query, notify, stop)) activities.Add(activity);
            return (activities, null);
        }
        catch (EngineException failure)
        {
            return (activities, failure);
        }
    }

    public static IEnumerable<SeenRequest> ToEngine(this EngineEmulator emulator) => emulator.Requests.Where(request => request.Method == "GET");

    public static IEnumerable<SeenRequest> ToIdentity(this EngineEmulator emulator) => emulator.Requests.Where(request => request.Path == "/connect/token");

    public static ReadOnlyMemory<byte> Message(long eventId, int place, string from = "Customer", string to = "Agent") => Encoding.UTF8.GetBytes(
        $$"""{"type":"message","eventId":{{eventId}},"externalId":"{{place}}","interactionId":"{{place:x8}}-0000-4000-8000-000000000000","sender":{"integrationId":"s","integrationType":"{{from}}"},"recipient":{"integrationId":"r","integrationType":"{{to}}"},"message":{"text":"Number {{place}}","type":"text"} }""");

    /// <summary>The places of messages that <see cref="Message"/> made.</summary>
    public static IEnumerable<int> Places(IEnumerable<Activity> activities) =>
        activities.Select(activity => int.Parse(activity.ExternalId!, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Waits until something that another thread does has happened.</summary>
    public static async Task EventuallyAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!happened()) await Task.Delay(5, patience.Token);
    }
}
