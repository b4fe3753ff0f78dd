namespace Interactions.Client;

/// <summary>The integration types that activities can be asked for (contract §3, <c>type</c>).</summary>
public enum IntegrationType
{
    /// <summary>What a customer sent or received.</summary>
    Customer,

    /// <summary>What an agent sent or received.</summary>
    Agent,

    /// <summary>What a bot sent or received.</summary>
    Bot,
}
