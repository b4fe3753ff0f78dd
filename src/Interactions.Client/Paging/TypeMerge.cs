using System.Runtime.CompilerServices;

namespace Interactions.Client;

/// <summary>Merges the streams of several types into one, in order of time.</summary>
/// <remarks>
/// Duplicates are dropped here because an activity between two types is in both their streams (contract §3), and one without a time may
/// be in several slices of one. Order is made here because each stream is only in order by itself. Within one millisecond the engine's
/// order is kept: two activities that share a type are both in its stream, where their order shows. So an activity is given only when it
/// is next in every stream it belongs to.
/// </remarks>
internal static class TypeMerge
{
    /// <param name="sources">The streams and the type of each; all are read at the same time.</param>
    /// <param name="isInOrder">Whether each stream is in order of time. Then the keys of a millisecond are forgotten at the next one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EngineException">A stream could not be read to its end. What to resume from holds for all of them.</exception>
    public static async IAsyncEnumerable<Activity> ByTimeAsync(IReadOnlyList<(string Type, IAsyncEnumerable<Activity> Activities)> sources, bool isInOrder,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = sources.Select(source => new Stream(source.Type, source.Activities.GetAsyncEnumerator(ending.Token))).ToArray();
        try
        {
            foreach (var stream in streams) stream.BeginMove();
            foreach (var stream in streams) await MoveAsync(stream).ConfigureAwait(false);

            var given = new HashSet<ActivityKey>();
            var millisecond = long.MinValue;
            while (FindNext(streams, given) is { } next)
            {
                var activity = next.Current;
                if (isInOrder && activity.EventId > millisecond)
                {
                    millisecond = activity.EventId.Value;
                    given.RemoveWhere(key => key.EventId >= 0);
                }
                if (given.Add(next.Key)) yield return activity;
                next.BeginMove();
                await MoveAsync(next).ConfigureAwait(false);
            }
        }
        finally
        {
            ending.Cancel();
            foreach (var stream in streams) await stream.EndAsync().ConfigureAwait(false);
        }

        async ValueTask MoveAsync(Stream stream)
        {
            try
            {
                await stream.MoveAsync().ConfigureAwait(false);
            }
            catch (EngineException failure)
            {
                // A stream that failed before it gave anything is to be read from the start, and so are the others.
                if (stream.HasGiven) failure.ResumeFrom = await ResumeFromAsync(failure, streams.Where(other => other != stream), isInOrder).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>The stream to take from next; <see langword="null"/> where all have ended.</summary>
    private static Stream? FindNext(Stream[] streams, HashSet<ActivityKey> given)
    {
        Stream? earliest = null;
        var isAlone = true;
        foreach (var stream in streams)
        {
            if (!stream.IsOpen) continue;
            if (earliest is null || stream.Time < earliest.Time) (earliest, isAlone) = (stream, true);
            else if (stream.Time == earliest.Time) isAlone = false;
        }
        if (isAlone) return earliest;

        foreach (var stream in streams)
            if (stream.IsOpen && stream.Time == earliest!.Time && (given.Contains(stream.Key) || IsNextInAll(stream, streams))) return stream;
        // Each waits for another: the streams contradict each other, so there is no order to keep.
        return earliest;
    }

    /// <summary>Whether a stream's activity is also next in every other stream it belongs to. A stream that is already behind its millisecond does not hold it.</summary>
    private static bool IsNextInAll(Stream stream, Stream[] streams)
    {
        foreach (var other in streams)
            if (other != stream && other.IsOpen && other.Time == stream.Time && other.IsOf(stream.Current) && other.Key != stream.Key) return false;
        return true;
    }

    /// <summary>The earliest millisecond of which something has not been given, by a stream that failed or by another.</summary>
    private static async ValueTask<long?> ResumeFromAsync(EngineException failure, IEnumerable<Stream> others, bool isInOrder)
    {
        var earliest = failure.ResumeFrom;
        foreach (var other in others)
        {
            try
            {
                while (other.IsOpen)
                {
                    if (other.Current.EventId < earliest) earliest = other.Current.EventId;
                    if (isInOrder) break;
                    // Without an order, an earlier activity may still follow. These streams are a single page each.
                    other.BeginMove();
                    await other.MoveAsync().ConfigureAwait(false);
                }
            }
            catch (EngineException another)
            {
                if (another.ResumeFrom < earliest) earliest = another.ResumeFrom;
            }
        }
        return earliest;
    }

    private sealed class Stream(string type, IAsyncEnumerator<Activity> activities)
    {
        private ValueTask<bool>? _move;
        private Task? _wait;

        /// <summary>Whether there is a current activity.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>Whether there ever was one.</summary>
        public bool HasGiven { get; private set; }

        public Activity Current => activities.Current;

        public ActivityKey Key { get; private set; }

        /// <summary>The time of the current activity; one without a time comes first.</summary>
        public long Time => Key.EventId ?? long.MinValue;

        /// <summary>Whether an activity belongs to this stream: its sender or recipient is of the type (contract §3).</summary>
        public bool IsOf(Activity activity) => activity.Sender?.IntegrationType == type || activity.Recipient?.IntegrationType == type;

        /// <summary>Starts to move to the next activity, without waiting for it.</summary>
        public void BeginMove()
        {
            IsOpen = false;
            var move = activities.MoveNextAsync();
            if (!move.IsCompletedSuccessfully) move = new(AsWait(move.AsTask()));
            _move = move;
        }

        private Task<bool> AsWait(Task<bool> move)
        {
            _wait = move;
            return move;
        }

        /// <summary>Waits for a move that has begun.</summary>
        public async ValueTask MoveAsync()
        {
            if (_move is not { } move) return;
            _move = null;
            IsOpen = await move.ConfigureAwait(false);
            if (!IsOpen) return;
            HasGiven = true;
            Key = ActivityKey.Of(activities.Current);
        }

        public async ValueTask EndAsync()
        {
            if (_wait is not null) await Task.WhenAny(_wait).ConfigureAwait(false);
            await activities.DisposeAsync().ConfigureAwait(false);
        }
    }
}
