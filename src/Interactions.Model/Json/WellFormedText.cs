using System.Buffers.Text;
using System.IO;
using System.Text;

namespace Interactions;

/// <summary>Replaces bytes and escapes that are not valid Unicode by U+FFFD, the replacement character.</summary>
/// <remarks>System.Text.Json refuses such text. An emoji that was cut in two leaves half a surrogate pair in JSON that is otherwise valid.</remarks>
internal static class WellFormedText
{
    private const int EscapeLength = 6;

    /// <summary>How many bytes are replaced between two looks at the cancellation.</summary>
    private const int BlockSize = 256 * 1024;

    /// <summary>Replaces what is not valid Unicode.</summary>
    /// <param name="json">JSON that is complete.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static byte[] Mend(ReadOnlySpan<byte> json, CancellationToken cancellationToken = default)
    {
        var mended = MendBytes(json, cancellationToken);
        MendEscapes(mended);
        return mended;
    }

    /// <summary>Decoding replaces bytes that are not valid UTF-8.</summary>
    private static byte[] MendBytes(ReadOnlySpan<byte> json, CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var encoder = Encoding.UTF8.GetEncoder();
        var block = new byte[Math.Min(BlockSize, json.Length)];
        var text = new char[Encoding.UTF8.GetMaxCharCount(block.Length)];
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        using var mended = new MemoryStream(json.Length);
        for (var start = 0; start < json.Length; start += block.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = json.Slice(start, Math.Min(block.Length, json.Length - start));
            part.CopyTo(block);
            var isLast = start + part.Length == json.Length;
            var characters = decoder.GetChars(block, 0, part.Length, text, 0, isLast);
            mended.Write(bytes, 0, encoder.GetBytes(text, 0, characters, bytes, 0, isLast));
        }
        return mended.ToArray();
    }

    /// <summary>Overwrites each escape of half a surrogate pair, in place: U+FFFD has an escape of the same length.</summary>
    private static void MendEscapes(Span<byte> json)
    {
        while (json.IndexOf((byte)'\\') is >= 0 and var next)
        {
            json = json.Slice(next);
            var length = 2;
            if (Escaped(json) is { } unit)
            {
                length = EscapeLength;
                if (char.IsHighSurrogate(unit) && Escaped(json.Slice(EscapeLength)) is { } low && char.IsLowSurrogate(low)) length = 2 * EscapeLength;
                else if (char.IsSurrogate(unit)) "fffd"u8.CopyTo(json.Slice(2));
            }
            json = json.Slice(Math.Min(length, json.Length));
        }
    }

    /// <summary>The UTF-16 unit that a <c>\uXXXX</c> at the start stands for.</summary>
    private static char? Escaped(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json[0] == (byte)'\\' && json[1] == (byte)'u'
        && Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out var length, 'x') && length == 4 ? (char)unit : null;
}
