using System.Threading.Channels;

namespace Interactions.Client;

/// <summary>Reads a stream in the background, as far ahead as a bound allows, while something else is taken from. To be taken from once.</summary>
/// <remarks>No iterator method: the reading is under way before anything is taken, so it must also end where nothing ever is.</remarks>
internal sealed class ReadAhead : IAsyncEnumerable<Activity>, IAsyncEnumerator<Activity>
{
    private readonly Channel<Activity> _ready;
    private readonly CancellationTokenSource _ending;
    private readonly Task _reading;
    private Activity? _current;

    /// <summary>Starts to read.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="bound">How many activities to hold at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public ReadAhead(IAsyncEnumerable<Activity> source, int bound, CancellationToken cancellationToken)
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
            // Whoever takes from here meets it, behind what was read before it.
            _ready.Writer.Complete(failure);
        }
    }
}
