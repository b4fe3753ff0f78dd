using FsCheck.Fluent;

namespace Interactions.Client.Tests;

public class TypeMergeProperties
{
    // Each engine counts its own requests, so the three would not agree on what has arrived.
    private static readonly FsCheck.Gen<EngineCase> Cases = EngineCases.Any.Select(given => given with { Arrivals = [] });

    [Fact]
    public void Three_types_read_over_a_breaking_connection_give_every_activity_once_in_order() =>
        Property.Holds(Cases, EngineCases.Smaller, count: 3_000, given =>
        {
            var all = new ModelEngine(given);
            var engines = Engines(given);
            var reader = new ModelReader(engines, new Random(given.Seed), maximumRetryCount: 3, breaksEvery: 3);
            var (emitted, failure) = reader.ReadAsync(all.From).GetAwaiter().GetResult();

            Assert.Null(failure);
            AssertOnceInOrder(emitted);
            if (!given.Shuffles && !given.MixesTies && engines.All(engine => Promise.IsWithinReach(given, engine))) AssertEnginesOrder(emitted);
            if (engines.Any(engine => (Promise.IsBeyondHelp(given, engine) || Promise.IsOneMillisecond(engine)) && !Promise.IsWithinReach(given, engine))) return;

            var wanted = all.Timeline.Where(activity => activity.EventId >= all.From).ToDictionary(ModelEngine.Number);
            Assert.Subset(wanted.Keys.ToHashSet(), emitted.Select(ModelEngine.Number).ToHashSet());
            var lost = wanted.Keys.Except(emitted.Select(ModelEngine.Number)).Select(number => wanted[number].EventId!.Value).Distinct();
            if (engines.All(engine => Promise.IsWithinReach(given, engine))) Assert.Empty(lost);
            else Assert.Empty(lost.Except(reader.Blamed.Select(blame => blame.EventId)));
        });

    [Fact]
    public void A_failure_says_where_to_go_on_from_for_all_types_and_never_behind_the_end() =>
        Property.Holds(Cases.Where(given => given is { RepeatsPages: false, IgnoresLeid: false }).Select(InOrder), EngineCases.Smaller, count: 3_000, given =>
        {
            var all = new ModelEngine(given);
            if (Engines(given).Any(engine => !Promise.IsWithinReach(given, engine))) return;
            var random = new Random(given.Seed);
            long? until = random.Next(3) == 0 ? null : all.From + random.Next(1, 30);
            var reader = new ModelReader(Engines(given), random, maximumRetryCount: 0, breaksEvery: 8);
            var emitted = new HashSet<int>();
            long? from = all.From;
            for (var rounds = 0; from is not null; rounds++)
            {
                Assert.InRange(rounds, 0, 500);
                var (activities, failure) = reader.ReadAsync(from.Value, until).GetAwaiter().GetResult();
                AssertOnceInOrder(activities);
                Assert.All(activities, activity => Assert.False(activity.EventId < from || activity.EventId >= until));
                emitted.UnionWith(activities.Select(ModelEngine.Number));
                if (failure is not null) Assert.True(failure.ResumeFrom >= from && !(failure.ResumeFrom >= until), $"goes on from {failure.ResumeFrom}");
                from = failure?.ResumeFrom;
            }
            Assert.Equal(all.Timeline.Where(activity => activity.EventId >= all.From && !(activity.EventId >= until)).Select(ModelEngine.Number), emitted.Order());
        });

    [Fact]
    public void Where_single_pages_break_off_nothing_before_the_place_to_go_on_from_is_missing() =>
        Property.Holds(Cases.Where(given => given is { RepeatsPages: false }).Select(InOrder), EngineCases.Smaller, count: 3_000, given =>
        {
            var from = new ModelEngine(given).From;
            var random = new Random(given.Seed);
            long? until = random.Next(3) == 0 ? null : from + random.Next(1, 30);
            var reader = new ModelReader(Engines(given), random, maximumRetryCount: 0, breaksEvery: 3);
            var (activities, failure) = reader.ReadAsync(from, until, all: false).GetAwaiter().GetResult();

            Assert.Equal(activities.Count, activities.Select(ModelEngine.Number).Distinct().Count());
            if (failure is not null) Assert.True(failure.ResumeFrom >= from && !(failure.ResumeFrom >= until), $"goes on from {failure.ResumeFrom}");
            // Which of a millisecond are on a page is not certain where they are mixed.
            if (given.MixesTies) return;
            var wanted = Engines(given).SelectMany(engine => engine.Answer(Math.Max(0, from - 1)))
                .Where(activity => activity.EventId >= from && !(activity.EventId >= until) && !(activity.EventId >= failure?.ResumeFrom));
            Assert.Subset(activities.Select(ModelEngine.Number).ToHashSet(), wanted.Select(ModelEngine.Number).ToHashSet());
        });

    [Fact]
    public void Types_that_contradict_each_other_lose_nothing_and_give_nothing_twice() =>
        Property.Holds(Cases.Where(given => given is { RepeatsPages: false, IgnoresLeid: false }), EngineCases.Smaller, count: 3_000, given =>
        {
            // One of about ten is not in a stream that it belongs to, and each type has an order of its own within a millisecond.
            var lacks = new Random(given.Seed);
            var engines = Enumerable.Range(0, 3).Select(type => new ModelEngine(given with { MixesTies = !given.GivesPrevious, Seed = given.Seed + type },
                number => ModelReader.Belongs(number, type) && lacks.Next(10) > 0)).ToArray();
            if (engines.Any(engine => !Promise.IsWithinReach(given, engine))) return;
            var reader = new ModelReader(engines, lacks, maximumRetryCount: 3, breaksEvery: 5);
            var (emitted, failure) = reader.ReadAsync(engines[0].From).GetAwaiter().GetResult();

            Assert.Null(failure);
            AssertOnceInOrder(emitted);
            Assert.Equal(engines.SelectMany(engine => engine.Timeline).Where(activity => activity.EventId >= engines[0].From).Select(ModelEngine.Number).Distinct().Order(),
                emitted.Select(ModelEngine.Number).Order());
        });

    // A part of a shuffled page may be in order by chance, and then nothing shows what is missing.
    private static EngineCase InOrder(EngineCase given) => given with { Shuffles = false };

    private static ModelEngine[] Engines(EngineCase given) =>
        [.. Enumerable.Range(0, 3).Select(type => new ModelEngine(given, number => ModelReader.Belongs(number, type)))];

    private static void AssertOnceInOrder(List<Activity> emitted)
    {
        Assert.Equal(emitted.Count, emitted.Select(ModelEngine.Number).Distinct().Count());
        Assert.True(emitted.Zip(emitted.Skip(1)).All(pair => pair.First.EventId <= pair.Second.EventId), "not in order of eventId");
    }

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
}
