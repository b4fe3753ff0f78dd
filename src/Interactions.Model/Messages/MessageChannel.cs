namespace Interactions;

/// <summary>Display hints for one channel (contract §6, "channel").</summary>
public sealed class MessageChannel : EngineObject
{
    private static readonly PropertyTable<MessageChannel> Json = new PropertyTable<MessageChannel>(static () => new())
        .Add("type", static (channel, ref json) => channel.Type = json.SharedText())
        .Add("metadata", static (channel, ref json) => channel.Metadata = json.List(MessageProperty.Read));

    internal MessageChannel() { }

    internal static MessageChannel? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The channel, as the engine spells it here (<c>Webchat</c> where a source says <c>WebChat</c>).</summary>
    public string? Type { get; internal set; }

    /// <summary>The hints, such as <c>caption-show</c>.</summary>
    public IReadOnlyList<MessageProperty>? Metadata { get; internal set; }

    /// <summary>The channel, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine(Type);
}
