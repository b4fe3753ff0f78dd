namespace Interactions.Reports;

/// <summary>Text that somebody else wrote, for a page: control and direction characters are replaced by visible ones.</summary>
internal static class VisibleText
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    /// <summary>The text in one line; the end of a line becomes <c>↵</c>.</summary>
    public static string OneLine(string? text) => TerminalText.OneLine(text);

    /// <summary>The lines of a text.</summary>
    public static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split(LineEnds, StringSplitOptions.None).Select(TerminalText.OneLine);
}
