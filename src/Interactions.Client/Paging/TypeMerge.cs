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
    public static async IAsyncEnumerable<List<Activity>> ByTimeAsync(IReadOnlyList<(string Type, IAsyncEnumerable<List<Activity>> Pages)> sources, bool isInOrder,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = sources.Select(source => new TypeStream(source.Type, source.Pages.GetAsyncEnumerator(ending.Token))).ToArray();
        try
        {
            foreach (var stream in streams) stream.BeginMove();
            foreach (var stream in streams) await MoveAsync(stream).ConfigureAwait(false);

            var given = new GivenMillisecond();
            var page = new List<Activity>();
            while (FindNext(streams, given) is { } next)
            {
                if (!isInOrder || !given.IsBefore(next.Current)) TakeOne(next, given, page);
                else TakeRun(next, TimeOfOthers(streams, next), given, page);
                if (next.IsOpen) continue;

                // What was merged is not kept waiting for the next page.
                if (page.Count > 0) yield return page;
                page = [];
                next.BeginMove();
                await MoveAsync(next).ConfigureAwait(false);
            }
        }
        finally
        {
            ending.Cancel();
            foreach (var stream in streams) await stream.EndAsync().ConfigureAwait(false);
        }

        async ValueTask MoveAsync(TypeStream stream)
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

    /// <summary>Takes one activity, unless another stream has given it.</summary>
    private static void TakeOne(TypeStream stream, GivenMillisecond given, List<Activity> page)
    {
        if (given.Add(stream.Key)) page.Add(stream.Current);
        stream.Skip();
    }

    /// <summary>Takes all activities before the next one of another stream, which are in no other stream; or one, where there are none.</summary>
    private static void TakeRun(TypeStream stream, long end, GivenMillisecond given, List<Activity> page)
    {
        given.MoveOn(stream.Current.EventId!.Value);
        if (stream.TakeBefore(end, page) is not { } last)
        {
            TakeOne(stream, given, page);
            return;
        }
        given.MoveOn(last);
        for (var i = page.Count - 1; i >= 0 && page[i].EventId == last; i--) given.Add(ActivityKey.Of(page[i]));
    }

    /// <summary>The stream to take from next; <see langword="null"/> where all have ended.</summary>
    private static TypeStream? FindNext(TypeStream[] streams, GivenMillisecond given)
    {
        TypeStream? earliest = null;
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

    /// <summary>The earliest time of the other streams.</summary>
    private static long TimeOfOthers(TypeStream[] streams, TypeStream stream)
    {
        var earliest = long.MaxValue;
        foreach (var other in streams)
            if (other != stream && other.IsOpen) earliest = Math.Min(earliest, other.Time);
        return earliest;
    }

    /// <summary>Whether a stream's activity is also next in every other stream it belongs to. A stream that is already behind its millisecond does not hold it.</summary>
    private static bool IsNextInAll(TypeStream stream, TypeStream[] streams)
    {
        foreach (var other in streams)
            if (other != stream && other.IsOpen && other.Time == stream.Time && other.IsOf(stream.Current) && other.Key != stream.Key) return false;
        return true;
    }

    /// <summary>The earliest millisecond of which something has not been given, by a stream that failed or by another.</summary>
    private static async ValueTask<long?> ResumeFromAsync(EngineException failure, IEnumerable<TypeStream> others, bool isInOrder)
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
                    other.Skip();
                    if (other.IsOpen) continue;
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
}
