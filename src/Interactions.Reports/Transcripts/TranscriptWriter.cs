using System.IO;

namespace Interactions.Reports.Transcripts;

/// <summary>Writes a transcript in one format. The body comes first, because the head tells what was in it; the file has them in their order.</summary>
internal abstract class TranscriptWriter
{
    /// <summary>Where to write to: the body, and then the file.</summary>
    public TextWriter Output { get; set; } = TextWriter.Null;

    /// <summary>The rule between days.</summary>
    public abstract void WriteDay(DateTime day);

    /// <summary>Says that nothing happened for long.</summary>
    public abstract void WriteSilence(TimeSpan silence);

    /// <summary>Says that the activity that follows is earlier than the one before it.</summary>
    public abstract void WriteOutOfOrder();

    public abstract void WriteMessage(Entry entry);

    public abstract void WriteEvent(Entry entry);

    /// <summary>Ends what the body has open.</summary>
    public virtual void WriteEndOfBody()
    {
    }

    public abstract void WriteHead(TranscriptSummary summary, ReadingOutcome outcome);

    public abstract void WriteFoot(TranscriptSummary summary, ReadingOutcome outcome);

    public static TranscriptWriter Create(TranscriptOptions options) => options.Format switch
    {
        TranscriptFormat.Html => new HtmlTranscriptWriter(options),
        TranscriptFormat.Markdown => new MarkdownTranscriptWriter(options),
        _ => new TextTranscriptWriter(options),
    };
}
