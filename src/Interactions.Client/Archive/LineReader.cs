namespace Interactions.Client;

/// <summary>Reads lines that end with a line feed, as bytes.</summary>
/// <param name="stream">Where from. It is closed with this.</param>
/// <param name="offset">Where in the file the stream stands.</param>
/// <param name="bufferSize">How much is read at once.</param>
internal sealed class LineReader(Stream stream, long offset = 0, int bufferSize = 128 * 1024) : IDisposable
{
    private const int Longest = 512 * 1024 * 1024;
    private byte[] _buffer = new byte[bufferSize];
    private int _start;
    private int _length;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where in the file the line starts.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Where in the file the next line starts.</summary>
    public long NextOffset { get; private set; } = offset;

    /// <summary>Whether the line ends with a line feed. Only the last one may lack it.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Reads the next line; false at the end.</summary>
    /// <param name="line">The line without its line feed. It may be changed, and is valid until the next one is read.</param>
    /// <exception cref="InvalidDataException">A line is longer than 512 MB.</exception>
    public bool Read(out Span<byte> line)
    {
        var seen = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + seen, _length - _start - seen).IndexOf((byte)'\n');
            if (end >= 0) return Give(seen + end, isEnded: true, out line);
            seen = _length - _start;
            if (Fill()) continue;
            if (seen > 0) return Give(seen, isEnded: false, out line);
            line = default;
            return false;
        }
    }

    private bool Give(int length, bool isEnded, out Span<byte> line)
    {
        line = _buffer.AsSpan(_start, length);
        var taken = isEnded ? length + 1 : length;
        _start += taken;
        Number++;
        IsEnded = isEnded;
        Offset = NextOffset;
        NextOffset += taken;
        return true;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _length - _start);
            _length -= _start;
            _start = 0;
        }
        if (_length == _buffer.Length)
        {
            if (_length >= Longest) throw new InvalidDataException("A line is longer than 512 MB.");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        return read > 0;
    }

    public void Dispose() => stream.Dispose();
}
