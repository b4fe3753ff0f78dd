namespace Interactions.Client.Tests;

/// <summary>A body that arrives in pieces of given sizes, and may break off.</summary>
internal sealed class PiecesStream(ReadOnlyMemory<byte> body, Func<int> nextPiece, int? breaksAt = null) : Stream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        var end = Math.Min(body.Length, breaksAt ?? int.MaxValue);
        var count = Math.Min(Math.Min(nextPiece(), buffer.Length), end - _position);
        if (count == 0 && breaksAt is not null) throw new IOException("The connection was reset.");
        body.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
