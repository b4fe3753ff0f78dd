using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Generation;

/// <summary>The sender or recipient of an activity.</summary>
internal sealed record Party(IntegrationTypes Type, string ChannelType, Guid IntegrationId, string TokenId)
{
    /// <summary>The name of <see cref="Type"/> in JSON.</summary>
    public string TypeName { get; } = Type.ToString();

    /// <summary>The <c>eventTrigger</c> of messages from this party.</summary>
    public string MessageTrigger { get; } = "message:" + Type.ToString().ToLowerInvariant();
}
