using System.Threading.Channels;

namespace Interactions.Client;

/// <summary>Reads activities for a poll.</summary>
/// <param name="query">Which activities.</param>
/// <param name="retry">Whether to send a request again that failed temporarily.</param>
/// <param name="notify">Receives notices.</param>
/// <param name="cancellationToken">Cancels the poll.</param>
internal delegate IAsyncEnumerable<List<Activity>> PollReader(ActivityQuery query, bool retry, Action<EngineNotice> notify, CancellationToken cancellationToken);

/// <summary>What a poll hands over: an activity, or that it has ended.</summary>
/// <param name="Conversation">The conversation; null where only the alarm rang.</param>
/// <param name="Activity">The activity; null at the end of the poll.</param>
internal readonly record struct Arrival(FollowedConversation? Conversation, Activity? Activity);

/// <summary>A conversation that is followed. It has at most one poll at a time.</summary>
/// <param name="id">The conversation.</param>
/// <param name="place">Its place among those that are followed.</param>
/// <param name="query">How it is followed.</param>
/// <param name="notify">Receives notices.</param>
/// <param name="clock">The clock of this machine.</param>
internal sealed class FollowedConversation(Guid id, int place, FollowQuery query, Action<EngineNotice> notify, TimeProvider clock)
{
    private readonly DistinctNotices _notices = new(notify);

    /// <summary>The conversation.</summary>
    public Guid Id => id;

    /// <summary>Its place among those that are followed.</summary>
    public int Place => place;

    /// <summary>When the next poll is due, on the clock of the <see cref="PollSchedule"/>.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>When the last poll began, on the clock of the <see cref="PollSchedule"/>.</summary>
    public TimeSpan PollBegan { get; set; }

    /// <summary>The interruption in which it cannot be read; null where it can.</summary>
    public Interruption? Interruption { get; set; }

    /// <summary>What the polls read again, and know.</summary>
    public LookbackWindow Window { get; } = new(query.LastEventId, query.Lookback);

    /// <summary>The last poll, which never throws. It has completed where none is under way.</summary>
    public Task Polling { get; private set; } = Task.CompletedTask;

    /// <summary>Why the last poll did not read to the end; null where it did.</summary>
    public EngineException? Failure { get; private set; }

    /// <summary>Whether a poll has read to the end.</summary>
    public bool HasBeenRead { get; private set; }

    /// <summary>Whether nothing more can come: a poll began when everything before the query's end had had the time of the look-back to arrive.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How many activities were given.</summary>
    public long Given { get; private set; }

    /// <summary>The time until the next poll. Shorter than the polling interval where the last poll is due before.</summary>
    public TimeSpan UntilNextPoll => End - Now is { } left && left < query.PollingInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(Math.Max(0, left)) : query.PollingInterval;

    /// <summary>When the last poll may begin, in milliseconds since 1970-01-01 UTC.</summary>
    private long? End => query.UntilEventId is { } until ? until + (long)query.Lookback.TotalMilliseconds is var end && end >= until ? end : long.MaxValue : null;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts a poll: hands over each activity that was not given before, and then that the poll has ended.</summary>
    public void StartPoll(PollReader read, bool retry, ChannelWriter<Arrival> arrivals, CancellationToken cancellationToken) =>
        Polling = PollAsync(read, retry, arrivals, cancellationToken);

    private async Task PollAsync(PollReader read, bool retry, ChannelWriter<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var began = Now;
        Failure = null;
        var part = new ActivityQuery { ConversationId = id, Types = query.Types, LastEventId = Window.From, UntilEventId = query.UntilEventId, All = true };
        try
        {
            await foreach (var page in read(part, retry, _notices.Notify, cancellationToken).ConfigureAwait(false))
            {
                foreach (var activity in page)
                {
                    if (!Window.Add(activity, began)) continue;
                    Given++;
                    await arrivals.WriteAsync(new(this, activity), cancellationToken).ConfigureAwait(false);
                }
            }
            Window.ForgetUndated(began);
            HasBeenRead = true;
            IsOver = began >= End;
        }
        catch (Exception failure)
        {
            if (cancellationToken.IsCancellationRequested) return;
            Failure = failure as EngineException
                ?? new EngineException(EngineErrorKind.InvalidResponse, TerminalText.OneLine($"The response could not be read: {failure.Message}"), failure);
        }
        Window.Advance(Now, Failure is null ? null : Failure.ResumeFrom ?? Window.From);
        _notices.Forget(Window.From);
        // Fails only where following ends, and then nobody waits for it.
        await Task.WhenAny(arrivals.WriteAsync(new(this, null), cancellationToken).AsTask()).ConfigureAwait(false);
    }
}
