using Polly;

namespace Interactions.Client;

/// <summary>Requests one page, and sends the request again where the answer breaks off with a transient failure. What was whole before is kept.</summary>
/// <param name="open">Sends the request.</param>
/// <param name="retries">When to send it again.</param>
/// <param name="concurrentRequests">Bounds how many requests are under way at the same time; null where nothing does.</param>
internal sealed class PageRequest(Func<CancellationToken, Task<ActivityArrayParser>> open, ResiliencePipeline<bool> retries, SemaphoreSlim? concurrentRequests = null) : IDisposable
{
    private Action<long>? _lastEventIdArrived;
    private ActivityArrayParser? _parser;
    private bool _isUnderWay;
    private HashSet<ActivityKey>? _kept;

    /// <summary>What has become whole so far, in the engine's order.</summary>
    public List<Activity> Activities { get; } = [];

    /// <summary>Whether the activities so far came in order of time.</summary>
    public bool IsInOrder { get; private set; } = true;

    /// <summary>The latest event id so far.</summary>
    public long? Latest { get; private set; }

    /// <summary>Waits for more activities; false at the end of the page.</summary>
    /// <exception cref="EngineException">The page could not be read, or not to its end.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        retries.ExecuteAsync(static (request, stop) => request.TryReadAsync(toEnd: false, stop), this, cancellationToken);

    /// <summary>Waits for all activities.</summary>
    /// <param name="lastEventIdArrived">See <see cref="ActivityArrayParser.LastEventIdArrived"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EngineException">The page could not be read, or not to its end.</exception>
    public async ValueTask ReadToEndAsync(Action<long> lastEventIdArrived, CancellationToken cancellationToken)
    {
        _lastEventIdArrived = lastEventIdArrived;
        await retries.ExecuteAsync(static (request, stop) => request.TryReadAsync(toEnd: true, stop), this, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryReadAsync(bool toEnd, CancellationToken cancellationToken)
    {
        try
        {
            if (_parser is null)
            {
                if (concurrentRequests is not null) await concurrentRequests.WaitAsync(cancellationToken).ConfigureAwait(false);
                _isUnderWay = true;
                _parser = await open(cancellationToken).ConfigureAwait(false);
                _parser.LastEventIdArrived = _lastEventIdArrived;
            }
            while (true)
            {
                var before = Activities.Count;
                if (!await _parser.ReadAsync(Activities, cancellationToken).ConfigureAwait(false)) return false;
                Accept(before);
                if (Activities.Count > before && !toEnd) return true;
            }
        }
        catch
        {
            Dispose();
            _kept = [.. Activities.Select(ActivityKey.Of)];
            throw;
        }
    }

    /// <summary>Removes from what was added the activities that were kept from an earlier try, and notes whether the rest is in order.</summary>
    /// <remarks>
    /// Duplicates are dropped here because a page may be passed on while it arrives. The contract promises no order (§3), so a request
    /// that is sent again cannot start behind what was whole: it starts at the same <c>leid</c> and brings the same activities.
    /// </remarks>
    private void Accept(int before)
    {
        if (_kept is not null)
        {
            var added = Activities.GetRange(before, Activities.Count - before);
            Activities.RemoveRange(before, added.Count);
            Activities.AddRange(added.Where(activity => !_kept.Remove(ActivityKey.Of(activity))));
        }
        for (var i = before; i < Activities.Count; i++)
        {
            var time = EventTime.Of(Activities[i]);
            if (time < Latest) IsInOrder = false;
            else Latest = time ?? Latest;
        }
    }

    /// <summary>Ends the request, if it is under way.</summary>
    public void Dispose()
    {
        _parser?.Dispose();
        _parser = null;
        if (_isUnderWay) concurrentRequests?.Release();
        _isUnderWay = false;
    }
}
