namespace Interactions;

/// <summary>An item of a carousel or a list. Unlike a message it has no type.</summary>
public sealed class ListItem : IKeepsMore
{
    private static readonly PropertyTable<ListItem> Json = new PropertyTable<ListItem>(static () => new())
        .Add("title", static (item, ref json) => item.Title = json.Text())
        .Add("subtitle", static (item, ref json) => item.Subtitle = json.Text())
        .Add("content", static (item, ref json) => item.Content = json.Text())
        .Add("urlType", static (item, ref json) => item.UrlType = json.Text())
        .Add("url", static (item, ref json) => item.Url = json.Text() ?? item.Url)
        // The name before url.
        .Add("mediaUrl", static (item, ref json) => item.Url ??= json.Text())
        .Add("fallbackImageUrl", static (item, ref json) => item.FallbackImageUrl = json.Text())
        .Add("actions", static (item, ref json) => item.Actions = json.List(MessageAction.Read));

    internal static ListItem? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The heading.</summary>
    public string? Title { get; set; }

    /// <summary>What stands below the heading.</summary>
    public string? Subtitle { get; set; }

    /// <summary>The words of the item.</summary>
    public string? Content { get; set; }

    /// <summary>What <see cref="Url"/> is: <c>image</c>, <c>youtube</c>, <c>vimeo</c>, <c>video</c> or <c>audio</c>.</summary>
    public string? UrlType { get; set; }

    /// <summary>Where the picture or video is.</summary>
    public string? Url { get; set; }

    /// <summary>A picture for where a video cannot be played.</summary>
    public string? FallbackImageUrl { get; set; }

    /// <summary>Buttons and links of this item.</summary>
    public IReadOnlyList<MessageAction>? Actions { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>The heading, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Title);
}
