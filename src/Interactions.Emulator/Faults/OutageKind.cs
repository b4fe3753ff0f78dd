namespace Interactions.Emulator;

/// <summary>What clients see of an <see cref="Outage"/>.</summary>
public enum OutageKind
{
    /// <summary>Every request is answered with status 503.</summary>
    Unavailable,

    /// <summary>Open connections are reset, and new ones are, too, as soon as they have sent a request.</summary>
    Drop,

    /// <summary>Open connections are reset, and new ones are refused. The control address cannot be reached either.</summary>
    Refuse,
}
