using System.Runtime.CompilerServices;

namespace Interactions.Client.Tests;

/// <summary>An engine in memory whose conversations grow, followed on a <see cref="WaitingClock"/>.</summary>
internal sealed class GrowingEngine(WaitingClock clock)
{
    private readonly List<Held> _held = [];
    private int _numbers;

    private sealed record Held(Guid Conversation, Activity Activity, long Appears, long Gone);

    /// <summary>A poll, as the engine saw it.</summary>
    public sealed record Poll(TimeSpan Time, Guid Conversation, long From, bool Retry);

    public List<Poll> Polls { get; } = [];

    public List<EngineNotice> Notices { get; } = [];

    /// <summary>Why a poll fails, and after how many activities; null where it does not.</summary>
    public Func<Poll, (EngineException Failure, int After)?> Fails { get; set; } = _ => null;

    /// <summary>Which activity a poll that fails leaves out, as one does whose answer breaks off before it is whole and is not in order of time.</summary>
    public int Omits { get; set; } = -1;

    /// <summary>Called before a poll is answered.</summary>
    public Action<Poll> Polled { get; set; } = _ => { };

    /// <summary>Puts an activity into a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="appears">When the engine begins to return it, in milliseconds after the start.</param>
    /// <param name="eventId">Its time in milliseconds after the start; null for an activity without one.</param>
    /// <param name="staysFor">For how many milliseconds the engine returns it.</param>
    public Activity Add(Guid conversation, long appears, long? eventId, long staysFor = long.MaxValue / 4)
    {
        var activity = new Activity
        {
            ConversationId = conversation,
            EventId = WaitingClock.Start + eventId,
            InteractionId = new Guid(++_numbers, 0, 0, new byte[8]),
            ExternalId = $"{appears}",
        };
        _held.Add(new(conversation, activity, WaitingClock.Start + appears, WaitingClock.Start + appears + staysFor));
        return activity;
    }

    public ActivityFollower Follow(FollowQuery query) => new(ReadAsync, query, Notices.Add, clock);

    /// <summary>What is given until the time is over, or no conversation is left.</summary>
    public async Task<List<Activity>> FollowAsync(ActivityFollower follower)
    {
        var given = new List<Activity>();
        using var end = new CancellationTokenSource();
        clock.Ended = end.Cancel;
        try
        {
            await foreach (var activity in follower.FollowAsync(end.Token)) given.Add(activity);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
        Assert.Equal(0, clock.Timers);
        return given;
    }

    public Task<List<Activity>> FollowAsync(FollowQuery query) => FollowAsync(Follow(query));

    private async IAsyncEnumerable<List<Activity>> ReadAsync(ActivityQuery query, bool retry, Action<EngineNotice> notify, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var poll = new Poll(clock.Passed, query.ConversationId, query.LastEventId, retry);
        Polls.Add(poll);
        Polled(poll);
        var fails = Fails(poll);
        var left = fails?.After ?? int.MaxValue;
        var reached = query.LastEventId;
        long? resumeFrom = null;
        var place = 0;
        foreach (var held in _held.Where(held => held.Conversation == query.ConversationId && held.Appears <= clock.EngineTime && clock.EngineTime < held.Gone
            && query.Includes(held.Activity)).OrderBy(held => held.Activity.EventId ?? long.MinValue))
        {
            if (left-- == 0) break;
            if (fails is not null && place++ == Omits)
            {
                resumeFrom = held.Activity.EventId ?? reached;
                continue;
            }
            reached = held.Activity.EventId ?? reached;
            yield return [held.Activity];
        }
        if (fails?.Failure is not { } failure) yield break;
        failure.ResumeFrom = resumeFrom ?? reached;
        throw failure;
    }
}
