namespace Interactions;

/// <summary>An object that the engine sent. What has no property of its own is kept, so that nothing is lost (contract §4.3).</summary>
public abstract class EngineObject
{
    private protected EngineObject() { }

    /// <summary>What the engine sent and this version has no property for, or whose value does not fit its property, by the engine's names.
    /// <see langword="null"/> where there is nothing of that kind.</summary>
    /// <remarks>A name is found in any letter case. Where two differ only in case, each is found as it is spelled, and every other spelling finds the first.
    /// As a string it is the JSON that the engine sent. It cannot be changed.</remarks>
    public IDictionary<string, object?>? AdditionalProperties { get; internal set; }
}
