using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>The content of a message: one of the 13 message types, or <see cref="UnknownMessage"/> (contract §6).</summary>
[JsonConverter(typeof(MessageConverter))]
public abstract class Message
{
    /// <summary>The message type as the engine spelled it, such as <c>text</c> or <c>carousel</c>.</summary>
    [JsonConverter(typeof(SharedStringConverter))]
    public string? Type { get; set; }

    /// <summary>Hints for single channels.</summary>
    public IReadOnlyList<MessageChannel>? Channels { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    [JsonExtensionData]
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>What the message is about, as it was sent.</summary>
    private protected abstract string? Summary { get; }

    /// <summary>The message in one line that is safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Summary);

    /// <summary>A type in brackets and what is known of the content: <c>[image] Dented box https://…</c></summary>
    private protected string Labelled(string separator, params string?[] parts)
    {
        var known = string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));
        return known.Length == 0 ? $"[{Type}]" : $"[{Type}] {known}";
    }

    private protected static string? Titles(IEnumerable<string?>? titles) =>
        titles is null ? null : string.Join(" | ", titles.Where(title => !string.IsNullOrEmpty(title)));
}
