namespace Interactions.Client.Tests;

/// <summary>What reading all of a conversation promises, checked against what the engine holds.</summary>
internal static class Promise
{
    /// <summary>Whether an engine shows enough at once for every activity to be had, under either reading of <c>leid</c>.</summary>
    public static bool IsWithinReach(EngineCase given, ModelEngine engine)
    {
        if (given.Cap == 0) return true;

        // An engine that ignores leid AND caps its answers only ever shows its first page.
        if (given.IgnoresLeid) return engine.Timeline.Count <= given.Cap;

        return EffectiveCap(given) > LargestTie(engine);
    }

    /// <summary>How many activities of what was asked for an answer holds: the previous one may take a place, and where it does not that cannot be told.</summary>
    public static int EffectiveCap(EngineCase given) => given.Cap - (given.GivesPrevious ? 1 : 0);

    public static int LargestTie(ModelEngine engine) =>
        engine.Timeline.GroupBy(activity => activity.EventId).Select(tie => tie.Count()).DefaultIfEmpty().Max();

    /// <summary>What a reading gave, and what it said.</summary>
    public sealed class Outcome
    {
        public List<Activity> Emitted { get; } = [];

        public List<Blame> Blamed { get; } = [];

        /// <summary>Whether it said that the engine may hold more than could be asked for.</summary>
        public bool IsEndUnknown { get; set; }

        /// <summary>Where to go on from, if it failed.</summary>
        public long? ResumeFrom { get; set; }
    }

    /// <summary>The promise where an engine's limits vary, its answers come from different replicas, or its activities are hard to tell apart.</summary>
    public static void CheckAwkward(EngineCase given, ModelEngine engine, Outcome outcome)
    {
        CheckSelf(engine, outcome.Emitted);
        var ids = outcome.Emitted.Select(ModelEngine.Number).ToHashSet();
        var lost = Lost(engine, ids);
        var last = engine.Timeline.Take(Reached(engine, ids)).LastOrDefault()?.EventId;
        lost.RemoveAll(activity => outcome.Blamed.Any(blame => blame.EventId == activity.EventId) || activity.EventId >= outcome.ResumeFrom || outcome.IsEndUnknown);
        Assert.True(lost.Count == 0 || CannotBeKnown(given, engine, lost, last), $"lost {lost.Count} of {engine.Timeline.Count}, the first at {lost.FirstOrDefault()?.EventId}, and did not say so");
    }

    /// <summary>A conversation that lies in one millisecond, of which few came, looks complete.</summary>
    public static bool IsOneMillisecond(ModelEngine engine) =>
        engine.LargestAnswer < 10 && engine.Timeline.Take(engine.AtTheStart).All(activity => activity.EventId == engine.Timeline[0].EventId);

    /// <param name="given">How the engine answers.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="lost">What was not given, and nothing said so.</param>
    /// <param name="last">The latest millisecond that could be given.</param>
    private static bool CannotBeKnown(EngineCase given, ModelEngine engine, List<Activity> lost, long? last) => IsBeyondHelp(given, engine) || IsOneMillisecond(engine)
        // The previous activity may take all the place there is.
        || (given.GivesPrevious && (given.ByteCap > 0 || given.Caps.Any(cap => cap < 3)))
        // The answers that confirmed the end came from a replica that has not got them.
        || engine.SinceStale < 2
        // Activities without a time fill answers of different sizes.
        || (given.UndatedEvery > 0 && (given.ByteCap > 0 || given.Caps.Count > 0 || given.RepeatsActivities || EffectiveCap(given) < 3))
        // The last millisecond ends where the answer does.
        || lost.TrueForAll(activity => activity.EventId == last);

    public static void CheckSelf(ModelEngine engine, List<Activity> emitted)
    {
        Assert.Equal(emitted.Count, emitted.Select(ModelEngine.Number).Distinct().Count());
        var dated = emitted.Where(activity => activity.EventId is not null).ToList();
        Assert.True(dated.Zip(dated.Skip(1)).All(pair => pair.First.EventId <= pair.Second.EventId), "not in order of eventId");
        Assert.DoesNotContain(emitted, activity => activity.EventId < engine.From);
        Assert.Subset(engine.Timeline.Select(ModelEngine.Number).ToHashSet(), emitted.Select(ModelEngine.Number).ToHashSet());
    }

