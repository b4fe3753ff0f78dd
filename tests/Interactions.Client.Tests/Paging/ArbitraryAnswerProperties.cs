using FsCheck.Fluent;

namespace Interactions.Client.Tests;

public class ArbitraryAnswerProperties
{
    [Fact]
    public void Reading_ends_whatever_an_engine_answers() =>
        Property.Holds(Gen.Choose(0, int.MaxValue - 1), _ => [], count: 3_000, seed =>
        {
            var random = new Random(seed);
            var from = random.Next(3) == 0 ? 0 : 1000 + random.Next(6);
            var milliseconds = random.Next(1, 8);
            var inventsIds = random.Next(2) == 0;
            var cursor = new Cursor(from, new EngineTraits());
            var emitted = new List<Activity>();
            var incomplete = 0;
            for (var requests = 1; !cursor.IsFinished && incomplete <= 3; requests++)
            {
                Assert.True(requests <= 60 * (milliseconds + 1), $"no end after {requests} requests");
                emitted.AddRange(cursor.Take(Anything(random, milliseconds, inventsIds)));
                incomplete = cursor.IsIncomplete ? incomplete + 1 : 0;
            }
            Assert.True(emitted.Zip(emitted.Skip(1)).All(pair => pair.First.EventId <= pair.Second.EventId), "not in order of eventId");
            Assert.Equal(emitted.Count, emitted.Select(ActivityKey.Of).Distinct().Count());
        });

    private static List<Activity> Anything(Random random, int milliseconds, bool inventsIds)
    {
        var page = new List<Activity>();
        for (var count = random.Next(12); count > 0; count--)
        {
            var bytes = new byte[16];
            if (inventsIds) random.NextBytes(bytes);
            else bytes[0] = (byte)random.Next(5);
            page.Add(new Activity { EventId = 1000 + random.Next(milliseconds), InteractionId = new Guid(bytes) });
        }
        return page;
    }
}
