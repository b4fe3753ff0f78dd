using System.Text;
using Polly;

namespace Interactions.Client.Tests;

/// <summary>Reads three types from an engine each, over a connection that breaks, as the client does.</summary>
internal sealed class ModelReader(ModelEngine[] engines, Random random, int maximumRetryCount, int breaksEvery)
{
    public static readonly string[] Types = ["Customer", "Agent", "Bot"];

    private readonly ResiliencePipeline<bool> _retries = RetryPolicy.Create<bool>(
        new EngineOptions { Uri = new Uri("https://engine.example"), MaximumRetryCount = maximumRetryCount, RetryInterval = TimeSpan.Zero }, new ThrottlingGate(), notify: null);
    private readonly EngineTraits _traits = new();

    /// <summary>The milliseconds of which activities may be missing.</summary>
    public List<Promise.Blame> Blamed { get; } = [];

    /// <summary>Whether an activity belongs to a type, by its number.</summary>
    public static bool Belongs(int number, int type) => number % 3 == type || number / 3 % 3 == type;

    /// <summary>What a query gives, and the failure that ended it.</summary>
    public async Task<(List<Activity> Activities, EngineException? Failure)> ReadAsync(long from, long? until = null, bool all = true)
    {
        var query = new ActivityQuery { ConversationId = InMemoryReply.ConversationId, LastEventId = from, UntilEventId = until, All = all };
        var streams = engines.Select((engine, type) =>
        {
            var pager = new ActivityPager(leid => Open(engine, leid), query, _traits, _retries, Notify);
            return (Types[type], all ? pager.ReadAllAsync() : pager.ReadPageAsync());
        });
        var activities = new List<Activity>();
        try
        {
            await foreach (var page in TypeMerge.ByTimeAsync([.. streams], isInOrder: all)) activities.AddRange(page);
            return (activities, null);
        }
        catch (EngineException failure)
        {
            return (activities, failure);
        }
    }

    private void Notify(EngineNotice notice)
    {
        if (notice is MillisecondOverflow overflow) Blamed.Add(new(overflow.EventId, overflow.PageSize));
    }

    /// <summary>Some answers break off somewhere; when they are asked for again, they do not.</summary>
    private PageRequest Open(ModelEngine engine, long leid)
    {
        var answer = engine.Answer(leid);
        var breaks = random.Next(breaksEvery) == 0 ? 1 : 0;
        return new PageRequest(_ =>
        {
            var body = Encoding.UTF8.GetBytes($"[{string.Join(",", answer.Select(Json))}]");
            int? breaksAt = breaks-- > 0 ? random.Next(body.Length) : null;
            return Task.FromResult(InMemoryReply.Reader(new PiecesStream(body, () => random.Next(1, 200), breaksAt), length: body.Length % 2 == 0 ? body.Length : null));
        }, _retries);
    }

    // Every fourth is an event, which has no interaction id.
    private static string Json(Activity activity)
    {
        var number = ModelEngine.Number(activity);
        var id = number % 4 == 0 ? "null" : $"\"{activity.InteractionId}\"";
        return $$"""{"eventId":{{activity.EventId}},"interactionId":{{id}},"externalId":"{{number}}","sender":{"integrationType":"{{Types[number % 3]}}"},"recipient":{"integrationType":"{{Types[number / 3 % 3]}}"} }""";
    }
}
