namespace Interactions;

/// <summary>Items side by side (<c>carousel</c>).</summary>
public sealed class CarouselMessage : Message
{
    private static readonly PropertyTable<CarouselMessage> Json = Known<CarouselMessage>(static () => new())
        .Add("items", static (message, ref json) => message.Items = json.List(ListItem.Read));

    internal CarouselMessage() { }

    internal static new CarouselMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The items.</summary>
    public IReadOnlyList<ListItem>? Items { get; internal set; }

    private protected override string? Summary => Labelled(" ", Titles(Items?.Select(item => item?.Title)));
}
