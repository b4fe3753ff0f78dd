using System.Buffers;

namespace Interactions.Client;

/// <summary>Holds the bytes of a response that have arrived and are not parsed yet. Grows for a large activity, and goes back to its size after it.</summary>
internal sealed class ReceiveBuffer(EngineResponse response) : IDisposable
{
    private const int FirstSize = 64 * 1024;

    /// <summary>Larger arrays are not shared, because the pool would keep them for the rest of the process.</summary>
    public const int LargestShared = 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;
    private bool _isFilling;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Unread => UnreadMemory.Span;

    /// <summary>The bytes, for work on another thread.</summary>
    public ReadOnlyMemory<byte> UnreadMemory => _bytes.AsMemory(_start, _end - _start);

    /// <summary>How many bytes fit in before it grows.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Drops bytes that have been parsed.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Adds the next bytes of the response.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many there are; 0 at the end.</returns>
    public async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        _isFilling = true;
        var read = await response.ReadAsync(_bytes, _end, cancellationToken).ConfigureAwait(false);
        _isFilling = false;
        _end += read;
        return read;
    }

    /// <summary>Moves the bytes to the start, into an array of twice the size where they fill more than half of it.</summary>
    private void MakeRoom()
    {
        var kept = _end - _start;
        var bytes = _bytes;
        if (kept > _bytes.Length / 2) bytes = Rent(checked(_bytes.Length * 2));
        else if (_bytes.Length > LargestShared && kept <= FirstSize / 2) bytes = Rent(FirstSize);
        if (_start > 0 || bytes != _bytes) Buffer.BlockCopy(_bytes, _start, bytes, 0, kept);
        if (bytes != _bytes) Return(_bytes);
        (_bytes, _start, _end) = (bytes, 0, kept);
    }

    private static byte[] Rent(int size) => size > LargestShared ? new byte[size] : ArrayPool<byte>.Shared.Rent(size);

    private static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= LargestShared) ArrayPool<byte>.Shared.Return(bytes);
    }

    public void Dispose()
    {
        // A read that was given up may still write into the array, so nobody else may get it.
        if (!_isFilling) Return(_bytes);
        _bytes = [];
        (_start, _end) = (0, 0);
    }
}
