using System.Globalization;
using System.Text;

namespace Interactions;

/// <summary>Makes text from the engine or a customer safe to show in a terminal.</summary>
/// <remarks>Characters that could move the cursor, change colours or the title, or reorder the line are replaced by visible ones.
/// Letters of every script, emoji and right-to-left text stay as they are.</remarks>
internal static class TerminalText
{
    /// <summary>The text in one line, with a visible character for every control character: <c>␛</c> for an escape, <c>↵</c> for the end of a line.</summary>
    /// <param name="text">Any text. <see langword="null"/> gives an empty string.</param>
    public static string OneLine(string? text)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;

        var first = 0;
        while (first < text!.Length && IsSafe(text, ref first)) first++;
        if (first == text.Length) return text;

        var safe = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            var start = i;
            if (IsSafe(text, ref i)) safe.Append(text, start, i - start + 1);
            else if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            else safe.Append(Visible(text[i]));
        }
        return safe.ToString();
    }

    /// <summary>Whether the character at an index may be shown. Moves the index to the second half of a surrogate pair.</summary>
    private static bool IsSafe(string text, ref int index)
    {
        var c = text[index];
        if (c is >= ' ' and < '\u007f') return true;
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            index++;
            return true;
        }
        return !(char.IsControl(c) || char.IsSurrogate(c)
            || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
    }

    private static string Visible(char c) => c switch
    {
        '\n' or '\r' => "↵",
        < ' ' => ((char)('\u2400' + c)).ToString(),
        '\u007f' => "\u2421",
        _ when char.IsSurrogate(c) => "\ufffd",
        _ => string.Format(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c),
    };
}
