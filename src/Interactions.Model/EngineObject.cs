namespace Interactions;

/// <summary>An object that the engine sent. What has no property of its own is kept, so that nothing is lost (contract §4.3).</summary>
public abstract class EngineObject
{
    private protected EngineObject() { }

    /// <summary>What the engine sent and this version has no property for, or whose value does not fit its property, by the engine's names.
    /// <see langword="null"/> where there is nothing of that kind.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; internal set; }
}
