namespace Interactions;

/// <summary>A card of a picture or video with words (<c>card</c>).</summary>
public sealed class CardMessage : Message
{
    private static readonly PropertyTable<CardMessage> Json = Known<CardMessage>(static () => new())
        .Add("urlType", static (message, ref json) => message.UrlType = json.Text())
        .Add("url", static (message, ref json) => message.Url = json.Text() ?? message.Url)
        // The documentation's samples say imageUrl where its table says url.
        .Add("imageUrl", static (message, ref json) => message.Url ??= json.Text())
        .Add("fallbackImageUrl", static (message, ref json) => message.FallbackImageUrl = json.Text())
        .Add("title", static (message, ref json) => message.Title = json.Text())
        .Add("subtitle", static (message, ref json) => message.Subtitle = json.Text())
        .Add("content", static (message, ref json) => message.Content = json.Text());

    internal static new CardMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>What <see cref="Url"/> is: <c>image</c>, <c>youtube</c>, <c>vimeo</c>, <c>video</c> or <c>audio</c>.</summary>
    public string? UrlType { get; set; }

    /// <summary>Where the picture or video is.</summary>
    public string? Url { get; set; }

    /// <summary>A picture for where a video cannot be played.</summary>
    public string? FallbackImageUrl { get; set; }

    /// <summary>The heading.</summary>
    public string? Title { get; set; }

    /// <summary>What stands below the heading.</summary>
    public string? Subtitle { get; set; }

    /// <summary>The words of the card.</summary>
    public string? Content { get; set; }

    private protected override string? Summary => Labelled(", ", Title, Subtitle, Content);
}
