using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>An item of a carousel or a list. Unlike a message it has no type.</summary>
public sealed class ListItem
{
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
    [JsonExtensionData]
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    // The name before url.
    [JsonInclude, JsonPropertyName("mediaUrl")]
    internal string? MediaUrl { get => null; set => Url ??= value; }

    /// <summary>The heading, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Title);
}
