namespace Interactions.Emulator;

/// <summary>Whether <c>leid</c> includes its own millisecond. The contract does not say, so an emulated engine can be either.</summary>
public enum LeidBound
{
    /// <summary>A page starts with the activities whose <c>eventId</c> equals <c>leid</c>.</summary>
    Inclusive,

    /// <summary>A page starts after the activities whose <c>eventId</c> equals <c>leid</c>.</summary>
    Exclusive,
}
