using System.Text;

namespace Interactions.Reports.Transcripts;

/// <summary>A transcript as Markdown. What was written is quoted, and its own marks are escaped, so that it shows as it was sent.</summary>
internal sealed class MarkdownTranscriptWriter(TranscriptOptions options) : TranscriptWriter
{
    private const string Special = "\\`*_{}[]<>|~&$";
    private const string SpecialAtStart = "#+-=";
    private readonly Clock _clock = new(options.TimeZone);

    public override void WriteHead(TranscriptSummary summary, ReadingOutcome outcome)
    {
        Output.WriteLine($"# {Escape(options.Title ?? $"Conversation {summary.ConversationId}")}");
        Output.WriteLine();
        foreach (var doubt in TranscriptWords.Doubts(summary, outcome))
        {
            Output.WriteLine($"**{Escape(doubt)}**");
            Output.WriteLine();
        }
        WriteFacts(TranscriptWords.Head(summary, _clock));
        foreach (var entry in summary.Participants)
        {
            var channel = string.IsNullOrEmpty(entry.Key.Channel) ? "" : $" over {Escape(entry.Key.Channel!)}";
            Output.WriteLine($"- {Escape(entry.Key.Word)}{channel}: {Pages.TimelinePicture.Count(entry.Value, "message")}");
        }
    }

    public override void WriteDay(DateTime day)
    {
        Output.WriteLine();
        Output.WriteLine($"## {Clock.Day(day)}");
    }

    public override void WriteSilence(TimeSpan silence)
    {
        Output.WriteLine();
        Output.WriteLine($"*{Escape(Clock.Duration(silence))} of silence*");
    }

    public override void WriteOutOfOrder()
    {
        Output.WriteLine();
        Output.WriteLine("**The entries below are earlier than those above**");
    }

    public override void WriteMessage(Entry entry) => WriteEntry(entry);

    public override void WriteEvent(Entry entry) => WriteEntry(entry);

    public override void WriteFoot(TranscriptSummary summary, ReadingOutcome outcome)
    {
        Output.WriteLine();
        Output.WriteLine("## About this transcript");
        Output.WriteLine();
        WriteFacts(TranscriptWords.Foot(summary, outcome, options, _clock));
    }

    private void WriteEntry(Entry entry)
    {
        var activity = entry.Activity;
        var time = activity.Timestamp is { } known ? _clock.TimeOfDay(known) : "no time";
        var channel = TranscriptWords.Channel(activity.Sender) is { } name ? $" over {Escape(name)}" : "";
        var to = activity.Recipient is null ? "" : $" to {Escape(Roles.Word(activity.Recipient))}";
        var kind = entry.Kind is { } named ? $", {Escape(named)}" : "";
        var tags = string.Concat(TranscriptWords.Tags(activity).Select(tag => $", *{Escape(tag)}*"));
        Output.WriteLine();
        Output.WriteLine($"**{Escape(Roles.Word(activity.Sender))}**{channel}{to}, {time}{kind}{tags}");
        if (entry.Parts.Count == 0) return;
        Output.WriteLine();
        WriteParts(entry.Parts, "> ");
    }

    private void WriteParts(IReadOnlyList<Part> parts, string quote)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) Output.WriteLine(quote.TrimEnd());
            switch (parts[i])
            {
                case TextPart text: WriteLines(text.Text, quote); break;
                case TitlePart title: Output.WriteLine($"{quote}**{Escape(title.Text)}**"); break;
                case AddressPart address: Output.WriteLine(quote + Joined(address.Kind.Length == 0 ? "" : $"{Escape(address.Kind)}:", Escape(address.Label), Address(address.Address))); break;
                case FactPart fact: Output.WriteLine($"{quote}{Escape(fact.Name)}: {Escape(fact.Value)}"); break;
                case ButtonPart button:
                    Output.WriteLine(quote + Joined(button.Title.Length == 0 ? "" : $"**{Escape(button.Title)}**", Escape($"({button.Kind})"), Address(button.Address), Escape(button.Payload)));
                    break;
                case JsonPart json:
                    Output.WriteLine($"{quote}{Escape(json.Label)}:");
                    Output.WriteLine(quote.TrimEnd());
                    // Set in by four, so it is code, and no line of it can end that.
                    foreach (var line in VisibleText.Lines(json.Json)) Output.WriteLine($"{quote}    {line}");
                    break;
                case GroupPart group:
                    Output.WriteLine($"{quote}*{Escape(group.Kind)}*");
                    Output.WriteLine(quote.TrimEnd());
                    WriteParts(group.Parts, quote + "> ");
                    break;
            }
        }
    }

    /// <summary>Writes lines that stay lines. A backslash at the end of a line is a line break.</summary>
    private void WriteLines(string text, string quote)
    {
        var lines = VisibleText.Lines(text).Select(Escape).ToArray();
        for (var i = 0; i < lines.Length; i++) Output.WriteLine(quote + lines[i] + (i < lines.Length - 1 && lines[i].Length > 0 && lines[i + 1].Length > 0 ? "\\" : ""));
    }

    private void WriteFacts(IEnumerable<(string Name, string Value)> facts)
    {
        foreach (var (name, value) in facts) Output.WriteLine($"- {Escape(name)}: {Escape(value)}");
    }

    /// <summary>An address that may be a link is one; any other is mere text.</summary>
    private static string? Address(string? address) =>
        SafeAddress.Link(address) is { } link && link.IndexOfAny(['<', '>', '\\']) < 0 ? $"<{link}>" : Escape(address);

    /// <summary>Text in one line that no reader of Markdown takes for anything else.</summary>
    public static string Escape(string? text)
    {
        var line = VisibleText.OneLine(text);
        var escaped = new StringBuilder(line.Length + 16);
        // Spaces at the start of a line could make it code.
        var start = line.Length - line.TrimStart().Length;
        for (var i = 0; i < start; i++) escaped.Append("&#160;");
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            var endsNumber = c is '.' or ')' && i > start && line.Skip(start).Take(i - start).All(char.IsDigit);
            if (Special.Contains(c) || (i == start && SpecialAtStart.Contains(c)) || endsNumber) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static string Joined(params string?[] parts) => string.Join(" ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
