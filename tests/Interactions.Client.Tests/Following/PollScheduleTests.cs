namespace Interactions.Client.Tests;

/// <summary>When conversations are polled, to the millisecond, on a clock of the test.</summary>
public class PollScheduleTests
{
    private static readonly Guid First = new(1, 0, 0, new byte[8]);
    private static readonly Guid Second = new(2, 0, 0, new byte[8]);

    private readonly WaitingClock _clock = new();
    private readonly GrowingEngine _engine;

    public PollScheduleTests() => _engine = new GrowingEngine(_clock);

    private static FollowQuery Query(params Guid[] conversations) => new() { ConversationIds = conversations };

    private IEnumerable<double> Seconds(Guid conversation) => _engine.Polls.Where(poll => poll.Conversation == conversation).Select(poll => poll.Time.TotalSeconds);

    private static EngineException Failure(EngineErrorKind kind, bool isTransient, TimeSpan? retryAfter = null, int? status = null) =>
        new(kind, "engine.example failed.") { IsTransient = isTransient, RetryAfter = retryAfter, StatusCode = status };

    private void FailBetween(double from, double to, Func<EngineException> failure, Guid? conversation = null) =>
        _engine.Fails = poll => poll.Time.TotalSeconds >= from && poll.Time.TotalSeconds < to && (conversation ?? poll.Conversation) == poll.Conversation ? (failure(), 0) : null;

    [Fact]
    public async Task A_conversation_is_polled_at_every_interval_with_one_timer_in_all()
    {
        _engine.Polled = _ => Assert.Equal(1, _clock.Timers);
        await _engine.FollowAsync(Query(First, Second, First));
        Assert.Equal(Enumerable.Range(0, 120).Select(poll => poll * 5.0), Seconds(First));
        Assert.Equal(Seconds(First), Seconds(Second));
        Assert.All(_engine.Polls, poll => Assert.True(poll.Retry));
    }

    [Fact]
    public async Task A_thousand_idle_conversations_cost_their_polls_and_no_more()
    {
        await _engine.FollowAsync(Query([.. Enumerable.Range(1, 1000).Select(number => new Guid(number, 0, 0, new byte[8]))]));
        Assert.Equal(1000 * 120, _engine.Polls.Count);
    }

    [Fact]
    public async Task An_outage_is_told_of_once_and_polled_at_growing_intervals_up_to_a_minute_and_what_came_meanwhile_is_given()
    {
        FailBetween(10, 300, FollowProperties.Unavailable);
        var meanwhile = _engine.Add(First, appears: 60_000, eventId: 60_000);
        Assert.Equal([meanwhile], await _engine.FollowAsync(Query(First)));

        Assert.Equal([0, 5, 10, 15, 25, 45, 85, 145, 205, 265, 325, 330], Seconds(First).Take(12));
        // The first poll that fails has tried again by itself, as the connection was told. In an outage the next poll does that.
        Assert.Equal([15, 25, 45, 85, 145, 205, 265, 325], _engine.Polls.Where(poll => !poll.Retry).Select(poll => poll.Time.TotalSeconds));
        var began = Assert.IsType<FollowingInterrupted>(_engine.Notices[0]);
        Assert.Equal((null, 10, EngineErrorKind.Unavailable), (began.ConversationId, SinceStart(began.Since), began.Failure.Kind));
        var ended = Assert.IsType<FollowingResumed>(_engine.Notices[1]);
        Assert.Equal((10, 325), (SinceStart(ended.Since), SinceStart(ended.Until)));
        Assert.Equal(2, _engine.Notices.Count);
    }

    [Fact]
    public async Task In_an_outage_of_the_engine_one_conversation_asks_for_all_and_all_go_on_when_it_is_back()
    {
        FailBetween(10, 100, FollowProperties.Unavailable);
        var conversations = Enumerable.Range(1, 50).Select(number => new Guid(number, 0, 0, new byte[8])).ToArray();
        await _engine.FollowAsync(Query(conversations));

        var failing = _engine.Polls.Where(poll => poll.Time.TotalSeconds is >= 10 and < 100).ToList();
        // Those that were under way when it began, and then one at a time.
        Assert.True(failing.Count(poll => poll.Time.TotalSeconds == 10) <= 5);
        Assert.Equal([15, 25, 45, 85], failing.Where(poll => poll.Time.TotalSeconds > 10).Select(poll => poll.Time.TotalSeconds));
        Assert.All(conversations, conversation => Assert.Contains(145, Seconds(conversation)));
        Assert.Equal([typeof(FollowingInterrupted), typeof(FollowingResumed)], _engine.Notices.Select(notice => notice.GetType()));
    }

