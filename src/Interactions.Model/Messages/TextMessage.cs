namespace Interactions;

/// <summary>Text, with or without attached messages and buttons (<c>text</c>).</summary>
public sealed class TextMessage : Message
{
    private static readonly PropertyTable<TextMessage> Json = Known<TextMessage>(static () => new())
        .Add("text", static (message, ref json) => message.Text = json.Text())
        .Add("items", static (message, ref json) => message.Items = json.List(Message.Read))
        .Add("actions", static (message, ref json) => message.Actions = json.List(MessageAction.Read));

    internal TextMessage() { }

    internal static new TextMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The text as it was written.</summary>
    public string? Text { get; internal set; }

    /// <summary>Messages that come with the text.</summary>
    public IReadOnlyList<Message>? Items { get; internal set; }

    /// <summary>Buttons and links that come with the text.</summary>
    public IReadOnlyList<MessageAction>? Actions { get; internal set; }

    private protected override string? Summary
    {
        get
        {
            if (Items is null && Actions is null) return Text ?? "[text]";
            var parts = new List<string?> { Text };
            if (Items is not null) parts.AddRange(Items.Select(item => item?.ToString()));
            if (Titles(Actions?.Select(action => action?.Title)) is { Length: > 0 } titles) parts.Add($"[{titles}]");
            return string.Join(" ", parts.Where(part => !string.IsNullOrEmpty(part)));
        }
    }
}
