namespace Interactions;

/// <summary>Something that keeps what the engine sent beyond its own properties.</summary>
internal interface IKeepsMore
{
    /// <summary>What has no property of its own, by the engine's names.</summary>
    IDictionary<string, object?>? AdditionalProperties { get; set; }
}
