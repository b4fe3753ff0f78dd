namespace Interactions.Client;

/// <summary>Something to play (<c>youtube</c>, <c>vimeo</c>, <c>video</c>, <c>audio</c>).</summary>
public sealed class MediaMessage : Message
{
    /// <summary>Where it is.</summary>
    public string? Url { get; set; }

    /// <summary>What it is called.</summary>
    public string? Label { get; set; }

    /// <summary>Its MIME type.</summary>
    public string? MimeType { get; set; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; set; }

    /// <summary>A picture for where it cannot be played.</summary>
    public string? FallbackImageUrl { get; set; }

    /// <summary>How long it is; the contract states no unit.</summary>
    public long? Length { get; set; }

    private protected override string? Summary => Labelled(" ", Label, Url);
}
