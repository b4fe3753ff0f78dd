namespace Interactions.Emulator;

/// <summary>How the engine writes the <c>eventId</c> of the activities it sends. It orders and selects them as if they were numbers.</summary>
public enum EventIdFormat
{
    /// <summary>As the activity came.</summary>
    Unchanged,

    /// <summary>A number with a fraction: <c>1712345678901.0</c>.</summary>
    Fraction,

    /// <summary>A number with an exponent: <c>1.712345678901E12</c>.</summary>
    Exponent,

    /// <summary>Digits in quotes: <c>"1712345678901"</c>.</summary>
    Text,

    /// <summary>ISO 8601: <c>"2024-04-05T19:34:38.901Z"</c>.</summary>
    Iso,

    /// <summary><c>null</c>.</summary>
    Null,
}
