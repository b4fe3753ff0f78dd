namespace Interactions.Client.Tests;

/// <summary>Whatever appears, however late within the look-back, is given once; and no more is remembered than the window holds.</summary>
public class FollowProperties
{
    private static readonly Guid[] Conversations = [.. Enumerable.Range(1, 3).Select(number => new Guid(number, 0, 0, new byte[8]))];

    [Fact]
    public void Every_activity_is_given_once_in_order_apart_from_late_ones_and_memory_is_that_of_the_window() =>
        Property.Holds(FollowCase.Generator, FollowCase.Shrink, 300, given => Check(given).GetAwaiter().GetResult());

    private static async Task Check(FollowCase given)
    {
        // Enough for every arrival, and for every failure to put off the next poll by a minute.
        var clock = new WaitingClock { EndsAfter = TimeSpan.FromMinutes(8), Ahead = TimeSpan.FromMilliseconds(-given.ClockBehind) };
        var engine = new GrowingEngine(clock) { Omits = given.Omits };
        var expected = given.Arrivals.Select(arrival =>
            engine.Add(Conversations[arrival.Conversation], arrival.Appears, arrival.IsUndated ? null : arrival.Appears - arrival.Late)).ToList();
        engine.Fails = _ => given.Failures.Where(failure => failure.Poll == engine.Polls.Count).Select(failure => ((EngineException, int)?)(Unavailable(), failure.After)).FirstOrDefault();
        var follower = engine.Follow(new FollowQuery
        {
            ConversationIds = Conversations,
            PollingInterval = TimeSpan.FromMilliseconds(given.Interval),
            Lookback = TimeSpan.FromMilliseconds(given.Lookback),
            ConcurrentRequests = given.ConcurrentRequests,
        });
        engine.Polled = poll =>
        {
            var window = follower.Conversations.Single(conversation => conversation.Id == poll.Conversation).Window;
            var inside = expected.Count(activity => activity.ConversationId == poll.Conversation && !(activity.EventId < window.From));
            Assert.True(window.Count <= inside, $"{window.Count} keys are kept of {inside} activities in the window");
        };

        var activities = await engine.FollowAsync(follower);

        Assert.Equal(activities.Count, activities.Distinct().Count());
        var missing = expected.Except(activities).ToList();
        Assert.True(missing.Count == 0, $"missing {missing.Count}, the first at {missing.FirstOrDefault()?.EventId - WaitingClock.Start}");

        // What is not late comes in order, but for what an answer that broke off left out.
        var punctual = given.Arrivals.Zip(expected).Where(pair => pair.First is { Late: 0, IsUndated: false }).Select(pair => pair.Second).ToHashSet();
        if (given.Omits >= 0 && given.Failures.Count > 0) punctual.Clear();
        foreach (var conversation in activities.Where(punctual.Contains).GroupBy(activity => activity.ConversationId))
            Assert.Equal(conversation.OrderBy(activity => activity.EventId), conversation);

        // The window has moved on: it starts the look-back before the latest time that the clock has reached.
        foreach (var conversation in follower.Conversations)
        {
            var latest = expected.Where(activity => activity.ConversationId == conversation.Id && activity.EventId is not null).Max(activity => activity.EventId);
            if (latest is not null) Assert.Equal(latest - given.Lookback, conversation.Window.From);
        }
    }

    internal static EngineException Unavailable() => new(EngineErrorKind.Unavailable, "engine.example is not available (503).") { IsTransient = true, StatusCode = 503 };
}
