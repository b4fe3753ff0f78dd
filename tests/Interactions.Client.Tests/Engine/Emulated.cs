using System.Text;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>Starts the emulator in this process, and makes clients and activities for it.</summary>
internal static class Emulated
{
    public static readonly Guid Conversation = new("7d1f6a52-30c4-4f0e-9d0e-6c1b5a2f8e11");

    public static Task<EngineEmulator> StartAsync(EmulatorOptions? options = null) =>
        EngineEmulator.StartAsync((options ?? new EmulatorOptions { Activities = 0 }) with { Port = 0 });

    /// <summary>Starts an emulator with a conversation of messages at these milliseconds. The external id of each is its place in the conversation.</summary>
    public static async Task<EngineEmulator> StartAsync(IEnumerable<long> eventIds, EmulatorOptions? options = null)
    {
        var emulator = await StartAsync(options);
        emulator.AddConversation(Conversation, eventIds.Select((eventId, place) => Message(eventId, place)));
        return emulator;
    }

    /// <summary>Makes a client that requests tokens, or uses the given one. It retries only if told to, and by default after a millisecond.</summary>
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

    /// <summary>Reads all activities of a query, and the failure that ended it.</summary>
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

    /// <summary>The places of messages that were made by <see cref="Message"/>.</summary>
    public static IEnumerable<int> Places(IEnumerable<Activity> activities) =>
        activities.Select(activity => int.Parse(activity.ExternalId!, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Waits until a condition is true, which another thread makes so.</summary>
    public static async Task EventuallyAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!happened()) await Task.Delay(5, patience.Token);
    }
}
