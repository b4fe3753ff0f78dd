using System.Runtime.CompilerServices;
using System.Text;

namespace Interactions.Client.Tests;

public class CursorProperties
{
    [Fact]
    public void Every_activity_comes_exactly_once_in_order_or_its_millisecond_is_named() =>
        Property.Holds(EngineCases.Any, EngineCases.Smaller, count: 20_000, Check);

    [Fact]
    public void What_awkward_engines_keep_back_is_said() =>
        Property.Holds(EngineCases.Awkward, EngineCases.Smaller, count: 20_000, CheckAwkward);

    private static void CheckAwkward(EngineCase given)
    {
        var engine = new ModelEngine(given);
        var cursor = new Cursor(engine.From, new EngineTraits());
        var outcome = new Promise.Outcome();
        var talk = new StringBuilder();
        try
        {
            var retries = 0;
            while (!cursor.IsFinished)
            {
                var leid = cursor.Leid;
                var answer = engine.Answer(leid);
                // Asked from before an activity that is known, only an incomplete answer is empty.
                var isIncomplete = answer.Count == 0 && outcome.Emitted.Exists(activity => activity.EventId > leid);
                talk.Append(leid).Append(" gets ").AppendJoin(' ', answer.Select(activity => activity.EventId));
                var fresh = cursor.Take(answer);
                talk.Append(", ").Append(fresh.Count).Append(" new").Append(cursor.Overflow is null ? "" : $", blames {cursor.Overflow}").AppendLine(cursor.IsIncomplete ? ", incomplete" : "");
                Assert.True(!isIncomplete || (cursor.Leid == leid && !cursor.IsFinished), "an empty answer is taken for the end");
                outcome.Emitted.AddRange(fresh);
                if (cursor.Overflow is { } millisecond) outcome.Blamed.Add(new(millisecond, engine.LargestAnswer));
                Assert.True(engine.Requests <= Bound(engine), $"no end after {engine.Requests} requests");
                retries = cursor.IsIncomplete ? retries + 1 : 0;
                if (retries > 3)
                {
                    outcome.ResumeFrom = cursor.Watermark;
                    break;
                }
            }
            outcome.IsEndUnknown = cursor.Doubt is not null;
            Promise.CheckAwkward(given, engine, outcome);
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{talk}", failure);
        }
    }

    /// <summary>Cases that the property has found. Some are too rare to be found each time.</summary>
    public static TheoryData<string> OnceWrong => [.. Found.Keys];

