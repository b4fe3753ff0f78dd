namespace Interactions;

/// <summary>A message or an event of a conversation (contract §5).</summary>
/// <remarks>Every property may be missing on the wire and is then <see langword="null"/>; what the engine sends beyond these
/// properties is kept in <see cref="AdditionalProperties"/>.</remarks>
public sealed class Activity : IKeepsMore
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
        // Engines before November 2020 put events under these names (contract §9).
        .Add("action", static (activity, ref json) => activity.Event ??= ActivityEvent.Read(ref json))
        .Add("senderAction", static (activity, ref json) => activity.Event ??= ActivityEvent.Read(ref json));

    internal static Activity? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The conversation that was asked for.</summary>
    public Guid ConversationId { get; internal set; }

    /// <summary>When the activity was initiated, UTC, from <see cref="EventId"/>; <see langword="null"/> where that is missing or no time.</summary>
    public DateTimeOffset? Timestamp => EventTime.ToTimestamp(EventId);

    /// <summary><c>message</c> or <c>event</c>; older engines say <c>action</c>, <c>senderAction</c> or <c>sender_action</c>.</summary>
    public string? Type { get; set; }

    /// <summary>What set the activity off, such as <c>message:customer</c>.</summary>
    public string? EventTrigger { get; set; }

    /// <summary>When the activity was initiated, in milliseconds since 1970-01-01 UTC. It is what <c>leid</c> compares with, and is not unique.</summary>
    public long? EventId { get; set; }

    /// <summary>The sender's own reference.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Whether this is a copy returned to its own sender, perhaps enriched.</summary>
    public bool IsEcho { get; set; }

    /// <summary>The interaction that a message belongs to; events have none.</summary>
    public Guid? InteractionId { get; set; }

    /// <summary><c>Default</c>, <c>Ignore</c>, <c>LogOnly</c>, <c>AutoReplay</c>, or what a newer engine says.</summary>
    public string? FlowProcess { get; set; }

    /// <summary>Who sent the activity.</summary>
    public Source? Sender { get; set; }

    /// <summary>Who received the activity.</summary>
    public Source? Recipient { get; set; }

    /// <summary>The content of a message.</summary>
    public Message? Message { get; set; }

    /// <summary>The content of an event.</summary>
    public ActivityEvent? Event { get; set; }

    /// <summary>What the activity is about, in one line that is safe to show in a terminal.</summary>
    public string Text => Message?.ToString() ?? Event?.ToString() ?? TerminalText.OneLine($"[{Type ?? "unknown"}]");

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>Tells activities without an <see cref="InteractionId"/> apart: a hash of what the engine sent.</summary>
    internal ulong Fingerprint { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
