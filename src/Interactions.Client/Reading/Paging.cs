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
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var cursor = new Cursor(query.From);
        var next = ReadPageAsync(cursor.Leid, ending.Token);
        try
        {
            while (true)
            {
                var (page, isInOrder, failure) = await next.ConfigureAwait(false);
                var fresh = failure is null ? cursor.Take(page) : cursor.TakePart(page, isInOrder);
                if (cursor.Crowded is { } crowded) notify?.Invoke(new MillisecondCrowded(query.ConversationId, crowded, cursor.LargestAnswer));

                HasReachedEnd = cursor.IsFinished;
                var isLast = failure is not null || cursor.IsFinished || cursor.Edge >= query.Until;
                if (!isLast) next = ReadPageAsync(cursor.Leid, ending.Token);
                foreach (var activity in fresh)
                    if (query.Holds(activity)) yield return activity;

                if (failure is not null)
                {
                    failure.ResumeFrom = cursor.Edge;
                    throw failure;
                }
                if (isLast) yield break;
            }
        }
        finally
        {
            // The page read ahead is nobody's any more.
            ending.Cancel();
            await Task.WhenAny(next).ConfigureAwait(false);
        }
    }

    /// <summary>A whole page, or what was whole of it and why there is no more.</summary>
    private async Task<(List<Activity> Activities, bool IsInOrder, EngineException? Failure)> ReadPageAsync(long leid, CancellationToken cancellationToken)
    {
        using var page = open(leid);
        try
        {
            while (await page.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
            }
            return (page.Activities, page.IsInOrder, null);
        }
        catch (EngineException failure)
        {
            return (page.Activities, page.IsInOrder, failure);
        }
    }
}
