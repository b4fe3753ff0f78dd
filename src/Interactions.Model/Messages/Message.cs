namespace Interactions;

/// <summary>The content of a message: one of the 13 message types, or <see cref="UnknownMessage"/> (contract §6).</summary>
public abstract class Message : EngineObject
{
    private protected Message() { }

    /// <summary>The properties that all message types have.</summary>
    private protected static PropertyTable<T> Known<T>(Func<T> create)
        where T : Message => new PropertyTable<T>(create)
        .Add("type", static (message, ref json) => message.Type = json.SharedText())
        .Add("channels", static (message, ref json) => message.Channels = json.List(MessageChannel.Read));

    /// <summary>Reads a message by its <c>type</c>, which may come last and in any letter case (contract §4.2, §4.3).</summary>
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
    public string? Type { get; internal set; }

    /// <summary>Display hints, each for one channel.</summary>
    public IReadOnlyList<MessageChannel>? Channels { get; internal set; }

    /// <summary>What the message is about. Not yet safe to show in a terminal.</summary>
    private protected abstract string? Summary { get; }

    /// <summary>The message in one line that is safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Summary);

    /// <summary>The type in brackets, then the parts that are not empty: <c>[image] Dented box https://…</c></summary>
    private protected string Labelled(string separator, params string?[] parts)
    {
        var known = string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));
        return known.Length == 0 ? $"[{Type}]" : $"[{Type}] {known}";
    }

    /// <summary>The titles that are not empty, in one line.</summary>
    private protected static string? Titles(IEnumerable<string?>? titles) =>
        titles is null ? null : string.Join(" | ", titles.Where(title => !string.IsNullOrEmpty(title)));
}
