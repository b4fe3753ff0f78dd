namespace Interactions;

/// <summary>A request to the engine or its identity service failed, and why.</summary>
public sealed class EngineException : Exception
{
    internal EngineException(EngineErrorKind kind, string message, Exception? inner = null) : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public EngineErrorKind Kind { get; }

    /// <summary>The HTTP status, where there was one.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>The engine's own codes, such as <c>ENG006500</c> (contract §8); mostly one, often none.</summary>
    public IReadOnlyList<string> EngineCodes { get; internal init; } = [];

    /// <summary>What the engine said in its own words, made safe to show.</summary>
    public string? EngineDescription { get; internal init; }

    /// <summary>What the engine's operators can find the request by.</summary>
    public string? TrackingId { get; internal init; }

    /// <summary>When the engine says it failed, as it was sent.</summary>
    public string? EngineTimestamp { get; internal init; }

    /// <summary>How long the engine asked to wait.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The event id to go on from, that millisecond included; <see langword="null"/> where nothing was being read.</summary>
    public long? ResumeFrom { get; internal set; }

    /// <summary>Whether the same request may succeed later.</summary>
    internal bool IsTransient { get; init; }
}
