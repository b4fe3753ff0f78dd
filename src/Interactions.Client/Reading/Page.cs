using Polly;

namespace Interactions.Client;

/// <summary>The activities of one request. Where the answer breaks off in passing, the request is sent again and goes on behind what was whole.</summary>
/// <param name="open">Sends the request.</param>
/// <param name="retries">When to send it again.</param>
internal sealed class Page(Func<CancellationToken, Task<PageReader>> open, ResiliencePipeline retries) : IDisposable
{
    private readonly List<Activity> _arrived = [];
    private PageReader? _reader;
    private HashSet<ActivityKey>? _repeated;

    /// <summary>What has become whole so far, in the engine's order.</summary>
    public List<Activity> Activities { get; } = [];

    /// <summary>Whether the engine has kept to the order of time so far.</summary>
    public bool IsInOrder { get; private set; } = true;

    /// <summary>Waits for more activities; false at the end of the page.</summary>
    /// <exception cref="EngineException">The page cannot be had, or not to its end.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        retries.ExecuteAsync(static (page, stop) => page.TryAsync(page.TryReadAsync, stop), this, cancellationToken);

    /// <summary>Waits for all activities.</summary>
    /// <param name="arrived">Told the latest event id as soon as all have arrived, before they are read.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EngineException">The page cannot be had, or not to its end.</exception>
    public async ValueTask ReadToEndAsync(Action<long?> arrived, CancellationToken cancellationToken) =>
        await retries.ExecuteAsync(stop => TryAsync(next => TryReadToEndAsync(arrived, next), stop), cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> TryAsync(Func<CancellationToken, ValueTask<bool>> read, CancellationToken cancellationToken)
    {
        try
        {
            _reader ??= await open(cancellationToken).ConfigureAwait(false);
            return await read(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (_reader is not null)
            {
                Keep();
                _reader.Dispose();
                _reader = null;
            }
            // The engine promises no order, so the request starts where it did, and what is here already is passed over.
            _repeated = [.. Activities.Select(ActivityKey.Of)];
            throw;
        }
    }

    private async ValueTask<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        while (await _reader!.FindAsync(cancellationToken).ConfigureAwait(false))
            if (Keep()) return true;
        return false;
    }

    private async ValueTask<bool> TryReadToEndAsync(Action<long?> arrived, CancellationToken cancellationToken)
    {
        while (await _reader!.FindAsync(cancellationToken).ConfigureAwait(false))
        {
        }
        arrived(_reader.LatestEventId);
        return Keep();
    }

    /// <summary>Takes what the reader has found, without what was here before; false where that leaves nothing.</summary>
    private bool Keep()
    {
        var before = Activities.Count;
        _arrived.Clear();
        _reader!.ReadFound(_arrived);
        foreach (var activity in _arrived)
        {
            if (_repeated?.Remove(ActivityKey.Of(activity)) == true) continue;
            if (Activities.Count > 0 && activity.EventId < Activities[Activities.Count - 1].EventId) IsInOrder = false;
            Activities.Add(activity);
        }
        return Activities.Count > before;
    }

    public void Dispose() => _reader?.Dispose();
}
