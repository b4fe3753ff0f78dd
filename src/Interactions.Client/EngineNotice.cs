namespace Interactions.Client;

/// <summary>Something that happened while activities are read. Notices come from any thread.</summary>
public abstract record EngineNotice;

/// <summary>A request has ended, with or without a response.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Address">The address, which holds no secret.</param>
/// <param name="StatusCode">The HTTP status; <see langword="null"/> where there was no response.</param>
/// <param name="Bytes">How many bytes of the body were read, after decompression.</param>
/// <param name="Duration">The time from sending the request to the end of reading.</param>
public sealed record RequestCompleted(string Method, Uri Address, int? StatusCode, long Bytes, TimeSpan Duration) : EngineNotice;

/// <summary>A request failed, and is sent again after a delay.</summary>
/// <param name="Failure">Why the request failed.</param>
/// <param name="Attempt">The number of the retry, from 1.</param>
/// <param name="Delay">The time until the request is sent again.</param>
public sealed record RetryScheduled(EngineException Failure, int Attempt, TimeSpan Delay) : EngineNotice;

/// <summary>A millisecond holds as many activities as the engine returns at once, so more of that millisecond may be missing.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="EventId">The millisecond, since 1970-01-01 UTC.</param>
/// <param name="PageSize">How many activities the engine returns at most.</param>
public sealed record MillisecondOverflow(Guid ConversationId, long EventId, int PageSize) : EngineNotice;
