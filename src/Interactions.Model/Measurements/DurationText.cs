using System.Globalization;

namespace Interactions;

/// <summary>Writes durations for people, the same in every culture.</summary>
internal static class DurationText
{
    /// <summary>A duration by its two largest units: <c>3 d 4 h</c>, <c>2 min 5 s</c>, <c>0.25 s</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(10)) return string.Format(CultureInfo.InvariantCulture, "{0:0.##} s", duration.TotalSeconds);
        var (large, largeUnit, small, smallUnit) = duration switch
        {
            { TotalMinutes: < 1 } => (duration.Seconds, "s", 0, ""),
            { TotalHours: < 1 } => (duration.Minutes, "min", duration.Seconds, "s"),
            { TotalDays: < 1 } => (duration.Hours, "h", duration.Minutes, "min"),
            _ => (duration.Days, "d", duration.Hours, "h"),
        };
        return small == 0
            ? string.Format(CultureInfo.InvariantCulture, "{0} {1}", large, largeUnit)
            : string.Format(CultureInfo.InvariantCulture, "{0} {1} {2} {3}", large, largeUnit, small, smallUnit);
    }
}
