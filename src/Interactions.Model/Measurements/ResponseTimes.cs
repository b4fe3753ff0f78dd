using System.Globalization;

namespace Interactions;

/// <summary>How long several responses took.</summary>
/// <remarks>Where there is no response, <see cref="Count"/> is 0 and the durations are <see langword="null"/>, never 0. Quantiles are those of type 7
/// of Hyndman and Fan, as spreadsheets' PERCENTILE.INC and R's default: between two durations they are interpolated.</remarks>
public sealed class ResponseTimes
{
    private readonly Response[] _byDuration;

    internal ResponseTimes(IReadOnlyList<Response> responses)
    {
        Responses = responses;
        _byDuration = [.. responses.OrderBy(response => response.Duration)];
    }

    /// <summary>How many responses there are.</summary>
    public int Count => Responses.Count;

    /// <summary>The duration that half of the responses do not exceed.</summary>
    public TimeSpan? Median => Quantile(0.5);

    /// <summary>The duration that 95 in 100 of the responses do not exceed. Look at <see cref="Count"/>: of a few responses it says little.</summary>
    public TimeSpan? P95 => Quantile(0.95);

    /// <summary>The longest duration.</summary>
    public TimeSpan? Maximum => Count == 0 ? null : _byDuration[Count - 1].Duration;

    /// <summary>The durations, in the order of the conversation. Pool these, never medians.</summary>
    public IReadOnlyList<TimeSpan> Durations => Responses.Select(response => response.Duration).ToArray();

    /// <summary>The responses, in the order of the conversation, each with the event ids of its two messages.</summary>
    public IReadOnlyList<Response> Responses { get; }

    /// <summary>The event ids that <see cref="Median"/>, <see cref="P95"/> and <see cref="Maximum"/> were taken from, by the name of the property: two for a
    /// response, four where two responses were interpolated between.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Evidence
    {
        get
        {
            var evidence = new Dictionary<string, IReadOnlyList<long>>();
            if (Count == 0) return evidence;
            evidence[nameof(Median)] = Around(0.5);
            evidence[nameof(P95)] = Around(0.95);
            evidence[nameof(Maximum)] = _byDuration[Count - 1].EventIds;
            return evidence;
        }
    }

    /// <summary>A quantile of type 7; <see langword="null"/> of nothing.</summary>
    /// <param name="share">From 0 to 1.</param>
    internal TimeSpan? Quantile(double share)
    {
        if (Count == 0) return null;
        var (lower, fraction) = Place(share);
        var below = _byDuration[lower].Duration;
        if (fraction == 0) return below;
        return below + TimeSpan.FromTicks((long)Math.Round(fraction * (_byDuration[lower + 1].Duration - below).Ticks));
    }

    private long[] Around(double share)
    {
        var (lower, fraction) = Place(share);
        return fraction == 0 ? _byDuration[lower].EventIds : [.. _byDuration[lower].EventIds, .. _byDuration[lower + 1].EventIds];
    }

    private (int Lower, double Fraction) Place(double share)
    {
        var place = (Count - 1) * share;
        var lower = (int)place;
        return (lower, place - lower);
    }

    /// <summary>The number of responses, the median and the 95th percentile, for people.</summary>
    public override string ToString() => Count == 0 ? "none" : string.Format(CultureInfo.InvariantCulture, "n={0}, median {1}, p95 {2}, maximum {3}",
        Count, DurationText.Of(Median!.Value), DurationText.Of(P95!.Value), DurationText.Of(Maximum!.Value));
}
