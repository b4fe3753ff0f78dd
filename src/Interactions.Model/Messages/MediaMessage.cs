namespace Interactions;

/// <summary>Something to play (<c>youtube</c>, <c>vimeo</c>, <c>video</c>, <c>audio</c>).</summary>
public sealed class MediaMessage : Message
{
    private static readonly PropertyTable<MediaMessage> Json = Known<MediaMessage>(static () => new())
        .Add("url", static (message, ref json) => message.Url = json.Text())
        .Add("label", static (message, ref json) => message.Label = json.Text())
        .Add("mimeType", static (message, ref json) => message.MimeType = json.Text())
        .Add("size", static (message, ref json) => message.Size = json.Whole())
        .Add("fallbackImageUrl", static (message, ref json) => message.FallbackImageUrl = json.Text())
        .Add("length", static (message, ref json) => message.Length = json.Whole());

    internal static new MediaMessage? Read(ref ValueReader json) => json.Object(Json);

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
