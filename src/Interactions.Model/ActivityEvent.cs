namespace Interactions;

/// <summary>The content of an event (contract §7).</summary>
public sealed class ActivityEvent : EngineObject
{
    private static readonly PropertyTable<ActivityEvent> Json = new PropertyTable<ActivityEvent>(static () => new())
        .Add("type", static (happening, ref json) => happening.Type = json.SharedText() ?? happening.Type)
        .Add("payloadType", static (happening, ref json) => happening.PayloadType = json.SharedText())
        .Add("payload", static (happening, ref json) => happening.Payload = json.Plain())
        // Older engines send "senderAction": { "action": "typing_on" } (contract §9).
        .Add("action", static (happening, ref json) => happening.Type ??= json.SharedText());

    internal ActivityEvent() { }

    internal static ActivityEvent? Read(ref ValueReader json) => json.Object(Json);

    /// <summary><c>seen</c>, <c>typing_on</c>, <c>typing_off</c>, <c>payload</c>, or what a newer engine says.</summary>
    public string? Type { get; internal set; }

    /// <summary>The kind of payload, as the sender named it.</summary>
    public string? PayloadType { get; internal set; }

    /// <summary>The payload as ordinary objects: strings, numbers, booleans, arrays, and for a JSON object a dictionary like
    /// <see cref="EngineObject.AdditionalProperties"/> (from the cmdlets a PSCustomObject).</summary>
    public object? Payload { get; internal set; }

    /// <summary>The event in one line that is safe to show in a terminal.</summary>
    public override string ToString() =>
        TerminalText.OneLine(string.IsNullOrEmpty(PayloadType) ? $"[{Type ?? "event"}]" : $"[{Type ?? "event"}] {PayloadType}");
}
