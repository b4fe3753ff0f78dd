namespace Interactions;

/// <summary>A request to the engine or its identity service failed.</summary>
public sealed class EngineException : Exception
{
    internal EngineException(EngineErrorKind kind, string message, Exception? inner = null) : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public EngineErrorKind Kind { get; }

    /// <summary>The HTTP status; <see langword="null"/> where there was no response.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>The engine's own codes, such as <c>ENG006500</c> (contract §8). Usually one, often none.</summary>
    public IReadOnlyList<string> EngineCodes { get; internal init; } = [];

    /// <summary>The engine's own description, without secrets and safe to show in a terminal.</summary>
    public string? EngineDescription { get; internal init; }

    /// <summary>The id by which the engine's operators can find the request.</summary>
    public string? TrackingId { get; internal init; }

    /// <summary>When the request failed by the engine's clock, as the engine wrote it.</summary>
    public string? EngineTimestamp { get; internal init; }

    /// <summary>How long the engine asked to wait (<c>Retry-After</c>); <see langword="null"/> where it did not ask.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The event id to continue from, in milliseconds since 1970-01-01 UTC and inclusive; <see langword="null"/> where no activities were being read.</summary>
    /// <remarks>Activities of that millisecond that were returned before the failure come again.</remarks>
    public long? ResumeFrom { get; internal set; }

    /// <summary>Whether the same request may succeed when it is sent again.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>Whether an activity was larger than the client takes.</summary>
    internal bool IsTooLarge { get; init; }

    /// <summary>The cause, where the advice to the user depends on it.</summary>
    internal FailureCause Cause { get; init; }

    /// <summary>Whether all retries have been used, so that an outer request does not start them again.</summary>
    internal bool IsRetried { get; set; }

    /// <summary>The same failure with all its text rewritten.</summary>
    internal EngineException Rewrite(Func<string, string> rewrite, Exception? inner) => new(Kind, rewrite(Message), inner)
    {
        StatusCode = StatusCode,
        EngineCodes = [.. EngineCodes.Select(rewrite)],
        EngineDescription = EngineDescription is null ? null : rewrite(EngineDescription),
        TrackingId = TrackingId is null ? null : rewrite(TrackingId),
        EngineTimestamp = EngineTimestamp is null ? null : rewrite(EngineTimestamp),
        RetryAfter = RetryAfter,
        ResumeFrom = ResumeFrom,
        IsTransient = IsTransient,
        Cause = Cause,
        IsRetried = IsRetried,
        IsTooLarge = IsTooLarge,
    };
}
