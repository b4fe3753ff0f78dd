namespace Interactions.Client.Tests;

/// <summary>A conversation, the engine that holds it, and the way it is read: one random case of the cursor's properties.</summary>
internal sealed record EngineCase
{
    /// <summary>How many activities each millisecond holds, and its distance from the one before.</summary>
    public required IReadOnlyList<(int Gap, int Count)> Timeline { get; init; }

    /// <summary>What is added at the end before a request is answered: the request's number, the distance from the last millisecond, how many.</summary>
    public IReadOnlyList<(int Request, int Gap, int Count)> Arrivals { get; init; } = [];

    /// <summary>How many milliseconds after the first one reading starts; below 0 is before it.</summary>
    public int From { get; init; } = -1;

    /// <summary>The most activities in an answer; 0 is without limit.</summary>
    public int Cap { get; init; }

    public bool IsExclusive { get; init; }

    public bool Shuffles { get; init; }

    /// <summary>Answers begin with the activity before the one asked for, as one of <see cref="Cap"/>.</summary>
    public bool GivesPrevious { get; init; }

    /// <summary>The previous activity comes on top of <see cref="Cap"/>.</summary>
    public bool PreviousIsExtra { get; init; }

    /// <summary>Activities of one millisecond come in another order each time.</summary>
    public bool MixesTies { get; init; }

    public bool IgnoresLeid { get; init; }

    /// <summary>Every second request gets the answer before it once more.</summary>
    public bool RepeatsPages { get; init; }

    public int Seed { get; init; }

    public override string ToString() =>
        $"timeline [{string.Join(" ", Timeline.Select(tie => $"+{tie.Gap}ms×{tie.Count}"))}]"
        + (Arrivals.Count == 0 ? "" : $" arrivals [{string.Join(" ", Arrivals.Select(late => $"at request {late.Request} +{late.Gap}ms×{late.Count}"))}]")
        + $" from {From} cap {Cap} {(IsExclusive ? "exclusive" : "inclusive")}"
        + (Shuffles ? " shuffles" : "") + (GivesPrevious ? " gives previous" : "")
        + (PreviousIsExtra ? " on top" : "") + (MixesTies ? " mixes ties" : "")
        + (IgnoresLeid ? " ignores leid" : "") + (RepeatsPages ? " repeats pages" : "") + $" seed {Seed}";
}
