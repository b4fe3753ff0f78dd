namespace Interactions.Reports.Transcripts;

/// <summary>How transcripts are written.</summary>
public sealed class TranscriptOptions : PageOptions
{
    /// <summary>HTML, Markdown or text.</summary>
    public TranscriptFormat Format { get; set; }

    /// <summary>Gives the properties of an object that a payload holds and that is no dictionary, such as PowerShell's custom object;
    /// <see langword="null"/> for anything else.</summary>
    public Func<object, IEnumerable<KeyValuePair<string, object?>>?>? PropertiesOf { get; set; }

    /// <summary>How long nothing must have been said before a transcript says so.</summary>
    internal static TimeSpan LongSilence { get; } = TimeSpan.FromHours(1);
}