    private static readonly Dictionary<string, EngineCase> Found = new()
    {
        ["an answer full with the millisecond before did not count as the largest"] = new() { Timeline = [(1, 2)], Arrivals = [(2, 1, 5)], From = 1, Cap = 6 },
        ["a repeated page passed for the answer"] = new() { Timeline = [(1, 1), (1, 2)], Cap = 2, IsExclusive = true, RepeatsPages = true },
        ["a previous activity hid that the edge was cut"] = new() { Timeline = [(1, 1), (1, 4)], Cap = 3, IsExclusive = true, GivesPrevious = true },
        ["the first page has no previous activity"] = new() { Timeline = [(1, 3), (1, 3), (1, 1)], Cap = 3, GivesPrevious = true, PreviousIsExtra = true },
        ["more of the edge arrived after it was read"] = new() { Timeline = [(1, 8), (3, 5)], Arrivals = [(4, 0, 5), (4, 2, 3)], From = 1, Cap = 11, IsExclusive = true },
        ["the edge was empty when it was read"] = new() { Timeline = [(1, 1)], Arrivals = [(2, 1, 2)], From = 1, Cap = 4, IsExclusive = true, GivesPrevious = true },
        ["the edge was looked back at and then read to its end"] = new() { Timeline = [(1, 1), (1, 2), (1, 1)], Arrivals = [(5, 1, 1)], From = 2, Cap = 2 },
        ["more arrived between two looks back"] = new() { Timeline = [(1, 3), (1, 3)], Arrivals = [(13, 1, 2), (13, 1, 1)], Cap = 3, IsExclusive = true, GivesPrevious = true },
        ["activities that came in another order hid that the last millisecond was cut"] = new() { Timeline = [(1, 1), (1, 1), (1, 5)], Arrivals = [(1, 1, 2), (10, 0, 6)], Cap = 3, MixesTies = true, Seed = 721888 },
        ["an answer that was cut before the watermark did not count as the largest"] = new()
        {
            Timeline = [(1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (5, 1), (2, 1), (1, 1), (3, 1), (1, 1), (4, 1), (5, 1), (1, 1), (1, 1), (1, 1)],
            Arrivals = [(1, 1, 2), (2, 1, 5)],
            From = 30,
            Cap = 6,
        },
        ["a lone activity was a repeated page"] = new() { Timeline = [(1, 2)], Arrivals = [(2, 1, 3), (14, 1, 2)], Cap = 3, IsExclusive = true, GivesPrevious = true, RepeatsPages = true },
    };

    [Theory]
    [MemberData(nameof(OnceWrong))]
    public void What_once_went_wrong_stays_right(string what) => Check(Found[what]);

    private static readonly Dictionary<string, EngineCase> FoundAwkward = new()
    {
        ["a replica that lagged behind kept back the start twice"] = new()
        {
            Timeline = [(1, 1), (1, 1), (1, 1), (1, 1), (3, 1), (4, 2), (1, 1)],
            From = 10,
            Cap = 3,
            IsExclusive = true,
            GivesPrevious = true,
            Stale = [(1, 3), (3, 3)],
        },
        ["behind a millisecond in doubt, the next one was met as the previous one"] = new()
        {
            Timeline = [(1, 1), (1, 3), (1, 2), (1, 1)],
            Cap = 3,
            IsExclusive = true,
            GivesPrevious = true,
            PreviousIsExtra = true,
            Stale = [(10, 3), (7, 3)],
        },
        ["more of the last millisecond was met as the previous one, and the rest was not asked for"] = new()
        {
            Timeline = [(1, 1), (1, 4)],
            Arrivals = [(6, 0, 4), (1, 0, 3), (1, 1, 1), (10, 1, 1)],
            Cap = 9,
            IsExclusive = true,
            GivesPrevious = true,
            UndatedEvery = 2,
            Stale = [(9, 6)],
            RepeatsPages = true,
        },
        ["what the question about the engine's limit showed was dropped"] = new()
        {
            Timeline = [(1, 1), (1, 1), (1, 1), (1, 1), (1, 4)],
            Arrivals = [(4, 1, 1)],
            From = 4,
            IsExclusive = true,
            Caps = [3, 3, 2, 8],
        },
    };

    public static TheoryData<string> OnceWrongOfAwkward => [.. FoundAwkward.Keys];

    [Theory]
    [MemberData(nameof(OnceWrongOfAwkward))]
    public void What_was_once_not_said_is_said(string what) => CheckAwkward(FoundAwkward[what]);

    private static void Check(EngineCase given)
    {
        var engine = new ModelEngine(given);
        var talk = new StringBuilder();
        try
        {
            Check(given, engine, talk);
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{talk}", failure);
        }
    }

    private static void Check(EngineCase given, ModelEngine engine, StringBuilder talk)
    {
        var cursor = new Cursor(engine.From, new EngineTraits());
        var emitted = new List<Activity>();
        var blamed = new List<Promise.Blame>();
        while (!cursor.IsFinished)
        {
            var leid = cursor.Leid;
            var answer = engine.Answer(leid);
            talk.Append(leid).Append(" gets ").AppendJoin(' ', answer.Select(activity => activity.EventId));
            var fresh = cursor.Take(answer);
            talk.Append(", ").Append(fresh.Count).Append(" new").AppendLine(cursor.Overflow is null ? "" : $", blames {cursor.Overflow}");

            emitted.AddRange(fresh);
            if (cursor.Overflow is { } millisecond) blamed.Add(new(millisecond, engine.LargestAnswer));
            Assert.False(cursor.IsIncomplete, "an answer passes for incomplete");
            Assert.True(WatermarkOf(cursor).Count <= engine.Timeline.Count(activity => activity.EventId == cursor.Watermark), "holds keys from before the border");
            Assert.True(engine.Requests <= Bound(engine), $"no end after {engine.Requests} requests");
        }
        Assert.True(given.IgnoresLeid || cursor.Doubt is null, "doubts the end without reason");
        Promise.Check(given, engine, emitted, blamed);
    }

    /// <summary>At worst every activity takes a page of its own, and every page a few questions.</summary>
    private static int Bound(ModelEngine engine) => 20 + (16 * engine.Timeline.Count);

    // Private to the cursor: how much it remembers matters only for this test.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_watermark")]
    private static extern ref Watermark WatermarkOf(Cursor cursor);
}
