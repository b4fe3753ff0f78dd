using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>A named value (contract §6, "property").</summary>
public sealed class MessageProperty
{
    /// <summary>The name.</summary>
    public string? Key { get; set; }

    /// <summary>The value.</summary>
    public string? Value { get; set; }

    /// <summary>What the value is, such as <c>phone;work</c> or <c>email</c>.</summary>
    public string? Type { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    [JsonExtensionData]
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>Name and value, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine($"{Key}={Value}");
}
