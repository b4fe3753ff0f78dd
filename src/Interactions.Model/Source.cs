namespace Interactions;

/// <summary>The sender or recipient of an activity (contract §5, "source").</summary>
/// <remarks>Activities with the same sender or recipient may share the object, because it cannot be changed.</remarks>
public sealed class Source : EngineObject
{
    private static readonly PropertyTable<Source> Json = new PropertyTable<Source>(static () => new())
        .Add("integrationId", static (source, ref json) => source.IntegrationId = json.SharedText())
        .Add("integrationType", static (source, ref json) => source.IntegrationType = json.Name(NamedValues.IntegrationTypes))
        .Add("channelType", static (source, ref json) => source.ChannelType = json.Name(NamedValues.ChannelTypes))
        .Add("tokenId", static (source, ref json) => source.TokenId = json.SharedText())
        .Add("channelData", static (source, ref json) => source.ChannelData = json.Text());

    internal Source() { }

    internal static Source? Read(ref ValueReader json)
    {
        if (json.Recent() is { } known) return known;
        var start = json.Here;
        return json.KeepRecent(start, json.Object(Json));
    }

    /// <summary>The id of the integration, usually a GUID.</summary>
    public string? IntegrationId { get; internal set; }

    /// <summary><c>Customer</c>, <c>Agent</c>, <c>Bot</c>, <c>System</c>, <c>Hubster</c>, <c>None</c>, or what a newer engine says.</summary>
    public string? IntegrationType { get; internal set; }

    /// <summary><c>WebChat</c>, <c>Slack</c>, <c>TwilioSMS</c> and so on, or what a newer engine says.</summary>
    public string? ChannelType { get; internal set; }

    /// <summary>Reserved by the engine; its content has no documented meaning.</summary>
    public string? TokenId { get; internal set; }

    /// <summary>Data that the channel added, as it was sent.</summary>
    public string? ChannelData { get; internal set; }

    /// <summary>The integration and channel type, such as <c>Customer (WebChat)</c>.</summary>
    public override string ToString() =>
        TerminalText.OneLine(ChannelType is null ? IntegrationType : $"{IntegrationType} ({ChannelType})");
}
