using System.IO;
using System.Text;

namespace Interactions.Client;

/// <summary>Reads a body in another charset as UTF-8.</summary>
/// <remarks>Not Encoding.CreateTranscodingStream, which .NET Framework does not have.</remarks>
/// <param name="body">The body.</param>
/// <param name="charset">Its charset.</param>
internal sealed class Utf8Transcoder(Stream body, Encoding charset)
{
    private const int BlockSize = 16 * 1024;

    private readonly Decoder _decoder = charset.GetDecoder();
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly char[] _text = new char[charset.GetMaxCharCount(BlockSize)];
    private readonly byte[] _utf8 = new byte[Encoding.UTF8.GetMaxByteCount(charset.GetMaxCharCount(BlockSize))];
    private int _start;
    private int _end;

    /// <summary>Reads the next part as UTF-8; 0 at the end.</summary>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (_start == _end)
        {
#if NET
            var read = await body.ReadAsync(_bytes.AsMemory(), cancellationToken).ConfigureAwait(false);
#else
            var read = await body.ReadAsync(_bytes, 0, _bytes.Length, cancellationToken).ConfigureAwait(false);
#endif
            // A character may come in two parts, so a part may be no whole character.
            var characters = _decoder.GetChars(_bytes, 0, read, _text, 0, flush: read == 0);
            (_start, _end) = (0, _encoder.GetBytes(_text, 0, characters, _utf8, 0, flush: read == 0));
            if (read == 0 && _end == 0) return 0;
        }
        var taken = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_utf8, _start, buffer, offset, taken);
        _start += taken;
        return taken;
    }
}
