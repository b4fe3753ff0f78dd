using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>Conversations that grow, and the way they are followed: one random case of the properties.</summary>
internal sealed record FollowCase
{
    /// <summary>What is to come: in which conversation, when it appears, and how much earlier than that its time is. Below 0 its time is in the future.</summary>
    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    public required int Lookback { get; init; }

    public required int Interval { get; init; }

    /// <summary>How far the clock of this machine is behind the engine's.</summary>
    public int ClockBehind { get; init; }

    /// <summary>The polls that fail, and after how many activities.</summary>
    public IReadOnlyList<(int Poll, int After)> Failures { get; init; } = [];

    /// <summary>Which activity a poll that fails leaves out; below 0 none.</summary>
    public int Omits { get; init; } = -1;

    public int ConcurrentRequests { get; init; } = 1;

    public sealed record Arrival(int Conversation, int Appears, int Late, bool IsUndated);

    /// <summary>Times are multiples of a quarter of a second, so that many share a millisecond and lie on the edge of a window.</summary>
    public static Gen<FollowCase> Generator =>
        from lookback in Quarters(0, 40)
        from interval in Gen.Elements(500, 1000, 3000)
        from behind in Gen.Frequency((3, Gen.Constant(0)), (1, Quarters(1, 200)))
        from arrivals in (
            from conversation in Gen.Choose(0, 2)
            from appears in Quarters(-200, 400)
            from late in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Choose(0, lookback / 250).Select(quarters => quarters * 250)), (1, Quarters(-300, -1)))
            from undated in Gen.Frequency((8, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new Arrival(conversation, appears, late, undated)).ListOf()
        from count in Gen.Choose(0, 5)
        from failures in Gen.Zip(Gen.Choose(0, 60), Gen.Choose(0, 8)).ListOf(count)
        from omits in Gen.Choose(-1, 3)
        from requests in Gen.Choose(1, 3)
        select new FollowCase
        {
            Arrivals = arrivals,
            Lookback = lookback,
            Interval = interval,
            ClockBehind = behind,
            Failures = [.. failures],
            Omits = omits,
            ConcurrentRequests = requests,
        };

    private static Gen<int> Quarters(int from, int to) => Gen.Choose(from, to).Select(quarters => quarters * 250);

    public static IEnumerable<FollowCase> Shrink(FollowCase given)
    {
        for (var i = 0; i < given.Arrivals.Count; i++) yield return given with { Arrivals = [.. given.Arrivals.Where((_, place) => place != i)] };
        for (var i = 0; i < given.Failures.Count; i++) yield return given with { Failures = [.. given.Failures.Where((_, place) => place != i)] };
        if (given.Omits >= 0) yield return given with { Omits = -1 };
        if (given.ClockBehind > 0) yield return given with { ClockBehind = 0 };
        if (given.ConcurrentRequests > 1) yield return given with { ConcurrentRequests = 1 };
        if (given.Lookback > 0 && given.Arrivals.All(arrival => arrival.Late <= 0)) yield return given with { Lookback = 0 };
    }

    public override string ToString() =>
        $"look-back {Lookback}, every {Interval}, clock behind {ClockBehind}, {ConcurrentRequests} at once, failures [{string.Join(' ', Failures)}] that leave out {Omits}, arrivals [{string.Join(' ', Arrivals.Select(arrival => $"{arrival.Conversation}:{arrival.Appears}{(arrival.IsUndated ? " undated" : $"-{arrival.Late}")}"))}]";
}
