using System.Globalization;

namespace Interactions.Reports.Transcripts;

/// <summary>A transcript as plain text. What was written is set in, so that no message can pass for the line of another.</summary>
internal sealed class TextTranscriptWriter(TranscriptOptions options) : TranscriptWriter
{
    private const string Indent = "    ";
    private readonly Clock _clock = new(options.TimeZone);

    public override void WriteHead(TranscriptSummary summary, ReadingOutcome outcome)
    {
        var title = VisibleText.OneLine(options.Title ?? $"Conversation {summary.ConversationId}");
        Output.WriteLine(title);
        Output.WriteLine(new string('=', Math.Min(title.Length, 79)));
        Output.WriteLine();
        WriteFacts(TranscriptWords.Head(summary, _clock));
        foreach (var entry in summary.Participants)
            Output.WriteLine(Line(entry.Key.Word, string.Join(", ", new[] { entry.Key.Channel, TimelinePicture(entry.Value) }.Where(text => !string.IsNullOrEmpty(text)))));
        foreach (var doubt in TranscriptWords.Doubts(summary, outcome))
        {
            Output.WriteLine();
            Output.WriteLine("! " + VisibleText.OneLine(doubt));
        }
    }

    public override void WriteDay(DateTime day)
    {
        Output.WriteLine();
        Output.WriteLine($"---- {Clock.Day(day)} ----");
    }

    public override void WriteSilence(TimeSpan silence)
    {
        Output.WriteLine();
        Output.WriteLine($"({Clock.Duration(silence)} of silence)");
    }

    public override void WriteOutOfOrder()
    {
        Output.WriteLine();
        Output.WriteLine("! The entries below are earlier than those above.");
    }

    public override void WriteMessage(Entry entry)
    {
        Output.WriteLine();
        WriteByline(entry);
        WriteParts(entry.Parts, Indent);
    }

    public override void WriteEvent(Entry entry)
    {
        Output.WriteLine();
        WriteByline(entry);
        WriteParts(entry.Parts, Indent);
    }

    public override void WriteFoot(TranscriptSummary summary, ReadingOutcome outcome)
    {
        Output.WriteLine();
        Output.WriteLine("---- About this transcript ----");
        Output.WriteLine();
        WriteFacts(TranscriptWords.Foot(summary, outcome, options, _clock));
    }

    private void WriteByline(Entry entry)
    {
        var activity = entry.Activity;
        var time = activity.Timestamp is { } known ? _clock.TimeOfDay(known) : "no time ";
        var from = TranscriptWords.Channel(activity.Sender) is { } channel ? $"{Roles.Word(activity.Sender)} ({channel})" : Roles.Word(activity.Sender);
        var to = activity.Recipient is null ? "" : $" to {Roles.Word(activity.Recipient)}";
        var kind = entry.Kind is { } named ? $" [{named}]" : "";
        var tags = string.Concat(TranscriptWords.Tags(activity).Select(tag => $" [{tag}]"));
        Output.WriteLine(VisibleText.OneLine($"{time}  {from}{to}{kind}{tags}"));
    }

    private void WriteParts(IEnumerable<Part> parts, string indent)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart text: WriteLines(text.Text, indent); break;
                case TitlePart title: WriteLines(title.Text, indent); break;
                case AddressPart address: WriteLines(Joined(address.Kind.Length == 0 ? "" : $"{address.Kind}:", address.Label, address.Address), indent); break;
                case FactPart fact: WriteLines($"{fact.Name}: {fact.Value}", indent); break;
                case ButtonPart button: WriteLines(Joined($"[{button.Title}]", button.Kind, button.Address, button.Payload), indent); break;
                case JsonPart json:
                    WriteLines($"{json.Label}:", indent);
                    WriteLines(json.Json, indent + Indent);
                    break;
                case GroupPart group:
                    WriteLines(group.Kind, indent);
                    WriteParts(group.Parts, indent + Indent);
                    break;
            }
        }
    }

    private void WriteLines(string text, string indent)
    {
        foreach (var line in VisibleText.Lines(text)) Output.WriteLine(indent + line);
    }

    private void WriteFacts(IEnumerable<(string Name, string Value)> facts)
    {
        foreach (var (name, value) in facts) Output.WriteLine(Line(name, value));
    }

    private static string Line(string name, string value) => string.Format(CultureInfo.InvariantCulture, "{0}: {1}", VisibleText.OneLine(name), VisibleText.OneLine(value));

    private static string Joined(params string?[] parts) => string.Join(" ", parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string TimelinePicture(int count) => Pages.TimelinePicture.Count(count, "message");
}
