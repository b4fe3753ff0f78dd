using System.Collections.Concurrent;
using System.Diagnostics;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

// How soon something ends can only be seen while nothing else takes the machine.
[Collection(nameof(StoppingTests))]
public class FollowTests
{
    private static readonly Guid Other = new("2c5e1b70-90a4-4a0f-8d0e-6c1b5a2f8e12");
    private readonly ConcurrentQueue<EngineNotice> _notices = new();

    private static FollowQuery Query(params Guid[] conversations) => new()
    {
        ConversationIds = conversations.Length == 0 ? [Emulated.Conversation] : conversations,
        Types = [IntegrationType.Customer],
        PollingInterval = FollowQuery.ShortestPollingInterval,
    };

    private IAsyncEnumerator<Activity> Follow(EngineClient client, FollowQuery query, CancellationToken stop = default) =>
        client.FollowActivitiesAsync(query, _notices.Enqueue, stop).GetAsyncEnumerator(stop);

    private static async Task<List<int>> TakeAsync(IAsyncEnumerator<Activity> activities, int count)
    {
        var taken = new List<Activity>();
        while (taken.Count < count && await activities.MoveNextAsync()) taken.Add(activities.Current);
        return [.. Emulated.Places(taken)];
    }

    [Theory]
    [InlineData(EngineQuirks.None)]
    [InlineData(EngineQuirks.IgnoreLeid)]
    public async Task What_is_there_comes_first_and_then_what_is_added_late_or_not_once(EngineQuirks quirks)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 120_000;
        await using var emulator = await Emulated.StartAsync([now - 100_000, now, now], new EmulatorOptions { Activities = 0, Quirks = quirks });
        using var client = emulator.Client(token: emulator.IssueToken());
        await using var activities = Follow(client, Query());
        Assert.Equal([0, 1, 2], await TakeAsync(activities, 3));

        emulator.AddActivities(Emulated.Conversation, [Emulated.Message(now, 3), Emulated.Message(now + 5, 4)]);
        Assert.Equal([3, 4], await TakeAsync(activities, 2));
        emulator.AddActivities(Emulated.Conversation, [Emulated.Message(now - 59_000, 5)]);
        Assert.Equal([5], await TakeAsync(activities, 1));
        emulator.AddActivities(Emulated.Conversation, [Emulated.Message(now + 9, 6)]);
        Assert.Equal([6], await TakeAsync(activities, 1));
        Assert.DoesNotContain(_notices, notice => notice is not (RequestCompleted or EndNotConfirmed));
        // Of an engine that ignores leid it cannot be known that there is no more. That is said once for each type, not at every poll.
        var doubts = _notices.OfType<EndNotConfirmed>().Select(doubt => doubt.Type).ToList();
        Assert.Equal(quirks.HasFlag(EngineQuirks.IgnoreLeid), doubts.Count > 0);
        Assert.Equal(doubts.Distinct(), doubts);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed_whatever_the_number_of_conversations_and_types()
    {
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { Activities = 0, PageCap = 3, Latency = 5 });
        var conversations = Enumerable.Range(1, 6).Select(number => new Guid(number, 0, 0, new byte[8])).ToArray();
        foreach (var conversation in conversations)
            emulator.AddConversation(conversation, Enumerable.Range(0, 20).Select(place => Emulated.Message(1_000 + place, place)));
        using var client = emulator.Client(token: emulator.IssueToken());
        await using var activities = Follow(client, new FollowQuery { ConversationIds = conversations, ConcurrentRequests = 2 });

