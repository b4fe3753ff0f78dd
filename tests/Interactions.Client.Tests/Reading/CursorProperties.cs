using System.Runtime.CompilerServices;
using System.Text;

namespace Interactions.Client.Tests;

public class CursorProperties
{
    [Fact]
    public void Every_activity_comes_exactly_once_in_order_or_its_millisecond_is_named() =>
        Property.Holds(EngineCases.Any, EngineCases.Smaller, count: 20_000, given =>
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
        });

    private static void Check(EngineCase given, ModelEngine engine, StringBuilder talk)
    {
        var cursor = new Cursor(engine.From);
        var emitted = new List<Activity>();
        var blamed = new List<Promise.Blame>();
        while (!cursor.IsFinished)
        {
            var leid = cursor.Leid;
            var answer = engine.Answer(leid);
            talk.Append(leid).Append(" gets ").AppendJoin(' ', answer.Select(activity => activity.EventId));
            var fresh = cursor.Take(answer);
            talk.Append(", ").Append(fresh.Count).Append(" new").AppendLine(cursor.Crowded is null ? "" : $", blames {cursor.Crowded}");

            emitted.AddRange(fresh);
            if (cursor.Crowded is { } millisecond) blamed.Add(new(millisecond, engine.LargestAnswer));
            Assert.True(AtEdge(cursor).Count <= engine.Timeline.Count(activity => activity.EventId == cursor.Edge), "holds keys from before the border");
            Assert.True(engine.Requests <= Bound(engine), $"no end after {engine.Requests} requests");
        }
        Promise.Check(given, engine, emitted, blamed);
    }

    /// <summary>At worst every activity takes a page of its own, and every page a few questions.</summary>
    private static int Bound(ModelEngine engine) => 20 + (16 * engine.Timeline.Count);

    // How much is remembered is nobody's business but this test's.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_atEdge")]
    private static extern ref HashSet<ActivityKey> AtEdge(Cursor cursor);
}
