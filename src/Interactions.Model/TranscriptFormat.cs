namespace Interactions;

/// <summary>What a transcript is written as.</summary>
public enum TranscriptFormat
{
    /// <summary>One HTML page that loads nothing (<c>.html</c>).</summary>
    Html,

    /// <summary>Markdown as CommonMark defines it (<c>.md</c>).</summary>
    Markdown,

    /// <summary>Plain text (<c>.txt</c>).</summary>
    Text,
}
