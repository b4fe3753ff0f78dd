namespace Interactions.Client;

/// <summary>A structured command (<c>command</c>).</summary>
public sealed class CommandMessage : Message
{
    /// <summary>What to do.</summary>
    public string? Title { get; set; }

    /// <summary>What the title leaves open.</summary>
    public string? Subtitle { get; set; }

    /// <summary>The command's arguments.</summary>
    public IReadOnlyList<MessageProperty>? Properties { get; set; }

    private protected override string? Summary => Labelled(", ",
        [Title, Subtitle, .. Properties?.Select(property => $"{property?.Key}={property?.Value}") ?? []]);
}
