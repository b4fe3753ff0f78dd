using System.IO;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Interactions.Reports.Pages;

/// <summary>Writes HTML. Markup is ours and goes out as it is; everything else is encoded by the runtime's <see cref="HtmlEncoder"/>.</summary>
/// <param name="output">Where to write to.</param>
internal sealed class HtmlOutput(TextWriter output)
{
    // Letters of every script stay as they are. The default would write those outside Basic Latin as numbers.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Regex Addresses = new(@"https?://[^\s<>""]+[^\s<>""'.,;:!?)\]]", RegexOptions.CultureInvariant | RegexOptions.Compiled);

    /// <summary>Writes markup.</summary>
    public HtmlOutput Markup(string markup)
    {
        output.Write(markup);
        return this;
    }

    /// <summary>Writes text in one line, as content or as the value of an attribute in quotes.</summary>
    public HtmlOutput Text(string? text)
    {
        Encoder.Encode(output, VisibleText.OneLine(text));
        return this;
    }

    /// <summary>Writes text in one line that keeps its own direction.</summary>
    public HtmlOutput Name(string? text) => Markup("<bdi>").Text(text).Markup("</bdi>");

    /// <summary>Writes a paragraph whose lines are kept, and whose http addresses become links.</summary>
    public HtmlOutput Paragraph(string? text)
    {
        Markup("<p dir=\"auto\">");
        var isFirst = true;
        foreach (var line in VisibleText.Lines(text))
        {
            if (!isFirst) Markup("\n");
            isFirst = false;
            var written = 0;
            foreach (Match match in Addresses.Matches(line))
            {
                Text(line.Substring(written, match.Index - written)).Address(match.Value);
                written = match.Index + match.Length;
            }
            Text(line.Substring(written));
        }
        return Markup("</p>");
    }

    /// <summary>Writes an address: as a link where that is safe, otherwise as mere text.</summary>
    public HtmlOutput Address(string? address) => SafeAddress.Link(address) is { } link
        ? Markup("<a href=\"").Text(link).Markup("\" rel=\"noopener noreferrer\">").Text(address).Markup("</a>")
        : Markup("<span class=\"address\">").Name(address).Markup("</span>");

    /// <summary>Writes a time of the clock's zone, with the exact one in UTC for machines.</summary>
    public HtmlOutput Time(DateTimeOffset time, string shown) =>
        Markup("<time datetime=\"").Text(Clock.Machine(time)).Markup("\">").Text(shown).Markup("</time>");

    /// <summary>Writes a name and a value of a list of facts.</summary>
    public HtmlOutput Fact(string name, string? value) =>
        Markup("<div><dt>").Name(name).Markup("</dt><dd>").Name(value).Markup("</dd></div>");
}
