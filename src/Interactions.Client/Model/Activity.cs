using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>A message or an event of a conversation (contract §5).</summary>
/// <remarks>Every property may be missing on the wire and is then <see langword="null"/>; what the engine sends beyond these
/// properties is kept in <see cref="AdditionalProperties"/>.</remarks>
public sealed class Activity
{
    /// <summary>The conversation that was asked for.</summary>
    [JsonIgnore]
    public Guid ConversationId { get; internal set; }

    /// <summary>When the activity was initiated, UTC, from <see cref="EventId"/>; <see langword="null"/> where that is missing or no time.</summary>
    [JsonIgnore]
    public DateTimeOffset? Timestamp => EventTime.ToTimestamp(EventId);

    /// <summary><c>message</c> or <c>event</c>; older engines say <c>action</c>, <c>senderAction</c> or <c>sender_action</c>.</summary>
    [JsonConverter(typeof(SharedStringConverter))]
    public string? Type { get; set; }

    /// <summary>What set the activity off, such as <c>message:customer</c>.</summary>
    [JsonConverter(typeof(SharedStringConverter))]
    public string? EventTrigger { get; set; }

    /// <summary>When the activity was initiated, in milliseconds since 1970-01-01 UTC. It is what <c>leid</c> compares with, and is not unique.</summary>
    public long? EventId { get; set; }

    /// <summary>The sender's own reference.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Whether this is a copy returned to its own sender, perhaps enriched.</summary>
    [JsonConverter(typeof(FlagConverter))]
    public bool IsEcho { get; set; }

    /// <summary>The interaction that a message belongs to; events have none.</summary>
    public Guid? InteractionId { get; set; }

    /// <summary><c>Default</c>, <c>Ignore</c>, <c>LogOnly</c>, <c>AutoReplay</c>, or what a newer engine says.</summary>
    [JsonConverter(typeof(FlowProcessConverter))]
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
    [JsonIgnore]
    public string Text => Message?.ToString() ?? Event?.ToString() ?? TerminalText.OneLine($"[{Type ?? "unknown"}]");

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    [JsonExtensionData]
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>Tells activities without an <see cref="InteractionId"/> apart: a hash of what the engine sent.</summary>
    [JsonIgnore]
    internal ulong Fingerprint { get; set; }

    // Engines before November 2020 put events under these names (contract §9).
    [JsonInclude, JsonPropertyName("action")]
    internal ActivityEvent? Action { get => null; set => Event ??= value; }

    [JsonInclude, JsonPropertyName("senderAction")]
    internal ActivityEvent? SenderAction { get => null; set => Event ??= value; }

    // What the engine may send by the names of properties that are ours: kept as anything else that is not known.
    [JsonInclude, JsonPropertyName("conversationId")]
    internal object? SentConversationId { get => null; set => Keep("conversationId", value); }

    [JsonInclude, JsonPropertyName("timestamp")]
    internal object? SentTimestamp { get => null; set => Keep("timestamp", value); }

    [JsonInclude, JsonPropertyName("text")]
    internal object? SentText { get => null; set => Keep("text", value); }

    private void Keep(string name, object? value) => (AdditionalProperties ??= new Dictionary<string, object?>())[name] = value;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
