namespace Interactions.Client;

/// <summary>A picture (<c>image</c>).</summary>
public sealed class ImageMessage : Message
{
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
