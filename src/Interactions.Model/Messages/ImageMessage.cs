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

    internal static new ImageMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>Where the picture is.</summary>
    public string? Url { get; set; }

    /// <summary>Where a click on the picture leads.</summary>
    public string? UrlAnchor { get; set; }

    /// <summary>The text for those who do not see the picture.</summary>
    public string? Alt { get; set; }

    /// <summary>The title shown with the picture.</summary>
    public string? Title { get; set; }

    /// <summary>The colour of the title.</summary>
    public string? TitleColor { get; set; }

    private protected override string? Summary => Labelled(" ", Title ?? Alt, Url);
}
