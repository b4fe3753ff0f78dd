namespace Interactions;

/// <summary>The content of an event (contract §7).</summary>
public sealed class ActivityEvent : IKeepsMore
{
    private static readonly PropertyTable<ActivityEvent> Json = new PropertyTable<ActivityEvent>(static () => new())
        .Add("type", static (happening, ref json) => happening.Type = json.SharedText() ?? happening.Type)
        .Add("payloadType", static (happening, ref json) => happening.PayloadType = json.SharedText())
        .Add("payload", static (happening, ref json) => happening.Payload = json.Plain())
        // Older engines: "senderAction": { "action": "typing_on" } (contract §9).
        .Add("action", static (happening, ref json) => happening.Type ??= json.SharedText());

    internal static ActivityEvent? Read(ref ValueReader json) => json.Object(Json);

    /// <summary><c>seen</c>, <c>typing_on</c>, <c>typing_off</c>, <c>payload</c>, or what a newer engine says.</summary>
    public string? Type { get; set; }

    /// <summary>What kind of payload this is, in the sender's own words.</summary>
    public string? PayloadType { get; set; }

    /// <summary>The payload as ordinary objects: strings, numbers, booleans, arrays, and objects as an ordered dictionary, or as the cmdlets' custom object.</summary>
    public object? Payload { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>The event in one line that is safe to show in a terminal.</summary>
    public override string ToString() =>
        TerminalText.OneLine(string.IsNullOrEmpty(PayloadType) ? $"[{Type ?? "event"}]" : $"[{Type ?? "event"}] {PayloadType}");
}
