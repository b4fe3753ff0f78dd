namespace Interactions;

/// <summary>A picture or video with text (<c>card</c>).</summary>
public sealed class CardMessage : Message
{
    private static readonly PropertyTable<CardMessage> Json = Known<CardMessage>(static () => new())
        .Add("urlType", static (message, ref json) => message.UrlType = json.Text())
        .Add("url", static (message, ref json) => message.Url = json.Text() ?? message.Url)
        // The engine's documentation says url in its table and imageUrl in its samples.
        .Add("imageUrl", static (message, ref json) => message.Url ??= json.Text())
        .Add("fallbackImageUrl", static (message, ref json) => message.FallbackImageUrl = json.Text())
        .Add("title", static (message, ref json) => message.Title = json.Text())
        .Add("subtitle", static (message, ref json) => message.Subtitle = json.Text())
        .Add("content", static (message, ref json) => message.Content = json.Text());

    internal CardMessage() { }

    internal static new CardMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>What <see cref="Url"/> leads to: <c>image</c>, <c>youtube</c>, <c>vimeo</c>, <c>video</c> or <c>audio</c>.</summary>
    public string? UrlType { get; internal set; }

    /// <summary>The address of the picture or video.</summary>
    public string? Url { get; internal set; }

    /// <summary>The address of a picture to show where a video cannot be played.</summary>
    public string? FallbackImageUrl { get; internal set; }

    /// <summary>The heading.</summary>
    public string? Title { get; internal set; }

    /// <summary>A second line below the heading.</summary>
    public string? Subtitle { get; internal set; }

    /// <summary>The text of the card.</summary>
    public string? Content { get; internal set; }

    private protected override string? Summary => Labelled(", ", Title, Subtitle, Content);
}
