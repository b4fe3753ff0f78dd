namespace Interactions;

/// <summary>A message or an event of a conversation (contract §5).</summary>
/// <remarks>A property that the engine did not send is <see langword="null"/>; <see cref="IsEcho"/> is then <see langword="false"/>.</remarks>
public sealed partial class Activity : EngineObject
{
    private static readonly PropertyTable<Activity> Json = new PropertyTable<Activity>(static () => new())
        .Add("type", static (activity, ref json) => activity.Type = json.SharedText())
        .Add("eventTrigger", static (activity, ref json) => activity.EventTrigger = json.SharedText())
        .Add("eventId", static (activity, ref json) => activity.EventId = json.Whole())
        .Add("externalId", static (activity, ref json) => activity.ExternalId = json.Text())
        .Add("isEcho", static (activity, ref json) => activity.IsEcho = json.Flag() ?? false)
        .Add("interactionId", static (activity, ref json) => activity.InteractionId = json.Id())
        .Add("flowProcess", static (activity, ref json) => activity.FlowProcess = json.Name(NamedValues.FlowProcesses))
        .Add("sender", static (activity, ref json) => activity.Sender = Source.Read(ref json))
        .Add("recipient", static (activity, ref json) => activity.Recipient = Source.Read(ref json))
        .Add("message", static (activity, ref json) => activity.Message = Message.Read(ref json))
        .Add("event", static (activity, ref json) => activity.Event = ActivityEvent.Read(ref json) ?? activity.Event)
        // Engines before November 2020 send events under these names (contract §9).
        .Add("action", static (activity, ref json) => activity.Event ??= ActivityEvent.Read(ref json))
        .Add("senderAction", static (activity, ref json) => activity.Event ??= ActivityEvent.Read(ref json));

    internal Activity() { }

    internal static Activity? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The conversation that the activity belongs to.</summary>
    public Guid ConversationId { get; internal set; }

    /// <summary>When the activity was initiated, in UTC, from <see cref="EventId"/>. <see langword="null"/> where that is missing or outside the years 1970 to 9999.</summary>
    public DateTimeOffset? Timestamp => EventTime.ToTimestamp(EventId);

    /// <summary><c>message</c> or <c>event</c>; older engines say <c>action</c>, <c>senderAction</c> or <c>sender_action</c>.</summary>
    public string? Type { get; internal set; }

    /// <summary>What triggered the activity, such as <c>message:customer</c>.</summary>
    public string? EventTrigger { get; internal set; }

    /// <summary>When the activity was initiated, in milliseconds since 1970-01-01 UTC. The engine's parameter <c>leid</c> is compared with it (contract §3). Not unique.
    /// <see langword="null"/> where the engine sent none, or none that is a whole number: what it sent is then in <see cref="EngineObject.AdditionalProperties"/>.</summary>
    public long? EventId { get; internal set; }

    /// <summary>The sender's own reference.</summary>
    public string? ExternalId { get; internal set; }

    /// <summary>Whether this is a copy that the engine returned to the sender, possibly enriched.</summary>
    public bool IsEcho { get; internal set; }

    /// <summary>The interaction that a message belongs to; events have none.</summary>
    public Guid? InteractionId { get; internal set; }

    /// <summary><c>Default</c>, <c>Ignore</c>, <c>LogOnly</c>, <c>AutoReplay</c>, or what a newer engine says.</summary>
    public string? FlowProcess { get; internal set; }

    /// <summary>Who sent the activity.</summary>
    public Source? Sender { get; internal set; }

    /// <summary>Who received the activity.</summary>
    public Source? Recipient { get; internal set; }

    /// <summary>The content of a message.</summary>
    public Message? Message { get; internal set; }

    /// <summary>The content of an event.</summary>
    public ActivityEvent? Event { get; internal set; }

    /// <summary>What the activity is about, in one line that is safe to show in a terminal: control characters are replaced by visible ones.</summary>
    public string Text => Message?.ToString() ?? Event?.ToString() ?? TerminalText.OneLine($"[{Type ?? "unknown"}]");

    /// <summary><see cref="Text"/> for Export-Csv: an apostrophe stands before what a spreadsheet would take for a formula.</summary>
    public string CsvText => SpreadsheetText.Of(Text);

    /// <summary>The JSON object that the engine sent, as UTF-8; <see langword="null"/> where the activity was not read from JSON.</summary>
    /// <remarks>Files are written from it, because the properties do not keep everything: numbers have more digits than a double, names may come twice.</remarks>
    internal byte[]? SentJson { get; set; }

    /// <summary>A hash of the JSON that the engine sent, to tell activities apart whose ids are the same.</summary>
    internal ulong Fingerprint { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
