using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>The content of an event (contract §7).</summary>
public sealed class ActivityEvent
{
    /// <summary><c>seen</c>, <c>typing_on</c>, <c>typing_off</c>, <c>payload</c>, or what a newer engine says.</summary>
    [JsonConverter(typeof(SharedStringConverter))]
    public string? Type { get; set; }

    /// <summary>What kind of payload this is, in the sender's own words.</summary>
    [JsonConverter(typeof(SharedStringConverter))]
    public string? PayloadType { get; set; }

    /// <summary>The payload as ordinary objects: strings, numbers, booleans, arrays, and objects as <see cref="EngineOptions.ShapeObject"/> makes them.</summary>
    public object? Payload { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    [JsonExtensionData]
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    // Older engines: "senderAction": { "action": "typing_on" } (contract §9).
    [JsonInclude, JsonPropertyName("action"), JsonConverter(typeof(SharedStringConverter))]
    internal string? Action { get => null; set => Type ??= value; }

    /// <summary>The event in one line that is safe to show in a terminal.</summary>
    public override string ToString() =>
        TerminalText.OneLine(string.IsNullOrEmpty(PayloadType) ? $"[{Type ?? "event"}]" : $"[{Type ?? "event"}] {PayloadType}");
}
