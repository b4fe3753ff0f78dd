namespace Interactions.Emulator;

/// <summary>Which of the two services a <see cref="Fault"/> happens in.</summary>
public enum FaultTarget
{
    /// <summary>Every address except the token endpoint.</summary>
    Engine,

    /// <summary><c>/connect/token</c>.</summary>
    Identity,
}
