namespace Interactions;

/// <summary>A structured command (<c>command</c>).</summary>
public sealed class CommandMessage : Message
{
    private static readonly PropertyTable<CommandMessage> Json = Known<CommandMessage>(static () => new())
        .Add("title", static (message, ref json) => message.Title = json.Text())
        .Add("subtitle", static (message, ref json) => message.Subtitle = json.Text())
        .Add("properties", static (message, ref json) => message.Properties = json.List(MessageProperty.Read));

    internal CommandMessage() { }

    internal static new CommandMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The command.</summary>
    public string? Title { get; internal set; }

    /// <summary>A second line that specifies the command.</summary>
    public string? Subtitle { get; internal set; }

    /// <summary>The command's arguments.</summary>
    public IReadOnlyList<MessageProperty>? Properties { get; internal set; }

    private protected override string? Summary => Labelled(", ",
        [Title, Subtitle, .. Properties?.Select(property => $"{property?.Key}={property?.Value}") ?? []]);
}
