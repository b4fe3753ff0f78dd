namespace Interactions;

/// <summary>The content of a message: one of the 13 message types, or <see cref="UnknownMessage"/> (contract §6).</summary>
public abstract class Message : IKeepsMore
{
    /// <summary>What every message has.</summary>
    private protected static PropertyTable<T> Known<T>(Func<T> create)
        where T : Message => new PropertyTable<T>(create)
        .Add("type", static (message, ref json) => message.Type = json.SharedText())
        .Add("channels", static (message, ref json) => message.Channels = json.List(MessageChannel.Read));

    /// <summary>Reads a message by its <c>type</c>, wherever in the object that stands and however it is cased (contract §4.2, §4.3).</summary>
    internal static Message? Read(ref ValueReader json) => json.Peek("type"u8)?.ToLowerInvariant() switch
    {
        "text" => TextMessage.Read(ref json),
        "youtube" or "vimeo" or "video" or "audio" => MediaMessage.Read(ref json),
        "image" => ImageMessage.Read(ref json),
        "attachment" => AttachmentMessage.Read(ref json),
        "location" => LocationMessage.Read(ref json),
        "contact" => ContactMessage.Read(ref json),
        "card" => CardMessage.Read(ref json),
        "carousel" => CarouselMessage.Read(ref json),
        "list" => ListMessage.Read(ref json),
        "command" => CommandMessage.Read(ref json),
        _ => UnknownMessage.Read(ref json),
    };

    /// <summary>The message type as the engine spelled it, such as <c>text</c> or <c>carousel</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Hints for single channels.</summary>
    public IReadOnlyList<MessageChannel>? Channels { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
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
