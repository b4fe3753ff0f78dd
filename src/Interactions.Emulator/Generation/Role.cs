namespace Interactions.Emulator.Generation;

/// <summary>The parts that parties play in an episode.</summary>
internal enum Role
{
    Customer,
    Bot,
    Agent,

    /// <summary>A second agent.</summary>
    Colleague,
}
