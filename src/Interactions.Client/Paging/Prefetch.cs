using System.Threading.Channels;

namespace Interactions.Client;

/// <summary>Reads pages in the background, up to a number of activities ahead of its consumer. It can be enumerated once.</summary>
/// <remarks>
/// Small pages that come fast are given together, because it takes time to wake the consumer's thread.
/// Not an iterator method, because reading starts before the first page is asked for. Dispose of it even if nothing was.
/// </remarks>
internal sealed class Prefetch : IAsyncEnumerable<List<Activity>>, IAsyncEnumerator<List<Activity>>
{
    /// <summary>So many activities are given at once.</summary>
    private const int Enough = 500;

    /// <summary>Fewer are given after this time in milliseconds at the latest.</summary>
    private const int LongestDelay = 10;

    private readonly Channel<List<Activity>> _ready = Channel.CreateUnbounded<List<Activity>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _taken = new(0);
    private readonly CancellationTokenSource _ending;
    private readonly Timer _delay;
    private readonly Task _reading;
    private readonly int _bound;
    private readonly object _gathering = new();
    private List<Activity> _gathered = [];
    private bool _isDelaying;
    private List<Activity>? _current;
    private int _held;
    private bool _isWanted;

    /// <summary>Starts reading.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="bound">How many activities to hold, at which no more is read. Those that the consumer works on count.</param>
    /// <param name="waitsAtFirst">Whether to hold only the first page until the consumer comes back for more, because it may need no more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Prefetch(IAsyncEnumerable<List<Activity>> source, int bound, bool waitsAtFirst, CancellationToken cancellationToken)
    {
        _bound = bound;
        _isWanted = !waitsAtFirst;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _delay = new(_ => GiveLate());
        _reading = Task.Run(() => ReadAsync(source), CancellationToken.None);
    }

    public List<Activity> Current => _current!;

    private bool MayReadOn => Volatile.Read(ref _isWanted) && Volatile.Read(ref _held) < _bound;

    public IAsyncEnumerator<List<Activity>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_current is not null)
        {
            Volatile.Write(ref _isWanted, true);
            Interlocked.Add(ref _held, -_current.Count);
            _taken.Release();
        }
        while (!_ready.Reader.TryRead(out _current))
            if (!await _ready.Reader.WaitToReadAsync(_ending.Token).ConfigureAwait(false)) return false;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_reading.IsCompleted) _ending.Cancel();
        await _reading.ConfigureAwait(false);
        _ending.Dispose();
        _delay.Dispose();
        _taken.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<List<Activity>> source)
    {
        Exception? failure = null;
        try
        {
            var isFirst = true;
            await foreach (var page in source.WithCancellation(_ending.Token).ConfigureAwait(false))
            {
                Interlocked.Add(ref _held, page.Count);
                Gather(page, isFirst);
                isFirst = false;
                if (MayReadOn) continue;
                Give();
                while (!MayReadOn) await _taken.WaitAsync(_ending.Token).ConfigureAwait(false);
            }
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        Give();
        // A failure is rethrown to the consumer, after the activities that were read before it.
        _ready.Writer.Complete(failure);
    }

    /// <summary>Adds a page to those that are given together. The first one is given at once.</summary>
    private void Gather(List<Activity> page, bool isFirst)
    {
        lock (_gathering)
        {
            if (_gathered.Count == 0)
            {
                _gathered = page;
                if (!isFirst && !_isDelaying)
                {
                    _isDelaying = true;
                    _delay.Change(LongestDelay, Timeout.Infinite);
                }
            }
            else
            {
                _gathered.AddRange(page);
            }
            if (isFirst || _gathered.Count >= Enough) Give();
        }
    }

    private void GiveLate()
    {
        lock (_gathering)
        {
            _isDelaying = false;
            Give();
        }
    }

    private void Give()
    {
        lock (_gathering)
        {
            if (_gathered.Count == 0) return;
            _ready.Writer.TryWrite(_gathered);
            _gathered = [];
        }
    }
}
