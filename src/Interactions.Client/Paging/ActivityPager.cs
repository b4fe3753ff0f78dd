using System.Runtime.CompilerServices;

namespace Interactions.Client;

/// <summary>The activities of one conversation and one type: those of a single answer, or all of them.</summary>
/// <param name="open">Makes the request for a <c>leid</c>.</param>
/// <param name="query">Which activities.</param>
/// <param name="notify">Hears of milliseconds that hold too much.</param>
internal sealed class Paging(Func<long, Page> open, ActivityQuery query, Action<EngineNotice>? notify)
{
    /// <summary>Whether the engine has no activities behind those that were read, whatever the query's end.</summary>
    public bool HasReachedEnd { get; private set; }

    /// <summary>One answer, each activity as it arrives, in the engine's order.</summary>
    public async IAsyncEnumerable<Activity> ReadOnceAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var page = open(Math.Max(0, query.From - 1));
        var given = 0;
        var reached = query.From;
        while (true)
        {
            try
            {
                if (!await page.ReadAsync(cancellationToken).ConfigureAwait(false)) yield break;
            }
            catch (EngineException failure)
            {
                failure.ResumeFrom = page.IsInOrder ? reached : query.From;
                throw;
            }

            while (given < page.Activities.Count)
            {
                var activity = page.Activities[given++];
                if (!query.Holds(activity)) continue;
                reached = Math.Max(reached, activity.EventId ?? 0);
                yield return activity;
            }
        }
    }

    /// <summary>Page after page, in order of time. While one page is taken from here, the next one is read.</summary>
    public async IAsyncEnumerable<Activity> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = new Cursor(query.From);
        var request = Send(cursor.Leid);
        Request? next = null;
        var isForeseeable = true;
        try
        {
            while (true)
            {
                // What to ask next shows as soon as a page has arrived. Where it turns out otherwise once, the engine keeps to no order.
                var last = await request.Last.ConfigureAwait(false);
                if (isForeseeable && last > cursor.Edge && !(last >= query.Until)) next = Send(last.Value - 1);

                var (page, isInOrder, failure) = await request.Page.ConfigureAwait(false);
                await request.DropAsync().ConfigureAwait(false);
                var fresh = failure is null ? cursor.Take(page) : cursor.TakePart(page, isInOrder);
                if (cursor.Crowded is { } crowded) notify?.Invoke(new MillisecondCrowded(query.ConversationId, crowded, cursor.LargestAnswer));

                HasReachedEnd = cursor.IsFinished;
                var isLast = failure is not null || cursor.IsFinished || cursor.Edge >= query.Until;
                if (next is not null && (isLast || next.Leid != cursor.Leid))
                {
                    isForeseeable = false;
                    await next.DropAsync().ConfigureAwait(false);
                    next = null;
                }
                if (!isLast) next ??= Send(cursor.Leid);
                foreach (var activity in fresh)
                    if (query.Holds(activity)) yield return activity;

                if (failure is not null)
                {
                    failure.ResumeFrom = cursor.Edge;
                    throw failure;
                }
                if (isLast) yield break;
                (request, next) = (next!, null);
            }
        }
        finally
        {
            // A page read ahead is nobody's any more.
            await request.DropAsync().ConfigureAwait(false);
            if (next is not null) await next.DropAsync().ConfigureAwait(false);
        }

        Request Send(long leid) => new(leid, open(leid), cancellationToken);
    }

    /// <summary>A request for a whole page.</summary>
    private sealed class Request
    {
        private readonly CancellationTokenSource _dropping;
        private readonly TaskCompletionSource<long?> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Request(long leid, Page page, CancellationToken cancellationToken)
        {
            Leid = leid;
            _dropping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Page = ReadAsync(page, _dropping.Token);
        }

        public long Leid { get; }

        /// <summary>The last activity's event id, perhaps before the page has been read; none where that cannot be told.</summary>
        public Task<long?> Last => _last.Task;

        /// <summary>All activities, or what was whole and why there are no more.</summary>
        public Task<(List<Activity> Activities, bool IsInOrder, EngineException? Failure)> Page { get; }

        /// <summary>Ends it, whatever has come of it.</summary>
        public async ValueTask DropAsync()
        {
            if (!Page.IsCompleted)
            {
                _dropping.Cancel();
                await Task.WhenAny(Page).ConfigureAwait(false);
            }
            _dropping.Dispose();
        }

        private async Task<(List<Activity> Activities, bool IsInOrder, EngineException? Failure)> ReadAsync(Page page, CancellationToken cancellationToken)
        {
            using (page)
            {
                try
                {
                    await page.ReadToEndAsync(last => _last.TrySetResult(last), cancellationToken).ConfigureAwait(false);
                    return (page.Activities, page.IsInOrder, null);
                }
                catch (EngineException failure)
                {
                    return (page.Activities, page.IsInOrder, failure);
                }
                finally
                {
                    _last.TrySetResult(null);
                }
            }
        }
    }
}
