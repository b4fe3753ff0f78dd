using System.Globalization;

namespace Interactions.Reports;

/// <summary>Writes times in a time zone and durations, the same in every culture.</summary>
/// <param name="zone">The zone that the times of a page are in.</param>
internal sealed class Clock(TimeZoneInfo zone)
{
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);

    /// <summary>The date, time and offset: <c>2024-04-05 14:03:12 +02:00</c>.</summary>
    public string Full(DateTimeOffset time) => Local(time).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>The time of day: <c>14:03:12</c>.</summary>
    public string TimeOfDay(DateTimeOffset time) => Local(time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The day, for a heading: <c>Friday, 5 April 2024</c>.</summary>
    public static string Day(DateTime day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The time as <c>&lt;time datetime&gt;</c> takes it, in UTC and with milliseconds.</summary>
    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A duration by its two largest units: <c>3 d 4 h</c>, <c>2 min 5 s</c>, <c>0.25 s</c>.</summary>
    public static string Duration(TimeSpan duration) => DurationText.Of(duration);

    /// <summary>The name of the zone, for people: <c>Europe/Berlin</c>.</summary>
    public string ZoneName => zone.Id;
}
