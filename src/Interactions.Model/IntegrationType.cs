namespace Interactions;

/// <summary>The integration types that activities can be requested for (contract §3, <c>type</c>), with the engine's numbers (§5).</summary>
public enum IntegrationType
{
    /// <summary>What a customer sent or received.</summary>
    Customer = 2,

    /// <summary>What an agent sent or received.</summary>
    Agent = 3,

    /// <summary>What a bot sent or received.</summary>
    Bot = 4,
}
