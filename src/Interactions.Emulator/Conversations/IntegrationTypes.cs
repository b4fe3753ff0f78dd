namespace Interactions.Emulator.Conversations;

/// <summary>The integration types that can be asked for, as the set of those that take part in an activity.</summary>
[Flags]
internal enum IntegrationTypes : byte
{
    None = 0,
    Customer = 1,
    Agent = 2,
    Bot = 4,
}
