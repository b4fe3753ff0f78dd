using Polly;

namespace Interactions.Client;

/// <summary>The activities of one request. Where the answer breaks off in passing, the request is sent again and goes on behind what was whole.</summary>
/// <param name="open">Sends the request.</param>
/// <param name="retries">When to send it again.</param>
internal sealed class Page(Func<CancellationToken, Task<PageReader>> open, ResiliencePipeline<bool> retries) : IDisposable
{
    private Action<long>? _arrived;
    private PageReader? _reader;
    private HashSet<ActivityKey>? _repeated;
    private long? _latest;

    /// <summary>What has become whole so far, in the engine's order.</summary>
    public List<Activity> Activities { get; } = [];

    /// <summary>Whether the engine has kept to the order of time so far.</summary>
    public bool IsInOrder { get; private set; } = true;

    /// <summary>Waits for more activities; false at the end of the page.</summary>
    /// <exception cref="EngineException">The page cannot be had, or not to its end.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        retries.ExecuteAsync(static (page, stop) => page.TryReadAsync(toEnd: false, stop), this, cancellationToken);

    /// <summary>Waits for all activities.</summary>
    /// <param name="arrived">See <see cref="PageReader.Arrived"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EngineException">The page cannot be had, or not to its end.</exception>
    public async ValueTask ReadToEndAsync(Action<long> arrived, CancellationToken cancellationToken)
    {
        _arrived = arrived;
        await retries.ExecuteAsync(static (page, stop) => page.TryReadAsync(toEnd: true, stop), this, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryReadAsync(bool toEnd, CancellationToken cancellationToken)
    {
        try
        {
            if (_reader is null)
            {
                _reader = await open(cancellationToken).ConfigureAwait(false);
                _reader.Arrived = _arrived;
            }
            while (true)
            {
                var before = Activities.Count;
                if (!await _reader.ReadAsync(Activities, cancellationToken).ConfigureAwait(false)) return false;
                if (Settle(before) && !toEnd) return true;
            }
        }
        catch
        {
            _reader?.Dispose();
            _reader = null;
            // The engine promises no order, so the request starts where it did, and what is here already is passed over.
            _repeated = [.. Activities.Select(ActivityKey.Of)];
            throw;
        }
    }

    /// <summary>Looks at what was added: takes out again what was here before, and false where that leaves nothing.</summary>
    private bool Settle(int before)
    {
        if (_repeated is not null)
        {
            var added = Activities.GetRange(before, Activities.Count - before);
            Activities.RemoveRange(before, added.Count);
            Activities.AddRange(added.Where(activity => !_repeated.Remove(ActivityKey.Of(activity))));
        }
        for (var i = before; i < Activities.Count; i++)
        {
            if (Activities[i].EventId < _latest) IsInOrder = false;
            else _latest = Activities[i].EventId ?? _latest;
        }
        return Activities.Count > before;
    }

    public void Dispose() => _reader?.Dispose();
}
