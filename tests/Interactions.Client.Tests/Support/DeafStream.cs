namespace Interactions.Client.Tests;

/// <summary>A body that stops and does not look at its token, as those of .NET Framework.</summary>
/// <param name="body">What comes before it stops.</param>
/// <param name="endsWhenClosed">Whether closing it ends a read that is under way.</param>
internal sealed class DeafStream(byte[] body, bool endsWhenClosed) : MemoryStream(body)
{
    private readonly TaskCompletionSource<int> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when it is closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Completed when a read waits.</summary>
    public TaskCompletionSource Waits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = Read(buffer, offset, count);
        if (read > 0) return Task.FromResult(read);
        Waits.TrySetResult();
        return _read.Task;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Read(buffer.Span);
        if (read > 0) return new(read);
        Waits.TrySetResult();
        return new(_read.Task);
    }

    protected override void Dispose(bool disposing)
    {
        if (endsWhenClosed) _read.TrySetException(new ObjectDisposedException(nameof(DeafStream)));
        _closed.TrySetResult();
        base.Dispose(disposing);
    }
}
