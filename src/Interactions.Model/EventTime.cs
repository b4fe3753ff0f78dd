namespace Interactions;

/// <summary>Converts between a time and an event id: whole milliseconds since 1970-01-01 UTC (contract §3, <c>leid</c>).</summary>
public static class EventTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The event id of a time. A part of a millisecond is rounded up, so that nothing before the time is included.</summary>
    /// <param name="time">Any time, in any zone.</param>
    /// <returns>Milliseconds since 1970-01-01 UTC; 0, the start of every conversation, for earlier times.</returns>
    public static long FromTimestamp(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        if (milliseconds < 0) return 0;
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < time ? milliseconds + 1 : milliseconds;
    }

    /// <summary>The millisecond of an activity; null where its event id is missing or negative, so that it has no place in time.</summary>
    internal static long? Of(Activity activity) => activity.EventId is >= 0 ? activity.EventId : null;

    /// <summary>The time of an event id; null where it is negative or after the year 9999.</summary>
    internal static DateTimeOffset? ToTimestamp(long? eventId) =>
        eventId is >= 0 && eventId <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds(eventId.Value) : null;
}
