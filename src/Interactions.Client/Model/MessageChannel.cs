using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>Hints for one channel (contract §6, "channel").</summary>
public sealed class MessageChannel
{
    /// <summary>The channel, as the engine spells it here (<c>Webchat</c> where a source says <c>WebChat</c>).</summary>
    [JsonConverter(typeof(SharedStringConverter))]
    public string? Type { get; set; }

    /// <summary>The hints, such as <c>caption-show</c>.</summary>
    public IReadOnlyList<MessageProperty>? Metadata { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    [JsonExtensionData]
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>The channel, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Type);
}
