using System.Runtime.CompilerServices;

namespace Interactions.Client.Tests;

public class CursorProperties
{
    [Fact]
    public void Every_activity_comes_exactly_once_in_order_or_its_millisecond_is_named() =>
        Property.Holds(EngineCases.Any, EngineCases.Smaller, count: 20_000, given =>
        {
            var engine = new ModelEngine(given);
            var cursor = new Cursor(engine.From);
            var emitted = new List<Activity>();
            var blamed = new List<Promise.Blame>();
            while (!cursor.IsFinished)
            {
                emitted.AddRange(cursor.Take(engine.Answer(cursor.Leid)));
                if (cursor.Crowded is { } millisecond) blamed.Add(new(millisecond, engine.LargestAnswer));

                Assert.True(KeysHeld(cursor) <= engine.Timeline.Count(activity => activity.EventId == cursor.Edge), "holds keys from before the border");
                Assert.True(engine.Requests <= Bound(engine), $"no end after {engine.Requests} requests");
            }
            Promise.Check(given, engine, emitted, blamed);
        });

    /// <summary>At worst every activity takes a page of its own, and every page a few questions.</summary>
    private static int Bound(ModelEngine engine) => 20 + (8 * engine.Timeline.Count);

    private static int KeysHeld(Cursor cursor) => AtEdge(cursor).Count;

    // How much is remembered is nobody's business but this test's.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_atEdge")]
    private static extern ref HashSet<ActivityKey> AtEdge(Cursor cursor);
}
