namespace Interactions;

/// <summary>A button or a link (contract §6, "action").</summary>
public sealed class MessageAction : EngineObject
{
    private static readonly PropertyTable<MessageAction> Json = new PropertyTable<MessageAction>(static () => new())
        .Add("type", static (action, ref json) => action.Type = json.SharedText())
        .Add("title", static (action, ref json) => action.Title = json.Text())
        .Add("url", static (action, ref json) => action.Url = json.Text())
        .Add("payload", static (action, ref json) => action.Payload = json.Text())
        .Add("urlIcon", static (action, ref json) => action.UrlIcon = json.Text())
        .Add("urlImage", static (action, ref json) => action.UrlImage = json.Text())
        .Add("isDefault", static (action, ref json) => action.IsDefault = json.Flag())
        .Add("channels", static (action, ref json) => action.Channels = json.List(MessageChannel.Read));

    internal MessageAction() { }

    internal static MessageAction? Read(ref ValueReader json) => json.Object(Json);

    /// <summary><c>link</c>, <c>postback</c>, <c>reply</c>, or what a newer engine says.</summary>
    public string? Type { get; internal set; }

    /// <summary>The label.</summary>
    public string? Title { get; internal set; }

    /// <summary>The address that a <c>link</c> opens.</summary>
    public string? Url { get; internal set; }

    /// <summary>The text that a <c>postback</c> or <c>reply</c> sends back.</summary>
    public string? Payload { get; internal set; }

    /// <summary>The address of an icon to show on it.</summary>
    public string? UrlIcon { get; internal set; }

    /// <summary>The address of a picture to show on it.</summary>
    public string? UrlImage { get; internal set; }

    /// <summary>Whether this is the default where the reader chooses none.</summary>
    public bool? IsDefault { get; internal set; }

    /// <summary>Display hints, each for one channel.</summary>
    public IReadOnlyList<MessageChannel>? Channels { get; internal set; }

    /// <summary>The label, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Title ?? $"[{Type}]");
}
