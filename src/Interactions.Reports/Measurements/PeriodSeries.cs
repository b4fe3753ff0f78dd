using System.Globalization;

namespace Interactions.Reports.Measurements;

/// <summary>Pools measurements into the hours, days or weeks of a time zone.</summary>
public static class PeriodSeries
{
    private const long Quarter = 15 * 60 * 1000;

    /// <summary>The periods from the first to the last with a message, those between without one included.</summary>
    /// <param name="measurements">Of any number of conversations.</param>
    /// <param name="interval">How long a period is.</param>
    /// <param name="zone">Whose hours, days and weeks these are.</param>
    public static IEnumerable<InteractionPeriod> Of(IEnumerable<InteractionMeasurement> measurements, MeasurementInterval interval, TimeZoneInfo zone)
    {
        var pools = new SortedDictionary<DateTimeOffset, Pool>();
        Pool At(DateTimeOffset time)
        {
            var start = StartOf(time, interval, zone);
            if (!pools.TryGetValue(start, out var pool)) pools.Add(start, pool = new Pool());
            return pool;
        }

        foreach (var measurement in measurements)
        {
            foreach (var entry in measurement.ByQuarter) At(DateTimeOffset.FromUnixTimeMilliseconds(entry.Key.Quarter * Quarter)).Count(entry.Key.Sender, entry.Value, measurement);
            if (measurement.Evidence.TryGetValue(nameof(measurement.FirstResponse), out var first))
                At(DateTimeOffset.FromUnixTimeMilliseconds(first[0])).First.Add(new Response(first[0], first[1]));
            foreach (var response in measurement.AgentResponse.Responses) At(response.Asked).Agents.Add(response);
            foreach (var response in measurement.BotResponse.Responses) At(response.Asked).Bots.Add(response);
            foreach (var handover in measurement.Handovers) At(handover.Time).Period.Handovers++;
        }
        if (pools.Count == 0) yield break;

        var last = pools.Keys.Last();
        for (var start = pools.Keys.First(); start <= last; start = Next(start, interval, zone))
            yield return (pools.TryGetValue(start, out var pool) ? pool : new Pool()).Result(start, interval);
    }

    private static DateTimeOffset StartOf(DateTimeOffset time, MeasurementInterval interval, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        // An hour keeps its own offset, so the two hours of one name at the end of summer time stay two.
        if (interval == MeasurementInterval.Hour) return new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, 0, 0, local.Offset);
        var days = interval == MeasurementInterval.Week ? ((int)local.DayOfWeek + 6) % 7 : 0;
        return Midnight(local.Date.AddDays(-days), zone);
    }

    private static DateTimeOffset Next(DateTimeOffset start, MeasurementInterval interval, TimeZoneInfo zone) => interval == MeasurementInterval.Hour
        ? StartOf(start.AddHours(1), interval, zone) : Midnight(start.Date.AddDays(interval == MeasurementInterval.Week ? 7 : 1), zone);

    private static DateTimeOffset Midnight(DateTime date, TimeZoneInfo zone) => new(date, zone.GetUtcOffset(date));

    private sealed class Pool
    {
        private readonly HashSet<InteractionMeasurement> _conversations = [];

        public InteractionPeriod Period { get; } = new();

        public List<Response> First { get; } = [];

        public List<Response> Agents { get; } = [];

        public List<Response> Bots { get; } = [];

        public void Count(string sender, int messages, InteractionMeasurement measurement)
        {
            _conversations.Add(measurement);
            switch (sender)
            {
                case "Customer": Period.CustomerMessages += messages; break;
                case "Agent": Period.AgentMessages += messages; break;
                case "Bot": Period.BotMessages += messages; break;
                default: Period.OtherMessages += messages; break;
            }
        }

        public InteractionPeriod Result(DateTimeOffset start, MeasurementInterval interval)
        {
            Period.Start = start;
            Period.Period = start.ToString(interval == MeasurementInterval.Hour ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
            Period.Conversations = _conversations.Count;
            (Period.FirstResponses, Period.FirstResponseMedianSec, Period.FirstResponseP95Sec) = Figures(First);
            (Period.AgentResponses, Period.AgentResponseMedianSec, Period.AgentResponseP95Sec) = Figures(Agents);
            (Period.BotResponses, Period.BotResponseMedianSec, Period.BotResponseP95Sec) = Figures(Bots);
            return Period;
        }

        private static (int Count, double? Median, double? P95) Figures(List<Response> responses)
        {
            var times = new ResponseTimes(responses);
            return (times.Count, times.Median?.TotalSeconds, times.P95?.TotalSeconds);
        }
    }
}
