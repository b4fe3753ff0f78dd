namespace Interactions;

/// <summary>The sender or recipient of an activity (contract §5, "source").</summary>
public sealed class Source : IKeepsMore
{
    private static readonly PropertyTable<Source> Json = new PropertyTable<Source>(static () => new())
        .Add("integrationId", static (source, ref json) => source.IntegrationId = json.SharedText())
        .Add("integrationType", static (source, ref json) => source.IntegrationType = json.Name(NamedValues.IntegrationTypes))
        .Add("channelType", static (source, ref json) => source.ChannelType = json.Name(NamedValues.ChannelTypes))
        .Add("tokenId", static (source, ref json) => source.TokenId = json.SharedText())
        .Add("channelData", static (source, ref json) => source.ChannelData = json.Text());

    internal static Source? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The integration, mostly a GUID.</summary>
    public string? IntegrationId { get; set; }

    /// <summary><c>Customer</c>, <c>Agent</c>, <c>Bot</c>, <c>System</c>, <c>Hubster</c>, <c>None</c>, or what a newer engine says.</summary>
    public string? IntegrationType { get; set; }

    /// <summary><c>WebChat</c>, <c>Slack</c>, <c>TwilioSMS</c> and so on, or what a newer engine says.</summary>
    public string? ChannelType { get; set; }

    /// <summary>Reserved by the engine: opaque.</summary>
    public string? TokenId { get; set; }

    /// <summary>What the channel added, as it was sent.</summary>
    public string? ChannelData { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>The integration and channel type, such as <c>Customer (WebChat)</c>.</summary>
    public override string ToString() =>
        TerminalText.OneLine(ChannelType is null ? IntegrationType : $"{IntegrationType} ({ChannelType})");
}
