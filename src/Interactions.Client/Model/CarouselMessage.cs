namespace Interactions.Client;

/// <summary>Items side by side (<c>carousel</c>).</summary>
public sealed class CarouselMessage : Message
{
    /// <summary>The items.</summary>
    public IReadOnlyList<ListItem>? Items { get; set; }

    private protected override string? Summary => Labelled(" ", Titles(Items?.Select(item => item?.Title)));
}