    public static void Check(EngineCase given, ModelEngine engine, IReadOnlyList<Activity> emitted, IReadOnlyCollection<Blame> blamed)
    {
        Assert.Equal(emitted.Count, emitted.Select(activity => activity.InteractionId).Distinct().Count());
        Assert.True(emitted.Zip(emitted.Skip(1)).All(pair => pair.First.EventId <= pair.Second.EventId), "not in order of eventId");
        Assert.DoesNotContain(emitted, activity => activity.EventId < engine.From);

        var ids = emitted.Select(ModelEngine.Number).ToHashSet();
        Assert.Subset(engine.Timeline.Select(ModelEngine.Number).ToHashSet(), ids);

        var lost = Lost(engine, ids);
        if (IsWithinReach(given, engine))
            Assert.True(lost.Count == 0, $"lost {lost.Count} of {engine.Timeline.Count}, the first at {lost.FirstOrDefault()?.EventId}");
        else if (!IsBeyondHelp(given, engine) && !IsOneMillisecond(engine))
            Assert.True(lost.All(activity => blamed.Any(blame => blame.EventId == activity.EventId)), $"lost some of {lost.FirstOrDefault()?.EventId} and did not say so");

        if (given.IgnoresLeid && !IsWithinReach(given, engine)) return;
        foreach (var blame in blamed)
        {
            // A millisecond is blamed for filling an answer, so no answer may have held more than it and the previous one.
            var fills = engine.Timeline.Count(activity => activity.EventId == blame.EventId) + (given.GivesPrevious ? 1 : 0);
            Assert.True(fills >= blame.LargestAnswer, $"blamed {blame.EventId}, which cannot have filled an answer");
            Assert.True(given.Arrivals.Count > 0 || !IsWithinReach(given, engine) || CannotBeTold(given, engine), $"blamed {blame.EventId} without reason");
        }
    }

    /// <summary>A millisecond that may be out of reach, and the most that the engine had returned by then.</summary>
    public readonly record struct Blame(long EventId, int LargestAnswer);

    private static List<Activity> Lost(ModelEngine engine, HashSet<int> ids) =>
        [.. engine.Timeline.Take(Reached(engine, ids)).Where(activity => activity.EventId >= engine.From && !ids.Contains(ModelEngine.Number(activity)))];

    /// <summary>How many activities could be given. What arrived while paging went on may have come too late, but then all that came after it did too.</summary>
    private static int Reached(ModelEngine engine, HashSet<int> ids) =>
        Math.Max(engine.AtTheStart, 1 + engine.Timeline.ToList().FindLastIndex(activity => ids.Contains(ModelEngine.Number(activity))));

    public static bool IsBeyondHelp(EngineCase given, ModelEngine engine) =>
        given.IgnoresLeid
        // What arrives between the questions about an overflowing millisecond may be met from behind it, where an exclusive engine that gives
        // the previous activity, too, shows only the last of the next millisecond.
        || (given is { GivesPrevious: true, IsExclusive: true } && given.Arrivals.Count > 0 && !IsWithinReach(given, engine))
        // All answers are the one activity before the one asked for, or with one more: that looks as if leid were inclusive.
        || (given.GivesPrevious && EffectiveCap(given) < 2)
        // A timeline in a single millisecond cannot be told from a single activity where the engine returns one at a time.
        || (EffectiveCap(given) == 1 && engine.Timeline.Where(activity => activity.EventId >= engine.From).Select(activity => activity.EventId).Distinct().Count() == 1);

    /// <summary>A conversation that lies in a single millisecond looks the same where the engine returns no more than that at once.</summary>
    private static bool CannotBeTold(EngineCase given, ModelEngine engine) =>
        engine.Timeline.Count(activity => activity.EventId < engine.Timeline[^1].EventId) <= (given.GivesPrevious ? 1 : 0);
}
