namespace Interactions;

/// <summary>Video or audio (<c>youtube</c>, <c>vimeo</c>, <c>video</c>, <c>audio</c>).</summary>
public sealed class MediaMessage : Message
{
    private static readonly PropertyTable<MediaMessage> Json = Known<MediaMessage>(static () => new())
        .Add("url", static (message, ref json) => message.Url = json.Text())
        .Add("label", static (message, ref json) => message.Label = json.Text())
        .Add("mimeType", static (message, ref json) => message.MimeType = json.Text())
        .Add("size", static (message, ref json) => message.Size = json.Whole())
        .Add("fallbackImageUrl", static (message, ref json) => message.FallbackImageUrl = json.Text())
        .Add("length", static (message, ref json) => message.Length = json.Whole());

    internal MediaMessage() { }

    internal static new MediaMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The address of the video or audio.</summary>
    public string? Url { get; internal set; }

    /// <summary>Its name.</summary>
    public string? Label { get; internal set; }

    /// <summary>Its MIME type.</summary>
    public string? MimeType { get; internal set; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; internal set; }

    /// <summary>The address of a picture to show where it cannot be played.</summary>
    public string? FallbackImageUrl { get; internal set; }

    /// <summary>Its length. The contract states no unit.</summary>
    public long? Length { get; internal set; }

    private protected override string? Summary => Labelled(" ", Label, Url);
}
