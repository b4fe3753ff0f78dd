namespace Interactions;

/// <summary>Hints for one channel (contract §6, "channel").</summary>
public sealed class MessageChannel : IKeepsMore
{
    private static readonly PropertyTable<MessageChannel> Json = new PropertyTable<MessageChannel>(static () => new())
        .Add("type", static (channel, ref json) => channel.Type = json.SharedText())
        .Add("metadata", static (channel, ref json) => channel.Metadata = json.List(MessageProperty.Read));

    internal static MessageChannel? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The channel, as the engine spells it here (<c>Webchat</c> where a source says <c>WebChat</c>).</summary>
    public string? Type { get; set; }

    /// <summary>The hints, such as <c>caption-show</c>.</summary>
    public IReadOnlyList<MessageProperty>? Metadata { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>The channel, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Type);
}
