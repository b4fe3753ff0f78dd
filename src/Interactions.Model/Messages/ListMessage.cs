namespace Interactions;

/// <summary>Items one below the other (<c>list</c>).</summary>
public sealed class ListMessage : Message
{
    private static readonly PropertyTable<ListMessage> Json = Known<ListMessage>(static () => new())
        .Add("items", static (message, ref json) => message.Items = json.List(ListItem.Read))
        .Add("actions", static (message, ref json) => message.Actions = json.List(MessageAction.Read));

    internal ListMessage() { }

    internal static new ListMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The items.</summary>
    public IReadOnlyList<ListItem>? Items { get; internal set; }

    /// <summary>Buttons and links of the whole list.</summary>
    public IReadOnlyList<MessageAction>? Actions { get; internal set; }

    private protected override string? Summary => Labelled(" ", Titles(Items?.Select(item => item?.Title)));
}
