using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Generation;

/// <summary>One end of an activity.</summary>
internal sealed record Party(IntegrationTypes Type, string ChannelType, Guid IntegrationId, string TokenId)
{
    /// <summary>The name of <see cref="Type"/> on the wire.</summary>
    public string TypeName { get; } = Type.ToString();

    /// <summary>What messages from this end are triggered by.</summary>
    public string MessageTrigger { get; } = "message:" + Type.ToString().ToLowerInvariant();
}
