using System.Globalization;
using System.Text;

namespace Interactions;

/// <summary>Replaces bytes and escapes that are not valid Unicode by U+FFFD, the replacement character.</summary>
/// <remarks>System.Text.Json refuses such text. An emoji that was cut in two leaves half a surrogate pair in JSON that is otherwise valid.</remarks>
internal static class WellFormedText
{
    private const int EscapeLength = 6;

    /// <summary>Replaces what is not valid Unicode.</summary>
    /// <param name="json">JSON that is complete.</param>
    public static byte[] Mend(ReadOnlySpan<byte> json)
    {
        // Decoding replaces bytes that are not valid UTF-8.
        var text = new StringBuilder(Encoding.UTF8.GetString(json.ToArray()));
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\') continue;
            if (Escaped(text, i) is { } high && char.IsSurrogate(high))
            {
                if (char.IsHighSurrogate(high) && Escaped(text, i + EscapeLength) is { } low && char.IsLowSurrogate(low)) i += EscapeLength;
                else text.Remove(i + 2, 4).Insert(i + 2, "fffd");
            }
            i++;
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The UTF-16 unit that a <c>\uXXXX</c> at an index stands for.</summary>
    private static char? Escaped(StringBuilder text, int index) =>
        index + EscapeLength <= text.Length && text[index] == '\\' && text[index + 1] == 'u'
        && ushort.TryParse(text.ToString(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
