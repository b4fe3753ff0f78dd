namespace Interactions;

/// <summary>Between a time and the engine's clock: whole milliseconds since 1970-01-01 UTC (contract §3, <c>leid</c>).</summary>
public static class EventTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The first millisecond of the engine's clock that is not before a time; never below 0, which is where a conversation starts.</summary>
    /// <param name="time">Any time, in any zone.</param>
    public static long FromTimestamp(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        if (milliseconds < 0) return 0;
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < time ? milliseconds + 1 : milliseconds;
    }

    internal static DateTimeOffset? ToTimestamp(long? eventId) =>
        eventId is >= 0 && eventId <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds(eventId.Value) : null;
}
