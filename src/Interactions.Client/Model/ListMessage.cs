namespace Interactions.Client;

/// <summary>Items one below the other (<c>list</c>).</summary>
public sealed class ListMessage : Message
{
    /// <summary>The items.</summary>
    public IReadOnlyList<ListItem>? Items { get; set; }

    /// <summary>Buttons and links of the whole list.</summary>
    public IReadOnlyList<MessageAction>? Actions { get; set; }

    private protected override string? Summary => Labelled(" ", Titles(Items?.Select(item => item?.Title)));
}
