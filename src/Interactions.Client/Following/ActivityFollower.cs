using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Interactions.Client;

/// <summary>Follows conversations: gives what is there, and then what comes.</summary>
/// <remarks>
/// A single loop, which runs only while the caller waits for the next activity, starts the polls that are due. They hand over what they
/// find through one channel, whose size bounds the memory. So there is one timer and no thread, however many conversations are followed,
/// and a caller that does not ask causes no requests.
/// </remarks>
/// <param name="read">Reads activities for a poll.</param>
/// <param name="query">What to follow.</param>
/// <param name="notify">Receives notices.</param>
/// <param name="clock">The clock of this machine.</param>
internal sealed class ActivityFollower(PollReader read, FollowQuery query, Action<EngineNotice> notify, TimeProvider clock)
{
    private const int MaximumPrefetch = 2_000;
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Channel<Arrival> _arrivals = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(MaximumPrefetch) { SingleReader = true });
    private readonly PollSchedule _schedule = new(query.PollingInterval, notify, clock);
    private int _underWay;

    /// <summary>The conversations.</summary>
    internal IReadOnlyList<FollowedConversation> Conversations { get; } =
        [.. query.ConversationIds.Distinct().Select((id, place) => new FollowedConversation(id, place, query, notify, clock))];

    /// <summary>Follows until no conversation is left to follow.</summary>
    public async IAsyncEnumerable<Activity> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var alarm = clock.CreateTimer(_ => _arrivals.Writer.TryWrite(default), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var left = Conversations.Count;
        foreach (var conversation in Conversations) _schedule.Add(conversation);
        try
        {
            while (left > 0)
            {
                StartPolls(ending.Token);
                if (!_arrivals.Reader.TryRead(out var arrival))
                {
                    if (_underWay < query.ConcurrentRequests && _schedule.UntilNext is { } wait)
                        alarm.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
                    await _arrivals.Reader.WaitToReadAsync(ending.Token).ConfigureAwait(false);
                }
                else if (arrival.Activity is not null)
                {
                    yield return arrival.Activity;
                }
                else if (arrival.Conversation is { } polled)
                {
                    _underWay--;
                    if (!_schedule.Complete(polled)) left--;
                }
            }
        }
        finally
        {
            ending.Cancel();
            alarm.Dispose();
            await Task.WhenAll(Conversations.Select(conversation => conversation.Polling)).ConfigureAwait(false);
        }
    }

    private void StartPolls(CancellationToken cancellationToken)
    {
        while (_underWay < query.ConcurrentRequests && _schedule.TakeDue(out var retry) is { } conversation)
        {
            _underWay++;
            conversation.StartPoll(read, retry, _arrivals.Writer, cancellationToken);
        }
    }
}
