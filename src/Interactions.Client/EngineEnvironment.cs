namespace Interactions.Client;

/// <summary>The vendor's engines (contract §1).</summary>
public enum EngineEnvironment
{
    /// <summary>The engine for real conversations.</summary>
    Production,

    /// <summary>The engine for trying things out.</summary>
    Demo,
}
