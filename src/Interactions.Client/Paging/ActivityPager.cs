using System.Globalization;
using System.Runtime.CompilerServices;
using Polly;

namespace Interactions.Client;

/// <summary>Reads the activities of one conversation and one type: a single page, or page after page.</summary>
/// <param name="open">Makes the request for a <c>leid</c>.</param>
/// <param name="query">Which activities.</param>
/// <param name="engine">What is known about the engine.</param>
/// <param name="retries">When to ask again where an answer is incomplete.</param>
/// <param name="notify">Told of what may be missing.</param>
internal sealed class ActivityPager(Func<long, PageRequest> open, ActivityQuery query, EngineTraits engine, ResiliencePipeline<bool> retries, Action<EngineNotice>? notify)
{
    private readonly Cursor _cursor = new(query.LastEventId, engine);
    private readonly List<PendingPage> _pending = [];

    /// <summary>Whether the conversation has no more activities behind those that were read, not even behind the query's end.</summary>
    public bool HasReachedEnd => _cursor.IsFinished;

    /// <summary>All activities before this millisecond have been read.</summary>
    public long Watermark => _cursor.Watermark;

    /// <summary>Reads a single page in parts, as they arrive, in the engine's order.</summary>
    /// <exception cref="EngineException">The page could not be read, or not to its end.</exception>
    public async IAsyncEnumerable<List<Activity>> ReadPageAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
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
                var isInOrder = NoteOrder(request.IsInOrder);
                // What broke off behind the end of the query is not missing.
                if (isInOrder && request.Latest >= query.UntilEventId) yield break;
                failure.ResumeFrom = isInOrder ? reached : query.LastEventId;
                throw;
            }

            var arrived = request.Activities.GetRange(given, request.Activities.Count - given);
            given = request.Activities.Count;
            arrived.RemoveAll(activity => !query.Includes(activity));
            foreach (var activity in arrived) reached = Math.Max(reached, activity.EventId ?? 0);
            if (arrived.Count > 0) yield return arrived;
        }
    }

    /// <summary>Reads page after page, each activity once and in order of time. While one page is consumed, the next one is fetched. To be called once.</summary>
    /// <exception cref="EngineException">A page could not be read, or not to its end.</exception>
    public async IAsyncEnumerable<List<Activity>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isPredictable = true;
        try
        {
            while (true)
            {
                var page = Request(_cursor.Leid, cancellationToken);
                // The last event id of an ordered page tells the next leid before the page has been parsed. Where that was wrong once,
                // the engine's pages are not in order, so it is not tried again.
                var last = await page.LastEventId.ConfigureAwait(false);
                long? predicted = isPredictable && last > _cursor.Watermark && !(last >= query.UntilEventId) ? last - 1 : null;
                if (predicted is not null) Request(predicted.Value, cancellationToken);

                var (fresh, failure) = await TakeAsync(page, cancellationToken).ConfigureAwait(false);
                Notify();

                // A page that broke off behind the end of the query, with all before it in order, has all that is wanted.
                var isLast = HasReachedEnd || Watermark >= query.UntilEventId;
                if (isLast) failure = null;
                if (isLast || failure is not null)
                {
                    await CancelAllButAsync(null, null).ConfigureAwait(false);
                }
                else
                {
                    isPredictable &= predicted is null || predicted == _cursor.Leid;
                    await CancelAllButAsync(_cursor.Leid, _cursor.LikelyNextLeid).ConfigureAwait(false);
                    Request(_cursor.Leid, cancellationToken);
                    if (_cursor.LikelyNextLeid is { } likely) Request(likely, cancellationToken);
                }

                fresh.RemoveAll(activity => !query.Includes(activity));
                if (fresh.Count > 0) yield return fresh;

                if (failure is not null)
                {
                    failure.ResumeFrom = Watermark;
                    throw failure;
                }
                if (isLast) yield break;
            }
        }
        finally
        {
            // The caller may stop at any activity: what is under way is cancelled.
            await CancelAllButAsync(null, null).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the first page as <see cref="ReadAllAsync"/> would give it: each activity once and in order of time.</summary>
    /// <returns>What was whole, and why there is no more.</returns>
    public async Task<(List<Activity> Activities, EngineException? Failure)> ReadFirstPageAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (page, isInOrder, failure) = await Request(_cursor.Leid, cancellationToken).Answer.ConfigureAwait(false);
            var fresh = _cursor.TakePart(page, NoteOrder(isInOrder));
            if (Watermark >= query.UntilEventId) failure = null;
            if (failure is not null) failure.ResumeFrom = Watermark;
            return (fresh.FindAll(query.Includes), failure);
        }
        finally
        {
            await CancelAllButAsync(null, null).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a page and has the cursor take it. An incomplete one is asked for again as after a transient failure.</summary>
    private async ValueTask<(List<Activity> Fresh, EngineException? Failure)> TakeAsync(PendingPage page, CancellationToken cancellationToken)
    {
        var (fresh, failure) = await TakeOnceAsync(page).ConfigureAwait(false);
        if (!_cursor.IsIncomplete) return (fresh, failure);

        var isFirst = true;
        try
        {
            await retries.ExecuteAsync(async stop =>
            {
                if (!isFirst) (fresh, failure) = await TakeOnceAsync(Request(_cursor.Leid, stop)).ConfigureAwait(false);
                isFirst = false;
                return _cursor.IsIncomplete ? throw Incomplete() : true;
            }, cancellationToken).ConfigureAwait(false);
            return (fresh, failure);
        }
        catch (EngineException incomplete)
        {
            return (fresh, incomplete);
        }
    }

    private async ValueTask<(List<Activity> Fresh, EngineException? Failure)> TakeOnceAsync(PendingPage page)
    {
        var (activities, isInOrder, failure) = await page.Answer.ConfigureAwait(false);
        _pending.Remove(page);
        await page.CancelAsync().ConfigureAwait(false);
        isInOrder = NoteOrder(isInOrder);
        return (failure is null ? _cursor.Take(activities) : _cursor.TakePart(activities, isInOrder), failure);
    }

    /// <summary>Whether the order of a page can be relied on, by that page and by those before it.</summary>
    private bool NoteOrder(bool isInOrder)
    {
        if (!isInOrder) engine.IsUnordered = true;
        return !engine.IsUnordered;
    }

    private EngineException Incomplete() => new(EngineErrorKind.InvalidResponse, string.Format(CultureInfo.InvariantCulture,
        "The engine's response to leid={0} lacks activities that it returned earlier.", _cursor.Leid)) { IsTransient = true };

    private void Notify()
    {
        if (_cursor.Overflow is { } millisecond) notify?.Invoke(new MillisecondOverflow(query.ConversationId, millisecond, _cursor.PageSize));
        if (HasReachedEnd && _cursor.Doubt is { } reason) notify?.Invoke(new EndNotConfirmed(query.ConversationId, query.Types.First(), reason, _cursor.PageSize));
    }

    /// <summary>The request for a <c>leid</c>, sent now unless it is under way.</summary>
    private PendingPage Request(long leid, CancellationToken cancellationToken)
    {
        if (_pending.Find(page => page.Leid == leid) is { } underWay) return underWay;
        var page = new PendingPage(leid, open(leid), cancellationToken);
        _pending.Add(page);
        return page;
    }

    private async ValueTask CancelAllButAsync(long? leid, long? other)
    {
        foreach (var page in _pending)
            if (page.Leid != leid && page.Leid != other) await page.CancelAsync().ConfigureAwait(false);
        _pending.RemoveAll(page => page.Leid != leid && page.Leid != other);
    }
}
