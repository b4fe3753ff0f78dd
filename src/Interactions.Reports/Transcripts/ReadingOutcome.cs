namespace Interactions.Reports.Transcripts;

/// <summary>What is known of whether the activities are all that there are.</summary>
/// <param name="Failure">Why reading ended early; <see langword="null"/> where no failure is known.</param>
public sealed record ReadingOutcome(string? Failure)
{
    /// <summary>No failure is known. It does not follow that there is nothing more.</summary>
    public static ReadingOutcome NoFailureSeen { get; } = new((string?)null);
}
