namespace Interactions.Emulator.Engine;

/// <summary>The error body of the contract (docs/contract.md §8).</summary>
internal sealed record EngineErrorBody(int Status, IReadOnlyList<EngineErrorItem> Errors, string TrackingId, DateTimeOffset Timestamp);

internal sealed record EngineErrorItem(int Code, string Description);
