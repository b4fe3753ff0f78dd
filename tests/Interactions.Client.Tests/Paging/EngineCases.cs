using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>Makes up cases, most of them with milliseconds that overflow a page, and makes a failing one smaller.</summary>
internal static class EngineCases
{
    public static Gen<EngineCase> Any { get; } =
        from timeline in Timeline
        from arrivals in Gen.Frequency((3, Gen.Constant(new List<(int, int, int)>())), (1, Arrivals))
        from start in Gen.Frequency((3, Gen.Constant(-1)), (2, Gen.Choose(0, 1 + timeline.Sum(tie => tie.Item1))))
        from cap in Gen.Frequency((5, Gen.Choose(1, 12)), (1, Gen.Choose(13, 40)), (1, Gen.Constant(0)))
        from isExclusive in Gen.Elements(false, true)
        from shuffles in Sometimes
        from previous in Sometimes
        from isExtra in Gen.Elements(false, true)
        from mixes in Rarely
        from ignores in Rarely
        from repeats in Sometimes
        from seed in Gen.Choose(0, 1_000_000)
        select new EngineCase
        {
            Timeline = timeline,
            Arrivals = arrivals,
            From = start,
            Cap = cap,
            IsExclusive = isExclusive,
            Shuffles = shuffles,
            GivesPrevious = previous,
            PreviousIsExtra = previous && isExtra,
            // Which activity is the previous one is not mixed, too: no engine could be that vague and still page.
            MixesTies = mixes && !previous,
            IgnoresLeid = ignores,
            RepeatsPages = repeats,
            Seed = seed,
        };

