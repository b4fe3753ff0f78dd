namespace Interactions.Client;

/// <summary>A file (<c>attachment</c>).</summary>
public sealed class AttachmentMessage : Message
{
    /// <summary>Where the file is.</summary>
    public string? Url { get; set; }

    /// <summary>What the file is called.</summary>
    public string? Label { get; set; }

    /// <summary>Its MIME type, or a mere extension such as <c>pdf</c>.</summary>
    public string? MimeType { get; set; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; set; }

    private protected override string? Summary => Labelled(" ", Label, Url);
}
