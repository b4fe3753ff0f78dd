namespace Interactions.Client;

/// <summary>A time in which conversations cannot be read, although they may be later. They are polled at growing intervals until it ends.</summary>
/// <param name="since">When the first poll that failed began, by the clock that people read.</param>
/// <param name="began">The same on the clock of the <see cref="PollSchedule"/>.</param>
/// <param name="interval">The first interval.</param>
internal sealed class Interruption(DateTimeOffset since, TimeSpan began, TimeSpan interval)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private TimeSpan _interval = interval;

    /// <summary>When the first poll that failed began.</summary>
    public DateTimeOffset Since => since;

    /// <summary>The same on the clock of the <see cref="PollSchedule"/>.</summary>
    public TimeSpan Began => began;

    /// <summary>The conversations that could not be read, and have not been since.</summary>
    public HashSet<FollowedConversation> Conversations { get; } = [];

    /// <summary>The conversation that is named where the interruption is not the whole engine's; null where it is.</summary>
    public Guid? Named { get; init; }

    /// <summary>When to poll next, on the clock of the <see cref="PollSchedule"/>.</summary>
    public TimeSpan NextPoll { get; private set; }

    /// <summary>The poll under way that finds out whether the engine is back.</summary>
    public FollowedConversation? Probe { get; set; }

    /// <summary>Notes that a poll failed, and puts off the next one. Polls that were under way at the same time count once.</summary>
    public void Fail(TimeSpan now)
    {
        if (now < NextPoll) return;
        NextPoll = now + _interval;
        var doubled = _interval + _interval;
        // A polling interval that is longer than a minute stays.
        if (doubled <= LongestInterval) _interval = doubled;
        else if (_interval < LongestInterval) _interval = LongestInterval;
    }
}
