namespace Interactions;

/// <summary>A picture (<c>image</c>).</summary>
public sealed class ImageMessage : Message
{
    private static readonly PropertyTable<ImageMessage> Json = Known<ImageMessage>(static () => new())
        .Add("url", static (message, ref json) => message.Url = json.Text())
        .Add("urlAnchor", static (message, ref json) => message.UrlAnchor = json.Text())
        .Add("alt", static (message, ref json) => message.Alt = json.Text())
        .Add("title", static (message, ref json) => message.Title = json.Text())
        .Add("titleColor", static (message, ref json) => message.TitleColor = json.Text());

    internal ImageMessage() { }

    internal static new ImageMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The address of the picture.</summary>
    public string? Url { get; internal set; }

    /// <summary>The address that a click on the picture opens.</summary>
    public string? UrlAnchor { get; internal set; }

    /// <summary>The alternative text for readers who cannot see the picture.</summary>
    public string? Alt { get; internal set; }

    /// <summary>The title shown with the picture.</summary>
    public string? Title { get; internal set; }

    /// <summary>The colour of the title.</summary>
    public string? TitleColor { get; internal set; }

    private protected override string? Summary => Labelled(" ", Title ?? Alt, Url);
}
