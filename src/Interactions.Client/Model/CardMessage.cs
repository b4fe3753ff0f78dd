using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>A card of a picture or video with words (<c>card</c>).</summary>
public sealed class CardMessage : Message
{
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

    // The documentation's samples say imageUrl where its table says url.
    [JsonInclude, JsonPropertyName("imageUrl")]
    internal string? ImageUrl { get => null; set => Url ??= value; }

    private protected override string? Summary => Labelled(", ", Title, Subtitle, Content);
}
