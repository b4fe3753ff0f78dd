using System.Globalization;
using System.IO;
using System.Text;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Transcripts;

/// <summary>The list of the transcripts in a folder, in the format that they have.</summary>
public static class TranscriptIndex
{
    /// <summary>Writes the list. Nothing is in its place before it is whole.</summary>
    /// <param name="path">The full path of the list.</param>
    /// <param name="transcripts">The transcripts, which lie in the same folder.</param>
    /// <param name="options">How the transcripts were written.</param>
    public static void Write(string path, IReadOnlyList<Transcript> transcripts, TranscriptOptions options)
    {
        using var file = new ReplacementFile(path);
        using (var output = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
        {
            var clock = new Clock(options.TimeZone);
            if (options.Format == TranscriptFormat.Html) WriteHtml(new HtmlOutput(output), transcripts, options, clock);
            else WriteText(output, transcripts, options, clock);
        }
        file.Commit();
    }

    private static void WriteHtml(HtmlOutput html, IReadOnlyList<Transcript> transcripts, TranscriptOptions options, Clock clock)
    {
        var title = options.Title ?? "Conversations";
        HtmlPage.Transcript.WriteStart(html, title);
        html.Markup("<header>\n<p class=\"kicker\">Transcripts of conversations</p>\n<h1>").Name(title).Markup("</h1>\n</header>\n<main>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Transcripts\"><table>\n")
            .Markup("<thead><tr><th scope=\"col\">Conversation</th><th scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\" class=\"number\">Messages</th><th scope=\"col\">Notes</th></tr></thead>\n<tbody>\n");
        foreach (var transcript in transcripts)
        {
            var summary = transcript.Summary;
            html.Markup("<tr><td><a href=\"").Text(Uri.EscapeDataString(Path.GetFileName(transcript.Path))).Markup("\">").Text(summary.ConversationId.ToString()).Markup("</a></td>");
            foreach (var time in new[] { summary.First, summary.Last })
            {
                html.Markup("<td>");
                if (time is { } known) html.Time(known, clock.Full(known));
                html.Markup("</td>");
            }
            html.Markup("<td class=\"number\">").Text(summary.Messages.ToString("#,0", CultureInfo.InvariantCulture)).Markup("</td><td>").Text(Notes(transcript)).Markup("</td></tr>\n");
        }
        html.Markup("</tbody></table></div>\n</main>\n<footer>\n<h2>About this list</h2>\n<dl class=\"facts\">").Fact("Made", $"{clock.Full(options.MadeAt)} by {options.MadeBy}")
            .Fact("Conversations", transcripts.Count.ToString("#,0", CultureInfo.InvariantCulture)).Fact("Time zone", clock.ZoneName).Markup("</dl>\n</footer>\n");
        HtmlPage.WriteEnd(html);
    }

    private static void WriteText(TextWriter output, IReadOnlyList<Transcript> transcripts, TranscriptOptions options, Clock clock)
    {
        var isMarkdown = options.Format == TranscriptFormat.Markdown;
        var title = options.Title ?? "Conversations";
        output.WriteLine(isMarkdown ? $"# {MarkdownTranscriptWriter.Escape(title)}" : VisibleText.OneLine(title));
        output.WriteLine();
        foreach (var transcript in transcripts)
        {
            var summary = transcript.Summary;
            var name = Path.GetFileName(transcript.Path);
            var span = summary.First is { } first && summary.Last is { } last ? $"{clock.Full(first)} to {clock.Full(last)}, " : "";
            output.WriteLine($"- {(isMarkdown ? $"[{summary.ConversationId}]({Uri.EscapeDataString(name)})" : name)}: {span}{TimelinePicture.Count(summary.Messages, "message")} {Notes(transcript)}".TrimEnd());
        }
        output.WriteLine();
        output.WriteLine($"Made {clock.Full(options.MadeAt)} by {options.MadeBy}. Time zone: {clock.ZoneName}.");
    }

    private static string Notes(Transcript transcript) => string.Join(" ", new[]
    {
        transcript.Outcome?.Failure is null ? null : "Incomplete.",
        transcript.OutOfOrder == 0 ? null : "Not in order of time.",
    }.Where(note => note is not null));
}
