using System.Globalization;
using System.Text;

namespace Interactions;

/// <summary>Makes text from the engine or a customer safe to show in a terminal.</summary>
/// <remarks>Characters that could move the cursor, change colours or the title, reorder the line, or hide in it are replaced by visible ones.
/// Letters of every script, emoji and right-to-left text stay as they are.</remarks>
internal static class TerminalText
{
    /// <summary>How many combining marks on one letter are shown. Languages use up to four; hundreds would cover the lines above and below.</summary>
    private const int MostMarks = 6;

    /// <summary>The text in one line, with a visible character for every control character: <c>␛</c> for an escape, <c>↵</c> for the end of a line.</summary>
    /// <param name="text">Any text. <see langword="null"/> gives an empty string.</param>
    public static string OneLine(string? text)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;

        StringBuilder? safe = null;
        var (previous, marks) = (0, 0);
        for (int i = 0, length; i < text!.Length; i += length)
        {
            length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            var character = length == 2 ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            var category = character < 0x80 ? UnicodeCategory.OtherLetter : CharUnicodeInfo.GetUnicodeCategory(text, i);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;

            var shown = marks > MostMarks ? (marks == MostMarks + 1 ? "…" : "")
                : IsSafe(character, category, previous) ? null
                : character == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? ""
                : Visible(character, category);
            if (shown is not null) safe = (safe ?? new StringBuilder(text, 0, i, text.Length + 16)).Append(shown);
            else safe?.Append(text, i, length);
            previous = character;
        }
        return safe?.ToString() ?? text;
    }

    /// <summary>Whether a character can be seen, and does nothing else.</summary>
    private static bool IsSafe(int character, UnicodeCategory category, int previous) =>
        character < 0x80 ? character is >= ' ' and < 0x7f
        // Emoji and several scripts need one of these behind a character. Alone or in a row they only hide something.
        : IsJoiner(character) ? previous >= 0x300 && !IsJoiner(previous)
        : IsVariationSelector(character) ? previous > ' ' && !IsVariationSelector(previous)
        : IsArabicNumberSign(character)
        || !(IsBlank(character) || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsJoiner(int character) => character is 0x200c or 0x200d;

    private static bool IsVariationSelector(int character) => character is (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef);

    /// <summary>Of the category of invisible characters, but drawn.</summary>
    private static bool IsArabicNumberSign(int character) => character is (>= 0x600 and <= 0x605) or 0x6dd or 0x70f or 0x890 or 0x891 or 0x8e2;

    /// <summary>Letters and marks that are drawn as nothing, and the tag characters.</summary>
    private static bool IsBlank(int character) => character is 0x34f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2065 or 0x3164 or 0xffa0
        or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);

    private static string Visible(int character, UnicodeCategory category) => character switch
    {
        '\n' or '\r' => "↵",
        < ' ' => ((char)('\u2400' + character)).ToString(),
        0x7f => "\u2421",
        _ when category == UnicodeCategory.Surrogate => "\ufffd",
        <= char.MaxValue => "\\u" + character.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\u{" + character.ToString("x", CultureInfo.InvariantCulture) + "}",
    };
}