    [Fact]
    public async Task A_conversation_that_alone_cannot_be_read_is_named_and_does_not_hold_up_the_others()
    {
        FailBetween(10, 100, FollowProperties.Unavailable, Second);
        await _engine.FollowAsync(Query(First, Second));

        Assert.Equal(Enumerable.Range(0, 120).Select(poll => poll * 5.0), Seconds(First));
        Assert.Equal([0, 5, 10, 15, 25, 45, 85, 145, 150], Seconds(Second).Take(9));
        Assert.Equal(Second, Assert.IsType<FollowingInterrupted>(_engine.Notices[0]).ConversationId);
        Assert.Equal(Second, Assert.IsType<FollowingResumed>(_engine.Notices[1]).ConversationId);
        Assert.Equal(2, _engine.Notices.Count);
    }

    [Fact]
    public async Task An_outage_of_the_engine_is_told_of_even_while_another_conversation_alone_cannot_be_read()
    {
        _engine.Fails = poll => poll.Conversation == Second || poll.Time.TotalSeconds is >= 100 and < 200 ? (FollowProperties.Unavailable(), 0) : null;
        await _engine.FollowAsync(Query(First, Second));
        Assert.Equal([Second, null], _engine.Notices.OfType<FollowingInterrupted>().Select(notice => notice.ConversationId));
        Assert.Null(Assert.Single(_engine.Notices.OfType<FollowingResumed>()).ConversationId);
    }

    [Fact]
    public async Task The_pause_that_the_engine_asks_for_holds_for_all_conversations()
    {
        FailBetween(10, 11, () => Failure(EngineErrorKind.Throttled, isTransient: true, TimeSpan.FromSeconds(40), 429), Second);
        await _engine.FollowAsync(Query(First, Second));
        Assert.Equal([0, 5, 10, 50, 55], Seconds(First).Take(5));
        Assert.Equal([0, 5, 10, 50, 55], Seconds(Second).Take(5));
    }

    [Theory]
    [InlineData(EngineErrorKind.Unauthorized, 401)]
    [InlineData(EngineErrorKind.Forbidden, 403)]
    [InlineData(EngineErrorKind.ConversationNotFound, 404)]
    [InlineData(EngineErrorKind.RejectedRequest, 400)]
    public async Task What_does_not_pass_ends_its_conversation_and_following_ends_when_none_is_left(EngineErrorKind kind, int status)
    {
        var third = new Guid(3, 0, 0, new byte[8]);
        var given = new[] { _engine.Add(Second, 0, 0), _engine.Add(First, 12_000, 12_000) };
        _engine.Fails = poll => poll.Conversation == third || (poll.Conversation == Second && poll.Time.TotalSeconds >= 10) || poll.Time.TotalSeconds >= 60
            ? (Failure(kind, isTransient: false, status: status), 0) : null;
        Assert.Equal(given, await _engine.FollowAsync(Query(First, Second, third)));

        var failed = _engine.Notices.Cast<FollowingFailed>().ToList();
        Assert.Equal([third, Second, First], failed.Select(notice => notice.ConversationId));
        Assert.Equal([false, true, true], failed.Select(notice => notice.IsPartial));
        Assert.All(failed, notice => Assert.Equal(kind, notice.Failure.Kind));
        Assert.Equal(TimeSpan.FromSeconds(60), _clock.Passed);
    }

