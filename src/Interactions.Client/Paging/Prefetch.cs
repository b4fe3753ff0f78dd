using System.Threading.Channels;

namespace Interactions.Client;

/// <summary>Reads a stream of activities in the background, up to a number of activities ahead of its consumer. It can be enumerated once.</summary>
/// <remarks>Not an iterator method, because reading starts before the first activity is asked for. Dispose of it even if nothing was.</remarks>
internal sealed class Prefetch : IAsyncEnumerable<Activity>, IAsyncEnumerator<Activity>
{
    private readonly Channel<Activity> _ready;
    private readonly CancellationTokenSource _ending;
    private readonly Task _reading;
    private Activity? _current;

    /// <summary>Starts reading.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="bound">The most activities to hold.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Prefetch(IAsyncEnumerable<Activity> source, int bound, CancellationToken cancellationToken)
    {
        _ready = Channel.CreateBounded<Activity>(new BoundedChannelOptions(bound) { SingleReader = true, SingleWriter = true });
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = Task.Run(() => ReadAsync(source), CancellationToken.None);
    }

    public Activity Current => _current!;

    public IAsyncEnumerator<Activity> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public async ValueTask<bool> MoveNextAsync()
    {
        while (!_ready.Reader.TryRead(out _current))
            if (!await _ready.Reader.WaitToReadAsync(_ending.Token).ConfigureAwait(false)) return false;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_reading.IsCompleted) _ending.Cancel();
        await _reading.ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<Activity> source)
    {
        try
        {
            await foreach (var activity in source.WithCancellation(_ending.Token).ConfigureAwait(false))
                if (!_ready.Writer.TryWrite(activity)) await _ready.Writer.WriteAsync(activity, _ending.Token).ConfigureAwait(false);
            _ready.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Rethrown to the consumer, after the activities that were read before it.
            _ready.Writer.Complete(failure);
        }
    }
}
