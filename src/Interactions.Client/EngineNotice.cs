namespace Interactions.Client;

/// <summary>Something to tell whoever waits for activities. Notices come from any thread.</summary>
public abstract record EngineNotice;

/// <summary>A request is over. Its address holds no secret.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Address">Where to.</param>
/// <param name="StatusCode">The HTTP status, where an answer came.</param>
/// <param name="Bytes">Bytes of the answer's body that were read, unpacked.</param>
/// <param name="Duration">From sending to the end of reading.</param>
public sealed record RequestCompleted(string Method, Uri Address, int? StatusCode, long Bytes, TimeSpan Duration) : EngineNotice;

/// <summary>A request failed in passing and is sent again after a wait.</summary>
/// <param name="Failure">What went wrong.</param>
/// <param name="Attempt">Which retry this is, from 1.</param>
/// <param name="Delay">How long the wait is.</param>
public sealed record RetryScheduled(EngineException Failure, int Attempt, TimeSpan Delay) : EngineNotice;

/// <summary>A millisecond holds as many activities as the engine returns at once, so others of it may be out of reach.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="EventId">The millisecond, since 1970-01-01 UTC.</param>
/// <param name="PageSize">How many activities the engine returned.</param>
public sealed record MillisecondOverflow(Guid ConversationId, long EventId, int PageSize) : EngineNotice;