    [Theory]
    [InlineData(EngineErrorKind.Unreachable)]
    [InlineData(EngineErrorKind.InvalidResponse)]
    public async Task A_lasting_failure_at_the_start_is_an_error_and_one_that_comes_later_an_outage(EngineErrorKind kind)
    {
        _engine.Fails = poll => (poll.Conversation == First && poll.Time == default) || poll.Time.TotalSeconds is >= 10 and < 20 ? (Failure(kind, isTransient: false), 0) : null;
        await _engine.FollowAsync(Query(First, Second));
        Assert.Equal([0], Seconds(First));
        Assert.Equal([0, 5, 10, 15, 25, 30], Seconds(Second).Take(6));
        Assert.Equal([typeof(FollowingFailed), typeof(FollowingInterrupted), typeof(FollowingResumed)], _engine.Notices.Select(notice => notice.GetType()));
    }

    [Fact]
    public async Task An_unexpected_failure_ends_one_conversation_and_is_told_of()
    {
        _engine.Polled = poll =>
        {
            if (poll.Conversation == First) throw new InvalidOperationException("Unexpected.");
        };
        var given = _engine.Add(Second, 0, 0);
        Assert.Equal([given], await _engine.FollowAsync(Query(First, Second)));
        var failure = Assert.IsType<FollowingFailed>(Assert.Single(_engine.Notices)).Failure;
        Assert.Equal((EngineErrorKind.InvalidResponse, "The response could not be read: Unexpected."), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task Following_ends_with_a_poll_that_began_the_lookback_after_the_end()
    {
        var late = _engine.Add(First, appears: 39_000, eventId: 29_999);
        _engine.Add(First, appears: 20_000, eventId: 30_000);
        var query = new FollowQuery { ConversationIds = [First], UntilEventId = WaitingClock.Start + 30_000, Lookback = TimeSpan.FromSeconds(12) };
        Assert.Equal([late], await _engine.FollowAsync(query));
        Assert.Equal([35, 40, 42], Seconds(First).TakeLast(3));
    }

    [Fact]
    public async Task Following_to_a_time_long_past_reads_once_and_one_to_the_end_of_time_goes_on()
    {
        var given = _engine.Add(First, 0, eventId: -1_000_000);
        Assert.Equal([given], await _engine.FollowAsync(new FollowQuery { ConversationIds = [First], UntilEventId = WaitingClock.Start - 500_000 }));
        Assert.Equal([0], Seconds(First));

        await _engine.FollowAsync(new FollowQuery { ConversationIds = [First], UntilEventId = long.MaxValue });
        Assert.Equal(121, _engine.Polls.Count);
    }

    [Fact]
    public async Task An_event_id_in_the_future_does_not_hide_what_comes_before_it()
    {
        var future = _engine.Add(First, 0, eventId: 1_000_000_000);
        var next = _engine.Add(First, 7_000, 7_000);
        var late = _engine.Add(First, 50_000, 7_000);
        Assert.Equal([future, next, late], await _engine.FollowAsync(Query(First)));
    }

    [Fact]
    public async Task Nothing_of_before_the_start_is_given_however_late_it_appears()
    {
        _engine.Add(First, 10_000, eventId: 999);
        var given = _engine.Add(First, 10_000, eventId: 1_000);
        Assert.Equal([given], await _engine.FollowAsync(new FollowQuery { ConversationIds = [First], LastEventId = WaitingClock.Start + 1_000 }));
        Assert.All(_engine.Polls, poll => Assert.Equal(WaitingClock.Start + 1_000, poll.From));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-WaitingClock.Start - 5)]
    public async Task Activities_without_a_time_are_given_once_and_forgotten_when_the_engine_does_not_return_them_any_more(long? eventId)
    {
        var dated = _engine.Add(First, 0, eventId: 0);
        var stays = _engine.Add(First, 0, eventId);
        var goes = _engine.Add(First, 0, eventId, staysFor: 20_000);
        var follower = _engine.Follow(Query(First));
        var kept = new List<int>();
        _engine.Polled = _ => kept.Add(follower.Conversations[0].Window.Count);
        Assert.Equal([stays, goes, dated], await _engine.FollowAsync(follower));
        // Polls at 0 to 15 seconds return it, and that at 80 is the first more than the look-back after them.
        Assert.Equal([0, .. Enumerable.Repeat(3, 16), .. Enumerable.Repeat(2, 103)], kept);
    }

    private static double SinceStart(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() - WaitingClock.Start) / 1000.0;
}
