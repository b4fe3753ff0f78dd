using System.Runtime.CompilerServices;

namespace Interactions.Client;

/// <summary>Reads one long conversation from several points in time at once.</summary>
/// <remarks>
/// <c>leid</c> is a time, so the conversation can be cut into slices of time, each read by an <see cref="ActivityPager"/> of its own. A slice
/// ends before the first millisecond of the next one, so no two slices hold the same activity. Only a few slices are started ahead of
/// the consumer, each sized by how many activities the last one held: this bounds the memory, and the part of a slice's last page that
/// belongs to the next slice stays small. Where activities are too uneven in time to be cut, one pager reads the rest.
/// </remarks>
/// <param name="read">Makes the pager of a slice.</param>
/// <param name="query">Which activities.</param>
/// <param name="readers">How many slices to read at once, 2 or more.</param>
/// <param name="now">Where to stop cutting: what comes later belongs to the last slice.</param>
/// <param name="pagesInSlice">How many pages a slice should have. More means fewer wasted requests, fewer means less memory.</param>
internal sealed class TimeSliceReader(Func<ActivityQuery, ActivityPager> read, ActivityQuery query, int readers, DateTimeOffset now, int pagesInSlice = 10)
{
    /// <summary>After so many empty slices in a row the rest is not cut any more.</summary>
    private const int MostEmptySlices = 2;

    /// <summary>A slice that has given so many times the activities that it was meant to have is cut again from there.</summary>
    private const int MostTimesTarget = 2;

    private sealed record Slice(ActivityPager Pager, long From, long Width, Prefetch Pages);

    /// <summary>Reads all activities, in order of time.</summary>
    /// <exception cref="EngineException">A page could not be read, or not to its end.</exception>
    public async IAsyncEnumerable<List<Activity>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (first, failure) = await read(query).ReadFirstPageAsync(cancellationToken).ConfigureAwait(false);
        var times = first.Select(EventTime.Of).OfType<long>().ToList();

        // The last millisecond of the first page may go on in the next page, so the slices start with it. A page with none of the wanted
        // activities may be full of earlier ones, and a single activity does not tell how much a page holds: then they start at the start.
        var frontier = failure is not null ? long.MaxValue : times.Count < 2 ? query.LastEventId : times[times.Count - 1];
        first.RemoveAll(activity => activity.EventId >= frontier);
        if (first.Count > 0) yield return first;
        if (failure is not null) throw failure;

        var span = times.Count < 2 ? long.MaxValue / pagesInSlice : frontier - times[0] + 1;
        await foreach (var page in ReadSlicesAsync(frontier, times.Count, span, cancellationToken).ConfigureAwait(false)) yield return page;
    }

    /// <param name="frontier">Where the first slice starts.</param>
    /// <param name="pageSize">How many activities the first page held.</param>
    /// <param name="span">How many milliseconds the first page covered.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async IAsyncEnumerable<List<Activity>> ReadSlicesAsync(long frontier, int pageSize, long span, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = Math.Min(query.UntilEventId ?? long.MaxValue, now.ToUnixTimeMilliseconds());
        var target = (long)pageSize * pagesInSlice;
        var width = span * pagesInSlice;
        var emptyInARow = 0;
        var last = frontier;
        var slices = new Queue<Slice>();
        var uncutFrom = FromIfShort(frontier);
        try
        {
            while (uncutFrom is null)
            {
                while (slices.Count < readers && frontier < end)
                {
                    var until = width >= end - frontier ? query.UntilEventId : frontier + width;
                    slices.Enqueue(Start(frontier, until, width, (int)Math.Min(2 * target, int.MaxValue), ending.Token));
                    frontier = until ?? end;
                }
                if (slices.Count == 0) yield break;

                var slice = slices.Peek();
                var count = 0L;
                var isTooDense = false;
                while (!isTooDense && await slice.Pages.MoveNextAsync().ConfigureAwait(false))
                {
                    var page = slice.Pages.Current;
                    count += page.Count;
                    foreach (var activity in page) last = Math.Max(last, activity.EventId ?? last);
                    yield return page;
                    isTooDense = count > MostTimesTarget * target && last > slice.From;
                }
                await slices.Dequeue().Pages.DisposeAsync().ConfigureAwait(false);

                if (isTooDense)
                {
                    // One reader would read most of the conversation. What was started behind it goes, because the rest is cut from here on.
                    while (slices.Count > 0) await slices.Dequeue().Pages.DisposeAsync().ConfigureAwait(false);
                    width = Math.Max(1, (long)((double)(last - slice.From) * target / count));
                    (frontier, emptyInARow, uncutFrom) = (last, 0, FromIfShort(last));
                    continue;
                }
                if (slice.Pager.HasReachedEnd)
                {
                    // Nothing comes after this slice, so the slices started ahead must be empty. Where one is not, this slice was read
                    // from answers that lacked something, so one pager reads on from where it ended.
                    while (uncutFrom is null && slices.Count > 0)
                    {
                        if (await slices.Peek().Pages.MoveNextAsync().ConfigureAwait(false)) uncutFrom = slice.Pager.Watermark;
                        else await slices.Dequeue().Pages.DisposeAsync().ConfigureAwait(false);
                    }
                    // An empty slice has no activity of its own that would confirm the end. One pager confirms it from the last activity given.
                    if (uncutFrom is null && count == 0) uncutFrom = last;
                    if (uncutFrom is null) yield break;
                    break;
                }
                emptyInARow = count == 0 ? emptyInARow + 1 : 0;
                if (emptyInARow == MostEmptySlices) uncutFrom = slices.Count > 0 ? slices.Peek().From : frontier;
                // Sized from the slice that was measured: the ones started since then may have another width.
                width = Math.Max(1, Math.Min(slice.Width * 4, (long)((double)slice.Width * target / Math.Max(1, count))));
            }
        }
        finally
        {
            ending.Cancel();
            foreach (var slice in slices) await slice.Pages.DisposeAsync().ConfigureAwait(false);
        }

        await foreach (var page in read(query.Between(uncutFrom.Value, query.UntilEventId)).ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return page;

        // What is left is not worth cutting where it is not two slices long.
        long? FromIfShort(long from) => (end - from) / Math.Max(1, width) < 2 ? from : null;
    }

    private Slice Start(long from, long? until, long width, int bound, CancellationToken cancellationToken)
    {
        var pager = read(query.Between(from, until));
        return new Slice(pager, from, width, new Prefetch(pager.ReadAllAsync(cancellationToken), bound, waitsAtFirst: false, cancellationToken));
    }
}
