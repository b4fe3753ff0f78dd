namespace Interactions;

/// <summary>An item of a carousel or a list (contract §6, "listItem"). Unlike a message it has no type.</summary>
public sealed class ListItem : EngineObject
{
    private static readonly PropertyTable<ListItem> Json = new PropertyTable<ListItem>(static () => new())
        .Add("title", static (item, ref json) => item.Title = json.Text())
        .Add("subtitle", static (item, ref json) => item.Subtitle = json.Text())
        .Add("content", static (item, ref json) => item.Content = json.Text())
        .Add("urlType", static (item, ref json) => item.UrlType = json.Text())
        .Add("url", static (item, ref json) => item.Url = json.Text() ?? item.Url)
        // Older engines send mediaUrl (contract §6).
        .Add("mediaUrl", static (item, ref json) => item.Url ??= json.Text())
        .Add("fallbackImageUrl", static (item, ref json) => item.FallbackImageUrl = json.Text())
        .Add("actions", static (item, ref json) => item.Actions = json.List(MessageAction.Read));

    internal ListItem() { }

    internal static ListItem? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The heading.</summary>
    public string? Title { get; internal set; }

    /// <summary>A second line below the heading.</summary>
    public string? Subtitle { get; internal set; }

    /// <summary>The text of the item.</summary>
    public string? Content { get; internal set; }

    /// <summary>What <see cref="Url"/> leads to: <c>image</c>, <c>youtube</c>, <c>vimeo</c>, <c>video</c> or <c>audio</c>.</summary>
    public string? UrlType { get; internal set; }

    /// <summary>The address of the picture or video.</summary>
    public string? Url { get; internal set; }

    /// <summary>The address of a picture to show where a video cannot be played.</summary>
    public string? FallbackImageUrl { get; internal set; }

    /// <summary>Buttons and links of this item.</summary>
    public IReadOnlyList<MessageAction>? Actions { get; internal set; }

    /// <summary>The heading, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Title);
}
