using System.Threading.Channels;

namespace Interactions.Client;

/// <summary>Reads pages in the background, up to a number of activities ahead of its consumer. It can be enumerated once.</summary>
/// <remarks>Not an iterator method, because reading starts before the first page is asked for. Dispose of it even if nothing was.</remarks>
internal sealed class Prefetch : IAsyncEnumerable<List<Activity>>, IAsyncEnumerator<List<Activity>>
{
    private readonly Channel<List<Activity>> _ready = Channel.CreateUnbounded<List<Activity>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _taken = new(0);
    private readonly CancellationTokenSource _ending;
    private readonly Task _reading;
    private List<Activity>? _current;
    private int _held;

    /// <summary>Starts reading.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="bound">How many activities to hold, at which no more is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Prefetch(IAsyncEnumerable<List<Activity>> source, int bound, CancellationToken cancellationToken)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = Task.Run(() => ReadAsync(source, bound), CancellationToken.None);
    }

    public List<Activity> Current => _current!;

    public IAsyncEnumerator<List<Activity>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public async ValueTask<bool> MoveNextAsync()
    {
        while (!_ready.Reader.TryRead(out _current))
            if (!await _ready.Reader.WaitToReadAsync(_ending.Token).ConfigureAwait(false)) return false;
        Interlocked.Add(ref _held, -_current.Count);
        _taken.Release();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_reading.IsCompleted) _ending.Cancel();
        await _reading.ConfigureAwait(false);
        _ending.Dispose();
        _taken.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<List<Activity>> source, int bound)
    {
        try
        {
            await foreach (var page in source.WithCancellation(_ending.Token).ConfigureAwait(false))
            {
                Interlocked.Add(ref _held, page.Count);
                _ready.Writer.TryWrite(page);
                while (Volatile.Read(ref _held) >= bound) await _taken.WaitAsync(_ending.Token).ConfigureAwait(false);
            }
            _ready.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Rethrown to the consumer, after the activities that were read before it.
            _ready.Writer.Complete(failure);
        }
    }
}
