namespace Interactions.Client;

/// <summary>Which activities to read.</summary>
public sealed class ActivityQuery
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The types whose activities to read; all three by default. Each type is a request of its own (contract §3). Several are merged in order of time, and an activity that two types share is returned once.</summary>
    public IReadOnlyCollection<IntegrationType> Types { get; init; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The event id to start at, in milliseconds since 1970-01-01 UTC and inclusive; 0, the default, is the start of the conversation. <see cref="EventTime.FromTimestamp"/> gives that of a time.</summary>
    public long LastEventId { get; init; }

    /// <summary>The event id to stop at, in milliseconds since 1970-01-01 UTC and exclusive; <see langword="null"/>, the default, reads to the end.</summary>
    public long? UntilEventId { get; init; }

    /// <summary>Whether to read to the end of the conversation, page after page. By default one page is read.</summary>
    public bool All { get; init; }

    /// <summary>With <see cref="All"/>, into how many slices of time a conversation is divided that are read at the same time, from 1. 1, the default, reads page after page.</summary>
    /// <remarks>Each slice takes a request for each type. A short conversation, or one whose activities lie close together, is read page after page all the same.</remarks>
    public int ConcurrentSlices { get; init; } = 1;

    /// <summary>The same query for a slice of time.</summary>
    internal ActivityQuery Between(long lastEventId, long? untilEventId) =>
        new() { ConversationId = ConversationId, Types = Types, LastEventId = lastEventId, UntilEventId = untilEventId, All = All };

    /// <summary>The same query for one type.</summary>
    internal ActivityQuery Of(IntegrationType type) =>
        new() { ConversationId = ConversationId, Types = [type], LastEventId = LastEventId, UntilEventId = UntilEventId, All = All };

    /// <summary>Whether an activity lies in the queried time. One without a time does: no <c>leid</c> would find it later.</summary>
    internal bool Includes(Activity activity) => EventTime.Of(activity) is not { } time || (time >= LastEventId && !(time >= UntilEventId));
}
