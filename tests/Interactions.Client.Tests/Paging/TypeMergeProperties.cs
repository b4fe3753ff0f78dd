using System.Globalization;
using System.Text;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

public class TypeMergeProperties
{
    private static readonly EngineOptions Impatient = new() { Uri = new Uri("https://engine.example"), MaximumRetryCount = 3, RetryInterval = TimeSpan.Zero };

    private static readonly string[] Types = ["Customer", "Agent", "Bot"];

    // Each engine counts its own requests, so the three would not agree on what has arrived.
    private static readonly FsCheck.Gen<EngineCase> Cases = EngineCases.Any.Select(given => given with { Arrivals = [] });

    [Fact]
    public void Three_types_read_over_a_breaking_connection_give_every_activity_once_in_order() =>
        Property.Holds(Cases, EngineCases.Smaller, count: 3_000, given =>
        {
            var all = new ModelEngine(given);
            var engines = Enumerable.Range(0, 3).Select(type => new ModelEngine(given, number => number % 3 == type || number / 3 % 3 == type)).ToArray();
            var blamed = new List<Promise.Blame>();
            var emitted = ReadAsync(given, engines, blamed).GetAwaiter().GetResult();

            Assert.Equal(emitted.Count, emitted.Select(activity => activity.ExternalId).Distinct().Count());
            Assert.True(emitted.Zip(emitted.Skip(1)).All(pair => pair.First.EventId <= pair.Second.EventId), "not in order of eventId");
            if (!given.Shuffles && !given.MixesTies && engines.All(engine => Promise.IsWithinReach(given, engine)))
                AssertEnginesOrder(emitted);
            if (engines.Any(engine => (Promise.IsBeyondHelp(given, engine) || Promise.IsOneMillisecond(engine)) && !Promise.IsWithinReach(given, engine))) return;

            var wanted = all.Timeline.Where(activity => activity.EventId >= all.From).ToDictionary(Name);
            Assert.Subset(wanted.Keys.ToHashSet(), emitted.Select(activity => activity.ExternalId!).ToHashSet());
            var lost = wanted.Keys.Except(emitted.Select(activity => activity.ExternalId!)).Select(name => wanted[name].EventId!.Value).Distinct();
            if (engines.All(engine => Promise.IsWithinReach(given, engine))) Assert.Empty(lost);
            else Assert.Empty(lost.Except(blamed.Select(blame => blame.EventId)));
        });

    /// <summary>Two activities of one millisecond that share a type are both in its stream, so their order is known.</summary>
    private static void AssertEnginesOrder(List<Activity> emitted)
    {
        foreach (var tie in emitted.GroupBy(activity => activity.EventId).Select(tie => tie.ToList()))
            for (var later = 1; later < tie.Count; later++)
                for (var earlier = 0; earlier < later; earlier++)
                    Assert.False(Shares(tie[earlier], tie[later]) && ModelEngine.Number(tie[earlier]) > ModelEngine.Number(tie[later]),
                        $"{tie[earlier].ExternalId} comes before {tie[later].ExternalId}");

        static bool Shares(Activity one, Activity other) => new[] { one.Sender!.IntegrationType, one.Recipient!.IntegrationType }
            .Intersect([other.Sender!.IntegrationType, other.Recipient!.IntegrationType]).Any();
    }

    private static async Task<List<Activity>> ReadAsync(EngineCase given, ModelEngine[] engines, List<Promise.Blame> blamed)
    {
        var query = new ActivityQuery { ConversationId = InMemoryReply.ConversationId, LastEventId = engines[0].From, All = true };
        var random = new Random(given.Seed);
        var retries = RetryPolicy.Create<bool>(Impatient, new ThrottlingGate(), notify: null);
        var traits = new EngineTraits();
        var streams = engines.Select((engine, type) => (Types[type], new ActivityPager(leid => OpenPage(engine, leid, retries, random), query, traits, retries, Notify).ReadAllAsync()));
        var emitted = new List<Activity>();
        await foreach (var activity in TypeMerge.ByTimeAsync([.. streams], isInOrder: true)) emitted.Add(activity);
        return emitted;

        void Notify(EngineNotice notice)
        {
            if (notice is MillisecondOverflow overflow) blamed.Add(new(overflow.EventId, overflow.PageSize));
        }
    }

    /// <summary>Every third answer breaks off somewhere; the engine is then asked again.</summary>
    private static PageRequest OpenPage(ModelEngine engine, long leid, Polly.ResiliencePipeline<bool> retries, Random random)
    {
        var answer = engine.Answer(leid);
        var breaks = random.Next(3) == 0 ? 1 : 0;
        return new PageRequest(_ =>
        {
            var body = Encoding.UTF8.GetBytes($"[{string.Join(",", answer.Select(Json))}]");
            int? breaksAt = breaks-- > 0 ? random.Next(body.Length) : null;
            return Task.FromResult(InMemoryReply.Reader(new PiecesStream(body, () => random.Next(1, 200), breaksAt), length: body.Length % 2 == 0 ? body.Length : null));
        }, retries);
    }

    private static string Name(Activity activity) => activity.ExternalId!;

    // Every fourth is an event, which has no interaction id.
    private static string Json(Activity activity)
    {
        var name = Name(activity);
        var id = ModelEngine.Number(activity) % 4 == 0 ? "null" : $"\"{activity.InteractionId}\"";
        var number = ModelEngine.Number(activity);
        return $$"""{"eventId":{{activity.EventId}},"interactionId":{{id}},"externalId":"{{name}}","sender":{"integrationType":"{{Types[number % 3]}}"},"recipient":{"integrationType":"{{Types[number / 3 % 3]}}"} }""";
    }
}
