namespace Interactions.Client;

/// <summary>Which activities to read.</summary>
public sealed class ActivityQuery
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Whose activities: one request a type. Several are merged by time, and what they share comes once.</summary>
    public IReadOnlyCollection<IntegrationType> Types { get; init; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The first millisecond, since 1970-01-01 UTC; 0 is the start of the conversation.</summary>
    public long From { get; init; }

    /// <summary>The millisecond to stop before.</summary>
    public long? Until { get; init; }

    /// <summary>Whether to go on, page by page, to the end of the conversation.</summary>
    public bool All { get; init; }

    /// <summary>How many parts of the conversation are read at once with <see cref="All"/>; 1 reads page after page.</summary>
    public int ThrottleLimit { get; init; } = 1;

    internal ActivityQuery Between(long from, long? until) =>
        new() { ConversationId = ConversationId, Types = Types, From = from, Until = until, All = All };

    internal bool Holds(Activity activity) => !(activity.EventId < From) && !(activity.EventId >= Until);
}
