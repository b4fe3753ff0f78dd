namespace Interactions;

/// <summary>A button or a link (contract §6, "action").</summary>
public sealed class MessageAction : IKeepsMore
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

    internal static MessageAction? Read(ref ValueReader json) => json.Object(Json);

    /// <summary><c>link</c>, <c>postback</c>, <c>reply</c>, or what a newer engine says.</summary>
    public string? Type { get; set; }

    /// <summary>What is written on it.</summary>
    public string? Title { get; set; }

    /// <summary>Where a <c>link</c> leads.</summary>
    public string? Url { get; set; }

    /// <summary>What a <c>postback</c> or <c>reply</c> sends back.</summary>
    public string? Payload { get; set; }

    /// <summary>An icon to show on it.</summary>
    public string? UrlIcon { get; set; }

    /// <summary>A picture to show on it.</summary>
    public string? UrlImage { get; set; }

    /// <summary>Whether it is the one taken where none is chosen.</summary>
    public bool? IsDefault { get; set; }

    /// <summary>Hints for single channels.</summary>
    public IReadOnlyList<MessageChannel>? Channels { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>What is written on it, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Title ?? $"[{Type}]");
}
