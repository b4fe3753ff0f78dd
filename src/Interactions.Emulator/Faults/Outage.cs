namespace Interactions.Emulator;

/// <summary>A time in which neither the engine nor the identity service answers properly.</summary>
public sealed record Outage
{
    private const double LongestSeconds = 86_400;

    /// <summary>What clients see. Default <see cref="OutageKind.Unavailable"/>.</summary>
    public OutageKind Kind { get; init; }

    /// <summary>Seconds until it begins, 0 to 86400. Default 0.</summary>
    public double AfterSeconds { get; init; }

    /// <summary>How many seconds it lasts, up to 86400; null means until it is ended.</summary>
    public double? Seconds { get; init; }

    /// <summary>The value of the <c>Retry-After</c> header, when the kind is <see cref="OutageKind.Unavailable"/>; null means no header.</summary>
    public string? RetryAfter { get; init; }

    internal void Validate()
    {
        if (AfterSeconds is not (>= 0 and <= LongestSeconds)) throw new ArgumentException($"AfterSeconds must be between 0 and {LongestSeconds}.");
        if (Seconds is not (null or (> 0 and <= LongestSeconds))) throw new ArgumentException($"Seconds must be greater than 0, and at most {LongestSeconds}.");
    }
}
