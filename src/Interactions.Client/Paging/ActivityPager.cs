using System.Runtime.CompilerServices;

namespace Interactions.Client;

/// <summary>Reads the activities of one conversation and one type: a single page, or page after page.</summary>
/// <param name="open">Makes the request for a <c>leid</c>.</param>
/// <param name="query">Which activities.</param>
/// <param name="notify">Told of milliseconds that overflow a page.</param>
internal sealed class ActivityPager(Func<long, PageRequest> open, ActivityQuery query, Action<EngineNotice>? notify)
{
    /// <summary>Whether the conversation has no more activities behind those that were read, not even behind the query's end.</summary>
    public bool HasReachedEnd { get; private set; }

    /// <summary>Reads a single page: each activity as it arrives, in the engine's order.</summary>
    /// <exception cref="EngineException">The page could not be read, or not to its end.</exception>
    public async IAsyncEnumerable<Activity> ReadPageAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = open(Math.Max(0, query.LastEventId - 1));
        var given = 0;
        var reached = query.LastEventId;
        while (true)
        {
            try
            {
                if (!await request.ReadAsync(cancellationToken).ConfigureAwait(false)) yield break;
            }
            catch (EngineException failure)
            {
                failure.ResumeFrom = request.IsInOrder ? reached : query.LastEventId;
                throw;
            }

            while (given < request.Activities.Count)
            {
                var activity = request.Activities[given++];
                if (!query.Includes(activity)) continue;
                reached = Math.Max(reached, activity.EventId ?? 0);
                yield return activity;
            }
        }
    }

    /// <summary>Reads page after page, each activity once and in order of time. While one page is consumed, the next one is fetched.</summary>
    /// <exception cref="EngineException">A page could not be read, or not to its end.</exception>
    public async IAsyncEnumerable<Activity> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = new Cursor(query.LastEventId);
        var current = Send(cursor.Leid);
        PendingPage? next = null;
        var isPredictable = true;
        try
        {
            while (true)
            {
                // The last event id of an ordered page tells the next leid before the page has been parsed. Where that was wrong once,
                // the engine's pages are not in order, so it is not tried again.
                var last = await current.LastEventId.ConfigureAwait(false);
                if (isPredictable && last > cursor.Watermark && !(last >= query.UntilEventId)) next = Send(last.Value - 1);

                var (page, isInOrder, failure) = await current.Answer.ConfigureAwait(false);
                await current.CancelAsync().ConfigureAwait(false);
                var fresh = failure is null ? cursor.Take(page) : cursor.TakePart(page, isInOrder);
                if (cursor.Overflow is { } overflow) notify?.Invoke(new MillisecondOverflow(query.ConversationId, overflow, cursor.LargestAnswer));

                HasReachedEnd = cursor.IsFinished;
                var isLast = failure is not null || cursor.IsFinished || cursor.Watermark >= query.UntilEventId;
                if (next is not null && (isLast || next.Leid != cursor.Leid))
                {
                    isPredictable = false;
                    await next.CancelAsync().ConfigureAwait(false);
                    next = null;
                }
                if (!isLast) next ??= Send(cursor.Leid);
                foreach (var activity in fresh)
                    if (query.Includes(activity)) yield return activity;

                if (failure is not null)
                {
                    failure.ResumeFrom = cursor.Watermark;
                    throw failure;
                }
                if (isLast) yield break;
                (current, next) = (next!, null);
            }
        }
        finally
        {
            // The caller may stop at any activity: the page under way is cancelled, and so is the prefetched one.
            await current.CancelAsync().ConfigureAwait(false);
            if (next is not null) await next.CancelAsync().ConfigureAwait(false);
        }

        PendingPage Send(long leid) => new(leid, open(leid), cancellationToken);
    }

    /// <summary>Reads the first page as <see cref="ReadAllAsync"/> would give it: each activity once and in order of time.</summary>
    /// <returns>What was whole, and why there is no more.</returns>
    public async Task<(List<Activity> Activities, EngineException? Failure)> ReadFirstPageAsync(CancellationToken cancellationToken)
    {
        var cursor = new Cursor(query.LastEventId);
        var pending = new PendingPage(cursor.Leid, open(cursor.Leid), cancellationToken);
        try
        {
            var (page, isInOrder, failure) = await pending.Answer.ConfigureAwait(false);
            var fresh = cursor.TakePart(page, isInOrder);
            if (failure is not null) failure.ResumeFrom = cursor.Watermark;
            return (fresh.FindAll(query.Includes), failure);
        }
        finally
        {
            await pending.CancelAsync().ConfigureAwait(false);
        }
    }
}
