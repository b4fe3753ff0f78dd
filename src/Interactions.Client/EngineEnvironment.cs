namespace Interactions.Client;

/// <summary>The engines that everybody can connect to (contract §1).</summary>
public enum EngineEnvironment
{
    /// <summary>Where real conversations are.</summary>
    Production,

    /// <summary>Where to try things out.</summary>
    Demo,
}
