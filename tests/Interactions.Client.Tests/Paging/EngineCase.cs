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

    /// <summary>The most activities in each answer in turn, over and over, in place of <see cref="Cap"/>.</summary>
    public IReadOnlyList<int> Caps { get; init; } = [];

    /// <summary>The most bytes in an answer, which holds at least one activity; 0 is without limit. See <see cref="ModelEngine.Size"/>.</summary>
    public int ByteCap { get; init; }

    /// <summary>Of so many activities one is as large as <see cref="ByteCap"/>; 0 is none.</summary>
    public int LargeEvery { get; init; }

    /// <summary>About every second answer holds one of its activities twice, and the second one takes a place.</summary>
    public bool RepeatsActivities { get; init; }

    /// <summary>Requests that a replica answers which lags behind: the request's number, and how many of the latest activities it has not got yet.</summary>
    public IReadOnlyList<(int Request, int Lag)> Stale { get; init; } = [];

    /// <summary>Of so many activities one has an event id that cannot be read; 0 is none.</summary>
    public int UndatedEvery { get; init; }

    /// <summary>Neighbours have the same interaction id, and other content.</summary>
    public bool SharesIds { get; init; }

    public int Seed { get; init; }

    public override string ToString() =>
        $"timeline [{string.Join(" ", Timeline.Select(tie => $"+{tie.Gap}ms×{tie.Count}"))}]"
        + (Arrivals.Count == 0 ? "" : $" arrivals [{string.Join(" ", Arrivals.Select(late => $"at request {late.Request} +{late.Gap}ms×{late.Count}"))}]")
        + $" from {From} cap {Cap} {(IsExclusive ? "exclusive" : "inclusive")}"
        + (Shuffles ? " shuffles" : "") + (GivesPrevious ? " gives previous" : "")
        + (PreviousIsExtra ? " on top" : "") + (MixesTies ? " mixes ties" : "")
        + (Caps.Count > 0 ? $" caps {string.Join(",", Caps)}" : "") + (ByteCap > 0 ? $" bytes {ByteCap} large every {LargeEvery}" : "")
        + (RepeatsActivities ? " repeats activities" : "") + (UndatedEvery > 0 ? $" undated every {UndatedEvery}" : "") + (SharesIds ? " shares ids" : "")
        + (Stale.Count > 0 ? $" stale [{string.Join(" ", Stale.Select(stale => $"request {stale.Request} lacks {stale.Lag}"))}]" : "")
        + (IgnoresLeid ? " ignores leid" : "") + (RepeatsPages ? " repeats pages" : "") + $" seed {Seed}";
}
