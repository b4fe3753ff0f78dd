namespace Interactions.Client;

/// <summary>Something that happened while activities are read. Notices come from any thread.</summary>
public abstract class EngineNotice
{
    private protected EngineNotice() { }
}

/// <summary>A request has ended, with or without a response.</summary>
public sealed class RequestCompleted : EngineNotice
{
    internal RequestCompleted(string method, Uri address, int? statusCode, long bytes, TimeSpan duration) =>
        (Method, Address, StatusCode, Bytes, Duration) = (method, address, statusCode, bytes, duration);

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The address. It holds no secret.</summary>
    public Uri Address { get; }

    /// <summary>The HTTP status; <see langword="null"/> where there was no response.</summary>
    public int? StatusCode { get; }

    /// <summary>How many bytes of the body were read, after decompression.</summary>
    public long Bytes { get; }

    /// <summary>The time from sending the request to the end of reading.</summary>
    public TimeSpan Duration { get; }
}

/// <summary>A request failed, and is sent again after a delay.</summary>
public sealed class RetryScheduled : EngineNotice
{
    internal RetryScheduled(EngineException failure, int attempt, TimeSpan delay) => (Failure, Attempt, Delay) = (failure, attempt, delay);

    /// <summary>Why the request failed.</summary>
    public EngineException Failure { get; }

    /// <summary>The number of the retry, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The time until the request is sent again.</summary>
    public TimeSpan Delay { get; }
}

/// <summary>An answer ended within a millisecond, and nothing can be asked for within one, so others of that millisecond may be missing.</summary>
public sealed class MillisecondOverflow : EngineNotice
{
    internal MillisecondOverflow(Guid conversationId, long eventId, int pageSize) => (ConversationId, EventId, PageSize) = (conversationId, eventId, pageSize);

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; }

    /// <summary>The millisecond, since 1970-01-01 UTC.</summary>
    public long EventId { get; }

    /// <summary>The millisecond as a time, UTC; <see langword="null"/> where it is none.</summary>
    public DateTimeOffset? Timestamp => EventTime.ToTimestamp(EventId);

    /// <summary>How many activities the answer held.</summary>
    public int PageSize { get; }
}

/// <summary>The conversation may go on behind what was read, because nothing more could be asked for.</summary>
public sealed class EndNotConfirmed : EngineNotice
{
    internal EndNotConfirmed(Guid conversationId, IntegrationType type, EndDoubt reason, int pageSize) =>
        (ConversationId, Type, Reason, PageSize) = (conversationId, type, reason, pageSize);

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; }

    /// <summary>Whose activities were read.</summary>
    public IntegrationType Type { get; }

    /// <summary>Why the end is in doubt.</summary>
    public EndDoubt Reason { get; }

    /// <summary>How many activities the engine returned at once.</summary>
    public int PageSize { get; }
}

/// <summary>Why a conversation may go on behind what was read.</summary>
public enum EndDoubt
{
    /// <summary>The engine returns the same activities whatever <c>leid</c> it is asked for.</summary>
    LeidIgnored,

    /// <summary>Activities whose <c>eventId</c> cannot be read fill an answer, so there is no later <c>leid</c> to ask for.</summary>
    TimesUnreadable,
}
