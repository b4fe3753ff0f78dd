namespace Interactions;

/// <summary>Makes text that somebody else wrote safe to open in a spreadsheet.</summary>
internal static class SpreadsheetText
{
    /// <summary>The text; an apostrophe stands before what a spreadsheet would take for a formula: what begins with =, +, - or @, also behind white
    /// space, or with a control character such as a tab or a carriage return, raw or made visible.</summary>
    public static string Of(string text)
    {
        var start = text.TrimStart();
        return text.Length > 0 && (IsControl(text[0]) || (start.Length > 0 && IsFormula(start[0]))) ? "'" + text : text;
    }

    /// <summary>The signs that begin a formula, and their wide forms, which spreadsheets of East Asia take for the same.</summary>
    private static bool IsFormula(char c) => c is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20';

    /// <summary>A control character, or one of the signs that <see cref="TerminalText"/> shows for it.</summary>
    private static bool IsControl(char c) => char.IsControl(c) || c is >= '\u2400' and <= '\u2421' or '\u21b5';
}
