namespace Interactions.Client;

/// <summary>Which conversations to follow, and how.</summary>
public sealed class FollowQuery
{
    /// <summary>The shortest <see cref="PollingInterval"/>: a tenth of a second.</summary>
    public static readonly TimeSpan ShortestPollingInterval = TimeSpan.FromSeconds(0.1);

    /// <summary>The conversations. One that is named twice is followed once.</summary>
    public required IReadOnlyCollection<Guid> ConversationIds { get; init; }

    /// <summary>The types whose activities to follow; all three by default (contract §3).</summary>
    public IReadOnlyCollection<IntegrationType> Types { get; init; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The event id to start at, in milliseconds since 1970-01-01 UTC and inclusive; 0, the default, is the start of each conversation.</summary>
    public long LastEventId { get; init; }

    /// <summary>The event id to stop at, in milliseconds since 1970-01-01 UTC and exclusive; <see langword="null"/>, the default, follows without end.</summary>
    /// <remarks>A conversation ends with a poll that began at this time plus the <see cref="Lookback"/> by this machine's clock: until then, activities of before may arrive.</remarks>
    public long? UntilEventId { get; init; }

    /// <summary>The time between the end of a poll and the next poll of the same conversation; 5 seconds by default, at least <see cref="ShortestPollingInterval"/>.</summary>
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How late an activity may appear and still be given; 60 seconds by default, 0 or more. Each poll starts so long before the latest activity.</summary>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many requests for activities are under way at the same time, from 1; 5 by default.</summary>
    public int ConcurrentRequests { get; init; } = 5;

    /// <exception cref="ArgumentException">A property is out of range.</exception>
    internal void Validate()
    {
        if (PollingInterval < ShortestPollingInterval) throw new ArgumentException("The polling interval must be at least a tenth of a second.", nameof(PollingInterval));
        if (Lookback < TimeSpan.Zero) throw new ArgumentException("The look-back must not be negative.", nameof(Lookback));
        if (ConcurrentRequests < 1) throw new ArgumentException("At least one request must be allowed.", nameof(ConcurrentRequests));
    }
}
