namespace Interactions.Client;

/// <summary>Decides when each conversation is polled, in good times and in outages. Used by one thread at a time.</summary>
/// <remarks>
/// Where a poll fails and none that began later has had an answer, the interruption is taken to be the whole engine's. Then one poll at a time
/// finds out whether the engine is back, however many conversations are followed. As soon as one has an answer, the others are polled
/// too, and an interruption concerns only those that still fail.
/// </remarks>
/// <param name="interval">The first interval of an interruption.</param>
/// <param name="notify">Receives a notice where an interruption begins or ends, and where a conversation cannot be followed any more.</param>
/// <param name="clock">The clock of this machine.</param>
internal sealed class PollSchedule(TimeSpan interval, Action<EngineNotice> notify, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly SortedSet<FollowedConversation> _waiting = new(Comparer<FollowedConversation>.Create(
        (one, other) => one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Place.CompareTo(other.Place)));
    private readonly List<Interruption> _interruptions = [];
    private TimeSpan? _lastAnswered;
    private TimeSpan _pausedUntil;

    /// <summary>The time since the start. Not the time of day, which can be set back.</summary>
    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>The interruption of the whole engine; null where there is none.</summary>
    private Interruption? EngineInterruption => _interruptions.Find(interruption => !(interruption.Began <= _lastAnswered));

    /// <summary>The time until a conversation is due, at least zero; null where that depends on a poll under way.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            if (_waiting.Count == 0) return null;
            var next = Later(_waiting.Min!.Due, _pausedUntil);
            if (_interruptions.Count > 0 && EngineInterruption is { } interruption)
            {
                if (interruption.Probe is not null) return null;
                next = Later(next, interruption.NextPoll);
            }
            return Later(next - Now, TimeSpan.Zero);
        }
    }

    /// <summary>Adds a conversation, which is due at once.</summary>
    public void Add(FollowedConversation conversation) => _waiting.Add(conversation);

    /// <summary>Takes a conversation that is due.</summary>
    /// <param name="retry">Whether requests of its poll that fail are worth sending again. In an interruption, the next poll takes the place of that.</param>
    /// <returns>The conversation; null where none is due.</returns>
    public FollowedConversation? TakeDue(out bool retry)
    {
        retry = true;
        if (UntilNext != TimeSpan.Zero) return null;
        var conversation = _waiting.Min!;
        _waiting.Remove(conversation);
        conversation.PollBegan = Now;
        var interruption = EngineInterruption;
        if (interruption is not null) interruption.Probe = conversation;
        retry = interruption is null && conversation.Interruption is null;
        return conversation;
    }

    /// <summary>Takes note of how the poll of a conversation ended, and puts the conversation on the schedule again.</summary>
    /// <returns>Whether the conversation is followed further.</returns>
    public bool Complete(FollowedConversation conversation)
    {
        foreach (var interruption in _interruptions)
            if (interruption.Probe == conversation) interruption.Probe = null;
        var failure = conversation.Failure;
        if (failure is not null && MayPass(conversation, failure))
        {
            Fail(conversation, failure);
            return true;
        }

        if (failure is not { StatusCode: null, Kind: not EngineErrorKind.InvalidResponse }) _lastAnswered = Later(_lastAnswered ?? default, conversation.PollBegan);
        Leave(conversation);
        if (failure is not null) notify(new FollowingFailed(conversation.Id, failure, isPartial: conversation.Given > 0));
        if (failure is not null || conversation.IsOver) return false;
        Schedule(conversation, Now + conversation.UntilNextPoll);
        return true;
    }

    /// <summary>Whether a failure may pass by itself. Where the engine has answered before, also one that would be an error of the connection at the start: names and certificates change, too.</summary>
    private bool MayPass(FollowedConversation conversation, EngineException failure) => failure.Kind switch
    {
        // The client was closed: nothing can be read with it any more.
        _ when failure.Cause == FailureCause.Closed => false,
        EngineErrorKind.Unauthorized or EngineErrorKind.Forbidden or EngineErrorKind.ConversationNotFound or EngineErrorKind.RejectedRequest => false,
        EngineErrorKind.InvalidResponse => failure.IsTransient || conversation.HasBeenRead,
        _ => failure.IsTransient || _lastAnswered is not null,
    };

    private void Fail(FollowedConversation conversation, EngineException failure)
    {
        var now = Now;
        if (failure is { Kind: EngineErrorKind.Throttled, RetryAfter: { } pause }) _pausedUntil = Later(_pausedUntil, now + pause);
        var engineInterruption = EngineInterruption;
        var interruption = conversation.Interruption ?? engineInterruption;
        if (interruption is null)
        {
            var isEngine = !(conversation.PollBegan <= _lastAnswered);
            interruption = new Interruption(clock.GetUtcNow() - (now - conversation.PollBegan), conversation.PollBegan, interval) { Named = isEngine ? null : conversation.Id };
            _interruptions.Add(interruption);
            notify(new FollowingInterrupted(failure, interruption.Since, interruption.Named));
        }
        conversation.Interruption = interruption;
        interruption.Conversations.Add(conversation);
        interruption.Fail(now);
        engineInterruption?.Fail(now);
        Schedule(conversation, interruption.NextPoll);
    }

    private void Leave(FollowedConversation conversation)
    {
        if (conversation.Interruption is not { } interruption) return;
        conversation.Interruption = null;
        interruption.Conversations.Remove(conversation);
        if (interruption.Conversations.Count > 0) return;
        _interruptions.Remove(interruption);
        notify(new FollowingResumed(interruption.Since, clock.GetUtcNow(), interruption.Named));
    }

    private void Schedule(FollowedConversation conversation, TimeSpan due)
    {
        conversation.Due = due;
        _waiting.Add(conversation);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
