namespace Interactions;

/// <summary>A file (<c>attachment</c>).</summary>
public sealed class AttachmentMessage : Message
{
    private static readonly PropertyTable<AttachmentMessage> Json = Known<AttachmentMessage>(static () => new())
        .Add("url", static (message, ref json) => message.Url = json.Text())
        .Add("label", static (message, ref json) => message.Label = json.Text())
        .Add("mimeType", static (message, ref json) => message.MimeType = json.Text())
        .Add("size", static (message, ref json) => message.Size = json.Whole());

    internal AttachmentMessage() { }

    internal static new AttachmentMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The address of the file.</summary>
    public string? Url { get; internal set; }

    /// <summary>The name of the file.</summary>
    public string? Label { get; internal set; }

    /// <summary>Its MIME type, or only an extension such as <c>pdf</c>.</summary>
    public string? MimeType { get; internal set; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; internal set; }

    private protected override string? Summary => Labelled(" ", Label, Url);
}
