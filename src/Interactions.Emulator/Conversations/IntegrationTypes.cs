namespace Interactions.Emulator.Conversations;

/// <summary>A set of integration types: those that take part in an activity.</summary>
[Flags]
internal enum IntegrationTypes : byte
{
    None = 0,
    Customer = 1,
    Agent = 2,
    Bot = 4,
}
