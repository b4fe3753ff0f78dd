using System.Runtime.CompilerServices;

namespace Interactions.Client;

/// <summary>One long conversation, read from several points in time at once.</summary>
/// <remarks>
/// <c>leid</c> is a time, so slices of time can be read side by side: each by a <see cref="Paging"/> of its own from its first millisecond
/// up to the first of the next slice, so what one slice gives no other does, and each is exactly once for the reason that a whole
/// conversation is. Slices are cut only a little ahead of what is taken, sized by how many activities the last one held: memory is
/// bounded by the readers, and the part of a last page that belongs to the next slice stays a small share. Where time says
/// little about where activities are, one reader goes on alone.
/// </remarks>
/// <param name="read">Reads the activities of a query to their end.</param>
/// <param name="query">Which activities.</param>
/// <param name="readers">How many slices to read at once, 2 or more.</param>
/// <param name="now">The end of what is worth cutting: what comes later is read by the last slice.</param>
/// <param name="pagesInSlice">How much a slice is to hold: more waste less, fewer hold less memory.</param>
internal sealed class Slices(Func<ActivityQuery, Paging> read, ActivityQuery query, int readers, DateTimeOffset now, int pagesInSlice = 10)
{
    private const int EmptyInARow = 2;

    private sealed record Slice(Paging Paging, long From, long Width, ReadAhead Activities);

    /// <summary>All activities, in order of time.</summary>
    public async IAsyncEnumerable<Activity> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var undated = new HashSet<ActivityKey>();
        var first = new List<Activity>();
        EngineException? failure = null;
        try
        {
            await foreach (var activity in read(query).ReadOnceAsync(cancellationToken).ConfigureAwait(false)) first.Add(activity);
        }
        catch (EngineException broken)
        {
            failure = broken;
        }
        first.Sort(static (one, other) => Nullable.Compare(one.EventId, other.EventId));

        // The last millisecond of a page may go on in the next one, so the slices start with it. A page without any of the
        // activities asked for may be full of those before, and one alone says nothing about what a page holds.
        var times = first.Where(activity => activity.EventId is not null).Select(activity => activity.EventId!.Value).ToList();
        var frontier = failure is not null ? long.MaxValue : times.Count < 2 ? query.From : times[times.Count - 1];
        foreach (var activity in first)
            if (!(activity.EventId >= frontier) && (activity.EventId is not null || undated.Add(ActivityKey.Of(activity)))) yield return activity;
        if (failure is not null) throw failure;

        var span = times.Count < 2 ? long.MaxValue / pagesInSlice : frontier - times[0] + 1;
        await foreach (var activity in ReadFromAsync(frontier, times.Count, span, cancellationToken).ConfigureAwait(false))
            if (activity.EventId is not null || undated.Add(ActivityKey.Of(activity))) yield return activity;
    }

    /// <param name="frontier">Where the slices start.</param>
    /// <param name="pageSize">How many activities the first page held.</param>
    /// <param name="span">How many milliseconds it covered.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async IAsyncEnumerable<Activity> ReadFromAsync(long frontier, int pageSize, long span, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = Math.Min(query.Until ?? long.MaxValue, now.ToUnixTimeMilliseconds());
        var target = (long)pageSize * pagesInSlice;
        var width = span * pagesInSlice;
        var emptyInARow = 0;
        var slices = new Queue<Slice>();
        long? alone = (end - frontier) / Math.Max(1, width) < 2 ? frontier : null;
        try
        {
            while (alone is null)
            {
                while (slices.Count < readers && frontier < end)
                {
                    var until = width >= end - frontier ? query.Until : frontier + width;
                    slices.Enqueue(Start(frontier, until, width, (int)Math.Min(2 * target, int.MaxValue), ending.Token));
                    frontier = until ?? end;
                }
                if (slices.Count == 0) yield break;

                var slice = slices.Peek();
                var count = 0L;
                while (await slice.Activities.MoveNextAsync().ConfigureAwait(false))
                {
                    count++;
                    yield return slice.Activities.Current;
                }
                await slices.Dequeue().Activities.DisposeAsync().ConfigureAwait(false);

                // Nothing lies behind it, so nothing is in the slices that were cut ahead.
                if (slice.Paging.HasReachedEnd) yield break;
                emptyInARow = count == 0 ? emptyInARow + 1 : 0;
                if (emptyInARow == EmptyInARow) alone = slices.Count > 0 ? slices.Peek().From : frontier;
                // By the slice's own width: those cut meanwhile do not count twice.
                width = Math.Max(1, Math.Min(slice.Width * 4, (long)((double)slice.Width * target / Math.Max(1, count))));
            }
        }
        finally
        {
            ending.Cancel();
            foreach (var slice in slices) await slice.Activities.DisposeAsync().ConfigureAwait(false);
        }

        await foreach (var activity in read(query.Between(alone.Value, query.Until)).ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return activity;
    }

    private Slice Start(long from, long? until, long width, int bound, CancellationToken cancellationToken)
    {
        var paging = read(query.Between(from, until));
        return new Slice(paging, from, width, new ReadAhead(paging.ReadAllAsync(cancellationToken), bound, cancellationToken));
    }
}