        Assert.Equal(120, (await TakeAsync(activities, 120)).Count);
        // A request takes a connection, and the client keeps those that it has opened.
        Assert.InRange(emulator.OpenConnections, 1, 2);
    }

    [Fact]
    public async Task A_conversation_that_is_unknown_and_a_token_that_has_run_out_end_what_they_concern()
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        using var client = emulator.Client(token: emulator.IssueToken());
        await using var activities = Follow(client, Query(Other, Emulated.Conversation));
        Assert.Equal([0], await TakeAsync(activities, 1));
        var next = activities.MoveNextAsync().AsTask();
        await Emulated.EventuallyAsync(() => _notices.OfType<FollowingFailed>().Any());
        emulator.ExpireTokens();
        Assert.False(await next);
        Assert.Equal([(Other, EngineErrorKind.ConversationNotFound, false), (Emulated.Conversation, EngineErrorKind.Unauthorized, true)],
            _notices.OfType<FollowingFailed>().Select(notice => (notice.ConversationId, notice.Failure.Kind, notice.IsPartial)));
    }

    [Fact]
    public async Task A_token_that_can_be_renewed_is()
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        using var client = emulator.Client();
        await using var activities = Follow(client, Query());
        Assert.Equal([0], await TakeAsync(activities, 1));
        emulator.ExpireTokens();
        emulator.AddActivities(Emulated.Conversation, [Emulated.Message(1_001, 1)]);
        Assert.Equal([1], await TakeAsync(activities, 1));
        Assert.DoesNotContain(_notices, notice => notice is not RequestCompleted);
    }

    [Theory]
    [InlineData(OutageKind.Unavailable)]
    [InlineData(OutageKind.Drop)]
    [InlineData(OutageKind.Refuse)]
    public async Task What_comes_while_the_engine_is_away_is_given_when_it_is_back(OutageKind kind)
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 1);
        await using var activities = Follow(client, Query());
        Assert.Equal([0], await TakeAsync(activities, 1));

        await emulator.StartOutageAsync(new Outage { Kind = kind });
        var next = TakeAsync(activities, 1);
        await Emulated.EventuallyAsync(() => _notices.OfType<FollowingInterrupted>().Any());
        emulator.AddActivities(Emulated.Conversation, [Emulated.Message(1_001, 1)]);
        await emulator.EndOutageAsync();
        Assert.Equal([1], await next);
        Assert.Single(_notices.OfType<FollowingInterrupted>());
    }

    [Fact]
    public async Task A_millisecond_that_overflows_is_told_of_once()
    {
        await using var emulator = await Emulated.StartAsync([1_000, 1_000, 1_000, 1_000, 1_001], new EmulatorOptions { Activities = 0, PageCap = 3 });
        using var client = emulator.Client(token: emulator.IssueToken());
        await using var activities = Follow(client, Query());
        await TakeAsync(activities, 4);
        var next = activities.MoveNextAsync().AsTask();
        var polled = emulator.Requests.Count;
        await Emulated.EventuallyAsync(() => emulator.Requests.Count > polled + 20);
        Assert.Single(_notices.OfType<MillisecondOverflow>());
        emulator.AddActivities(Emulated.Conversation, [Emulated.Message(2_000, 9)]);
        Assert.True(await next);
    }

    [Fact]
    public async Task A_stop_between_two_polls_ends_at_once()
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        using var client = emulator.Client(token: emulator.IssueToken());
        using var stop = new CancellationTokenSource();
        var query = new FollowQuery { ConversationIds = [Emulated.Conversation], Types = [IntegrationType.Customer], PollingInterval = TimeSpan.FromHours(1) };
        await using var activities = Follow(client, query, stop.Token);
        Assert.Equal([0], await TakeAsync(activities, 1));
        var next = activities.MoveNextAsync().AsTask();
        await Emulated.EventuallyAsync(() => _notices.OfType<RequestCompleted>().Count() == emulator.Requests.Count);

        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 500);
    }

    [Fact]
    public async Task Taking_what_is_enough_ends_the_requests_under_way_and_nothing_is_asked_any_more()
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { StallAfterBytes = 0, Skip = 1 });
        var activities = Follow(client, Query(Emulated.Conversation));
        Assert.Equal([0], await TakeAsync(activities, 1));
        await Emulated.EventuallyAsync(() => emulator.Requests.Count == 2);

        var clock = Stopwatch.StartNew();
        await activities.DisposeAsync();
        Assert.InRange(clock.ElapsedMilliseconds, 0, 500);
        await Emulated.EventuallyAsync(() => emulator.Requests[^1].Aborted);
        Assert.Equal(2, emulator.Requests.Count);
    }

    [Fact]
    public async Task A_client_that_is_disposed_ends_following_with_an_error()
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        var client = emulator.Client(token: emulator.IssueToken());
        await using var activities = Follow(client, Query());
        Assert.Equal([0], await TakeAsync(activities, 1));
        client.Dispose();
        Assert.False(await activities.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(Emulated.Conversation, Assert.Single(_notices.OfType<FollowingFailed>()).ConversationId);
    }

    [Theory]
    [InlineData(0.05, 60, 5)]
    [InlineData(5, -1, 5)]
    [InlineData(5, 60, 0)]
    public async Task A_query_out_of_range_is_refused(double interval, double lookback, int requests)
    {
        await using var emulator = await Emulated.StartAsync([1_000]);
        using var client = emulator.Client();
        Assert.Throws<ArgumentException>(() => client.FollowActivitiesAsync(new FollowQuery
        {
            ConversationIds = [Emulated.Conversation],
            PollingInterval = TimeSpan.FromSeconds(interval),
            Lookback = TimeSpan.FromSeconds(lookback),
            ConcurrentRequests = requests,
        }, _notices.Enqueue));
    }
}
