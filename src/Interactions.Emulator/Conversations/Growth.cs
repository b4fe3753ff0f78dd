namespace Interactions.Emulator;

/// <summary>How a conversation grows by itself: generated activities appear in it, at the time that they are dated.</summary>
public sealed record Growth
{
    /// <summary>How many activities appear each second, above 0 and at most 10000. Default 1.</summary>
    // Settable, because source-generated JSON ignores the default value of an init-only property.
    public double PerSecond { get; set; } = 1;

    /// <summary>Every so many activities one appears late: it is dated <see cref="LateSeconds"/> ago. 0 means never. Default 0.</summary>
    public int LateEvery { get; init; }

    /// <summary>How many seconds a late activity is late, 0 to 86400. Default 30.</summary>
    public double LateSeconds { get; set; } = 30;

    internal void Validate()
    {
        if (PerSecond is not (> 0 and <= 10_000)) throw new ArgumentException("PerSecond must be greater than 0, and at most 10000.");
        if (LateEvery < 0) throw new ArgumentException("LateEvery must not be negative.");
        if (LateSeconds is not (>= 0 and <= 86_400)) throw new ArgumentException("LateSeconds must be between 0 and 86400.");
    }
}