    /// <summary>Cases of engines whose limits vary, whose answers come from different replicas, or whose activities are hard to tell apart.</summary>
    public static Gen<EngineCase> Awkward { get; } =
        from given in Any
        from caps in Gen.Frequency((3, Gen.Constant(new List<int>())), (1, Caps))
        from hasByteCap in Sometimes
        from byteCap in Gen.Choose(3, 20)
        from largeEvery in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(2, 8)))
        from repeats in Sometimes
        from stale in Gen.Frequency((3, Gen.Constant(new List<(int, int)>())), (1, Stale))
        from undated in Gen.Frequency((7, Gen.Constant(0)), (1, Gen.Choose(1, 6)))
        from shares in Sometimes
        select given with
        {
            Caps = caps,
            ByteCap = hasByteCap ? byteCap : 0,
            LargeEvery = hasByteCap ? largeEvery : 0,
            RepeatsActivities = repeats,
            Stale = stale,
            UndatedEvery = undated,
            SharesIds = shares,
        };

    /// <summary>Ordinary engines, some of whose answers come from a replica that lags behind.</summary>
    public static Gen<EngineCase> WithStaleReplicas { get; } =
        from given in Any
        from stale in Stale
        select new EngineCase { Timeline = given.Timeline, From = given.From, Cap = given.Cap, IsExclusive = given.IsExclusive, Stale = stale, Seed = given.Seed };

    private static Gen<bool> Sometimes => Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)));

    private static Gen<bool> Rarely => Gen.Frequency((11, Gen.Constant(false)), (1, Gen.Constant(true)));

    private static Gen<int> Gap => Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 5)));

    // Most milliseconds hold one activity, some a few, some more than a page.
    private static Gen<int> Tie => Gen.Frequency((4, Gen.Constant(1)), (4, Gen.Choose(2, 5)), (2, Gen.Choose(6, 20)));

    private static Gen<List<(int, int)>> Timeline =>
        from length in Gen.Frequency((1, Gen.Choose(0, 3)), (3, Gen.Choose(4, 15)))
        from ties in ListOf(length, from gap in Gap from count in Tie select (gap, count))
        select ties;

    private static Gen<List<(int, int, int)>> Arrivals =>
        from length in Gen.Choose(1, 5)
        from late in ListOf(length, from request in Gen.Choose(1, 15) from gap in Gen.Choose(0, 2) from count in Tie select (request, gap, count))
        select late;

    private static Gen<List<int>> Caps =>
        from length in Gen.Choose(2, 4)
        from caps in ListOf(length, Gen.Choose(1, 8))
        select caps;

    private static Gen<List<(int, int)>> Stale =>
        from length in Gen.Choose(1, 3)
        from stale in ListOf(length, from request in Gen.Choose(1, 15) from lag in Gen.Frequency((3, Gen.Choose(1, 30)), (1, Gen.Constant(1000))) select (request, lag))
        select stale;

    private static Gen<List<T>> ListOf<T>(int length, Gen<T> item) => item.ListOf(length).Select(items => items.ToList());

    public static IEnumerable<EngineCase> Smaller(EngineCase given)
    {
        if (given.Caps.Count > 0) yield return given with { Caps = [] };
        if (given.ByteCap > 0) yield return given with { ByteCap = 0, LargeEvery = 0 };
        if (given.LargeEvery > 0) yield return given with { LargeEvery = 0 };
        if (given.RepeatsActivities) yield return given with { RepeatsActivities = false };
        if (given.UndatedEvery > 0) yield return given with { UndatedEvery = 0 };
        if (given.SharesIds) yield return given with { SharesIds = false };
        foreach (var fewer in Without(given.Stale)) yield return given with { Stale = fewer };
        if (given.RepeatsPages) yield return given with { RepeatsPages = false };
        if (given.IgnoresLeid) yield return given with { IgnoresLeid = false };
        if (given.MixesTies) yield return given with { MixesTies = false };
        if (given.PreviousIsExtra) yield return given with { PreviousIsExtra = false };
        if (given.GivesPrevious) yield return given with { GivesPrevious = false, PreviousIsExtra = false };
        if (given.Shuffles) yield return given with { Shuffles = false };
        if (given.IsExclusive) yield return given with { IsExclusive = false };
        foreach (var fewer in Without(given.Arrivals)) yield return given with { Arrivals = fewer };
        foreach (var fewer in Without(given.Timeline)) yield return given with { Timeline = fewer };
        if (given.From > -1) yield return given with { From = -1 };
        if (given.From > 0) yield return given with { From = given.From - 1 };
        if (given.Cap > 1) yield return given with { Cap = given.Cap - 1 };
        for (var i = 0; i < given.Timeline.Count; i++)
        {
            var (gap, count) = given.Timeline[i];
            if (count > 1) yield return given with { Timeline = With(given.Timeline, i, (gap, count - 1)) };
            if (gap > 1) yield return given with { Timeline = With(given.Timeline, i, (1, count)) };
        }
        for (var i = 0; i < given.Stale.Count; i++)
        {
            var (request, lag) = given.Stale[i];
            if (lag > 1) yield return given with { Stale = With(given.Stale, i, (request, lag - 1)) };
            if (request > 1) yield return given with { Stale = With(given.Stale, i, (request - 1, lag)) };
        }
        for (var i = 0; i < given.Arrivals.Count; i++)
        {
            var (request, gap, count) = given.Arrivals[i];
            if (count > 1) yield return given with { Arrivals = With(given.Arrivals, i, (request, gap, count - 1)) };
            if (gap > 0) yield return given with { Arrivals = With(given.Arrivals, i, (request, gap - 1, count)) };
            if (request > 1) yield return given with { Arrivals = With(given.Arrivals, i, (request - 1, gap, count)) };
        }
    }

    private static IEnumerable<List<T>> Without<T>(IReadOnlyList<T> items)
    {
        for (var i = 0; i < items.Count; i++)
            yield return [.. items.Take(i), .. items.Skip(i + 1)];
    }

    private static List<T> With<T>(IReadOnlyList<T> items, int index, T item) => [.. items.Take(index), item, .. items.Skip(index + 1)];
}
