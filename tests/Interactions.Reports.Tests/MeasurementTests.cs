using Interactions.Reports.Measurements;

namespace Interactions.Reports.Tests;

/// <summary>The rules of docs/en-US/about_Interactions_Measurements.md, each in a conversation whose figures can be read off.</summary>
public sealed class MeasurementTests
{
    private static InteractionMeasurement Measure(params Activity[] activities) => Assert.Single(Sessions(null, activities));

    private static InteractionMeasurement[] Sessions(TimeSpan? gap, params Activity[] activities)
    {
        var measurer = new InteractionMeasurer(gap);
        foreach (var activity in activities) measurer.Add(activity);
        return [.. measurer.Measure()];
    }

    private static double[] Seconds(ResponseTimes times) => [.. times.Durations.Select(duration => duration.TotalSeconds)];

    private static long[] Evidence(InteractionMeasurement measured, string figure) => measured.Evidence.TryGetValue(figure, out var ids) ? [.. ids.Select(id => id / 1000)] : [];

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(Sessions(null));

    [Fact]
    public void A_conversation_of_events_alone_has_counts_and_no_figure()
    {
        var measured = Measure(Given.Event(1, "Customer>Agent"), Given.Event(2, "Agent>Customer"));
        Assert.Equal((2, 0), (measured.Events, measured.Messages));
        Assert.Null(measured.First);
        Assert.Null(measured.Duration);
        Assert.Null(measured.FirstResponse);
        Assert.Null(measured.LongestSilence);
        Assert.Null(measured.LastSpeaker);
        Assert.Null(measured.AgentResponse.Median);
        Assert.Empty(measured.Evidence);
        Assert.Empty(measured.AgentResponse.Evidence);
    }

    [Fact]
    public void A_single_message_waits_and_has_no_response_and_no_silence()
    {
        var measured = Measure(Given.Text(100, "Customer>Agent"));
        Assert.Equal(TimeSpan.Zero, measured.Duration);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(100), measured.WaitingSince);
        Assert.Equal([100], Evidence(measured, "WaitingSince"));
        Assert.Null(measured.FirstResponse);
        Assert.Null(measured.LongestSilence);
        Assert.Equal(0, measured.AgentResponse.Count);
        Assert.Null(measured.AgentResponse.P95);
        Assert.Equal("Customer", measured.LastSpeaker);
    }

    [Fact]
    public void A_turn_of_the_customer_starts_with_its_first_message()
    {
        var measured = Measure(Given.Text(0, "Customer>Agent"), Given.Text(50, "Customer>Agent"), Given.Text(60, "Agent>Customer"), Given.Text(70, "Agent>Customer"),
            Given.Text(100, "Customer>Agent"), Given.Text(105, "Agent>Customer"));
        Assert.Equal([60, 5], Seconds(measured.AgentResponse));
        Assert.Equal(32.5, measured.AgentResponse.Median!.Value.TotalSeconds);
        Assert.Equal(60, measured.FirstResponse!.Value.TotalSeconds);
        Assert.Equal([0, 60], Evidence(measured, "FirstResponse"));
        Assert.Null(measured.WaitingSince);
        Assert.Equal(50, measured.LongestSilence!.Value.TotalSeconds);
        Assert.Equal([0, 50], Evidence(measured, "LongestSilence"));
        Assert.Equal("Agent", measured.LastSpeaker);
        Assert.Equal([105], Evidence(measured, "LastSpeaker"));
    }

    [Fact]
    public void A_bots_answer_ends_the_clock_and_the_agents_starts_at_the_next_message()
    {
        var measured = Measure(Given.Text(0, "Customer>Bot"), Given.Text(2, "Bot>Customer"), Given.Text(1000, "Customer>Bot"), Given.Text(1030, "Agent>Customer"));
        Assert.Equal([2], Seconds(measured.BotResponse));
        Assert.Equal([30], Seconds(measured.AgentResponse));
        Assert.Equal(2, measured.FirstResponse!.Value.TotalSeconds);
        Assert.Equal(1030, measured.FirstAgentResponse!.Value.TotalSeconds);
        Assert.Equal([0, 1030], Evidence(measured, "FirstAgentResponse"));
        // No message shows the handover before the agent's own, so it counts from the message that waited.
        Assert.Equal(30, measured.AgentResponseAfterHandover!.Value.TotalSeconds);
        Assert.Equal((1, 0, 0), (measured.BotToAgent, measured.AgentToAgent, measured.AgentToBot));
        Assert.Equal([1_030_000], measured.Handovers[0].EventIds);
    }

    [Fact]
    public void A_handover_starts_the_agents_clock()
    {
        var measured = Measure(Given.Text(0, "Customer>Bot"), Given.Text(2, "Bot>Customer"), Given.Text(10, "Bot>Agent"), Given.Text(70, "Agent>Customer"));
        Assert.Equal([60], Seconds(measured.AgentResponse));
        Assert.Equal(60, measured.AgentResponseAfterHandover!.Value.TotalSeconds);
        Assert.Equal([10, 70], Evidence(measured, "AgentResponseAfterHandover"));
        Assert.Equal([10_000, 70_000], Assert.Single(measured.Handovers).EventIds);
    }

    [Fact]
    public void An_agent_who_writes_on_his_own_after_a_bots_answer_answers_nothing()
    {
        var measured = Measure(Given.Text(0, "Customer>Bot"), Given.Text(2, "Bot>Customer"), Given.Text(90_000, "Agent>Customer"));
        Assert.Equal(0, measured.AgentResponse.Count);
        Assert.Null(measured.AgentResponseAfterHandover);
        Assert.Equal(1, measured.BotToAgent);
        Assert.Equal(90_000, measured.FirstAgentResponse!.Value.TotalSeconds);
    }

    [Fact]
    public void A_handover_that_no_agent_answers_counts_and_has_no_response()
    {
        var measured = Measure(Given.Text(0, "Customer>Bot"), Given.Text(2, "Bot>Customer"), Given.Text(3, "Bot>Agent"));
        Assert.Equal(1, measured.BotToAgent);
        Assert.Null(measured.AgentResponseAfterHandover);
        Assert.Null(measured.WaitingSince);
        Assert.Equal("Bot", measured.LastSpeaker);
    }

    [Fact]
    public void A_bot_that_only_tells_an_agent_and_goes_on_hands_nothing_over()
    {
        var measured = Measure(Given.Text(0, "Customer>Bot"), Given.Text(2, "Bot>Customer"), Given.Text(3, "Bot>Agent"), Given.Text(9, "Customer>Bot"), Given.Text(11, "Bot>Customer"));
        Assert.Empty(measured.Handovers);
        Assert.Equal([2, 2], Seconds(measured.BotResponse));
        Assert.Equal(0, measured.AgentResponse.Count);
    }

    [Fact]
    public void Handovers_are_between_agents_by_their_integration_and_back_to_a_bot()
    {
        var measured = Measure(Given.Text(0, "Customer>Agent"), Given.Text(1, "Agent:1>Customer"), Given.Text(2, "Agent:1>Agent:2"), Given.Text(5, "Agent:2>Customer"),
            Given.Text(6, "Agent:2>Customer"), Given.Text(9, "Customer>Bot"), Given.Text(10, "Bot>Customer"));
        Assert.Equal((0, 1, 1), (measured.BotToAgent, measured.AgentToAgent, measured.AgentToBot));
        Assert.Equal([[2000, 5000], [9000, 10_000]], measured.Handovers.Select(handover => handover.EventIds.ToArray()));
    }

    [Fact]
    public void A_message_between_agents_and_bots_is_no_answer()
    {
        var measured = Measure(Given.Text(0, "Customer>Agent"), Given.Text(5, "Agent:1>Agent:2"), Given.Text(6, "Agent:2>Bot"));
        Assert.Null(measured.FirstResponse);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(0), measured.WaitingSince);
        Assert.Equal("Customer", measured.LastSpeaker);
        Assert.Equal(2, measured.AgentMessages);
    }

    [Fact]
    public void A_conversation_that_an_agent_opened_has_no_first_response_but_response_times()
    {
        var measured = Measure(Given.Text(0, "Agent>Customer"), Given.Text(100, "Customer>Agent"), Given.Text(107, "Agent>Customer"));
        Assert.Null(measured.FirstResponse);
        Assert.Null(measured.FirstAgentResponse);
        Assert.Equal([7], Seconds(measured.AgentResponse));
    }

    [Fact]
    public void A_bots_greeting_is_no_first_response()
    {
        var measured = Measure(Given.Text(0, "Bot>Customer"), Given.Text(100, "Customer>Bot"), Given.Text(103, "Bot>Customer"));
        Assert.Equal(3, measured.FirstResponse!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData("\"isEcho\":true", 1, 0, 0)]
    [InlineData("\"flowProcess\":\"Ignore\"", 0, 1, 0)]
    [InlineData("\"flowProcess\":\"logonly\"", 0, 1, 0)]
    [InlineData("\"flowProcess\":2", 0, 1, 0)]
    [InlineData("\"flowProcess\":\"AutoReplay\"", 0, 0, 1)]
    public void What_does_not_count_changes_no_figure(string more, int echoes, int ignored, int replays)
    {
        var measured = Measure(Given.Text(0, "Customer>Agent", more: more), Given.Text(10, "Customer>Agent"), Given.Text(11, "Agent>Customer", more: more), Given.Text(30, "Agent>Customer"), Given.Text(99, "Agent>Customer", more: more));
        Assert.Equal((3 * echoes, 3 * ignored, 3 * replays, 2), (measured.Echoes, measured.Ignored, measured.Replays, measured.Messages));
        Assert.Equal(20, measured.FirstResponse!.Value.TotalSeconds);
        Assert.Equal(20, measured.Duration!.Value.TotalSeconds);
    }

    [Fact]
    public void Unknown_parties_are_counted_and_answer_nothing()
    {
        var measured = Measure(Given.Text(0, "Customer>Agent"), Given.Text(1, "System>Customer"), Given.Text(2, "Alien>Customer"), Given.Activity("""{"eventId":3000,"message":{"type":"text","text":"x"}}"""));
        Assert.Equal(3, measured.OtherMessages);
        Assert.Null(measured.FirstResponse);
        Assert.Equal("Customer", measured.LastSpeaker);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(3), measured.Last);
    }

    [Fact]
    public void Messages_are_counted_by_type_and_those_without_a_time_too()
    {
        var measured = Measure(Given.Text(0, "Customer>Agent"), Given.Activity("""{"sender":{"integrationType":"Customer"},"message":{"type":"Image"}}"""), Given.Activity("""{"eventId":1,"message":{"type":"hologram"}}"""));
        Assert.Equal([("hologram", 1), ("image", 1), ("text", 1)], measured.MessageTypes.Select(entry => (entry.Key, entry.Value)));
        Assert.Equal((2, 1), (measured.CustomerMessages, measured.WithoutTime));
    }

    [Fact]
    public void Any_order_gives_the_same_figures()
    {
        Activity[] activities = [Given.Text(0, "Customer>Bot"), Given.Text(2, "Bot>Customer"), Given.Text(9, "Customer>Bot"), Given.Text(10, "Bot>Agent"), Given.Text(70, "Agent>Customer"), Given.Text(80, "Customer>Agent")];
        var expected = Measure(activities);
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(activities);
            var measured = Measure(activities);
            Assert.Equal(Seconds(expected.AgentResponse), Seconds(measured.AgentResponse));
            Assert.Equal((expected.FirstResponse, expected.AgentResponseAfterHandover, expected.WaitingSince, expected.LongestSilence), (measured.FirstResponse, measured.AgentResponseAfterHandover, measured.WaitingSince, measured.LongestSilence));
        }
    }

    [Fact]
    public void Conversations_that_come_mixed_are_measured_apart()
    {
        var other = Guid.NewGuid();
        var measured = Sessions(null, Given.Text(0, "Customer>Agent"), Given.Text(1, "Customer>Agent", conversation: other), Given.Text(5, "Agent>Customer"), Given.Text(9, "Agent>Customer", conversation: other));
        Assert.Equal([(Given.Conversation, 5), (other, 8)], measured.Select(one => (one.ConversationId, one.FirstResponse!.Value.TotalSeconds)));
    }

    [Fact]
    public void A_gap_cuts_sessions_that_are_measured_on_their_own()
    {
        var activities = new[] { Given.Text(0, "Customer>Agent"), Given.Text(10, "Agent>Customer"), Given.Text(109.999, "Customer>Agent"), Given.Text(209.999, "Agent>Customer") };
        var sessions = Sessions(TimeSpan.FromSeconds(100), activities);
        Assert.Equal([(1, 3), (2, 1)], sessions.Select(session => (session.Session!.Value, session.Messages)));
        Assert.NotNull(sessions[0].WaitingSince);
        Assert.Null(sessions[1].FirstResponse);
        Assert.Equal([10], Seconds(sessions[0].AgentResponse));
        Assert.Null(Measure(activities).Session);
        Assert.Equal([10, 100], Seconds(Measure(activities).AgentResponse));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(1000)]
    public void Quantiles_are_of_type_7_and_name_their_messages(int n)
    {
        var random = new Random(n);
        var durations = Enumerable.Range(0, n).Select(_ => random.Next(1, 100_000)).ToArray();
        var times = new ResponseTimes([.. durations.Select((duration, i) => new Response(i * 1_000_000L, (i * 1_000_000L) + duration))]);
        foreach (var (share, actual, name) in new[] { (0.5, times.Median, "Median"), (0.95, times.P95, "P95") })
        {
            // Hyndman and Fan, type 7: m = 1 - p, j = floor(np + m), g = np + m - j, between the j-th and the next of n in order.
            var sorted = durations.Order().Select(x => (decimal)x).ToArray();
            var place = ((decimal)n * (decimal)share) + 1 - (decimal)share;
            var j = (int)decimal.Floor(place);
            var g = place - j;
            var expected = ((1 - g) * sorted[j - 1]) + (g * (j < n ? sorted[j] : 0));
            Assert.Equal((double)expected, actual!.Value.TotalMilliseconds, 3);

            var evidence = times.Evidence[name];
            Assert.Equal(sorted[j - 1], evidence[1] - evidence[0]);
            if (evidence.Count == 4) Assert.Equal(sorted[j], evidence[3] - evidence[2]);
        }
        Assert.Equal(durations.Max(), times.Maximum!.Value.TotalMilliseconds);
        Assert.Equal(durations.Max(), times.Evidence["Maximum"][1] - times.Evidence["Maximum"][0]);
    }

    [Fact]
    public void A_series_pools_durations_and_has_every_period()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = new DateTimeOffset(2024, 3, 30, 22, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var other = Guid.NewGuid();
        var measured = Sessions(null, Given.Text(start, "Customer>Agent"), Given.Text(start + 10, "Agent>Customer"),
            Given.Text(start + 60, "Customer>Agent", conversation: other), Given.Text(start + 80, "Agent>Customer", conversation: other), Given.Text(start + (3 * 86400), "Customer>Agent", conversation: other));
        var days = PeriodSeries.Of(measured, MeasurementInterval.Day, berlin).ToArray();
        // The clocks change on the night between; the last message is three days later, which is a day and an hour more there.
        Assert.Equal(["2024-03-30", "2024-03-31", "2024-04-01", "2024-04-02", "2024-04-03"], days.Select(day => day.Period));
        Assert.Equal((2, 4, 2, 15.0), (days[0].Conversations, days[0].Messages, days[0].AgentResponses, days[0].AgentResponseMedianSec));
        Assert.Equal((0, 0), (days[1].Conversations, days[1].AgentResponses));
        Assert.Null(days[1].AgentResponseMedianSec);
        Assert.Equal(TimeSpan.FromHours(1), days[0].Start.Offset);
        Assert.Equal(TimeSpan.FromHours(2), days[2].Start.Offset);
        Assert.Equal(["2024-03-25", "2024-04-01"], PeriodSeries.Of(measured, MeasurementInterval.Week, berlin).Select(week => week.Period));
        var hours = PeriodSeries.Of(measured, MeasurementInterval.Hour, berlin).ToArray();
        Assert.Equal(73, hours.Length);
        Assert.Equal(["2024-03-30 23:00", "2024-03-31 00:00", "2024-03-31 01:00", "2024-03-31 03:00"], hours.Take(4).Select(hour => hour.Period));
    }

    [Fact]
    public void The_hours_of_a_zone_with_a_half_hour_are_its_own()
    {
        var measured = Measure(Given.Text(0, "Customer>Agent"), Given.Text(1799, "Agent>Customer"), Given.Text(1800, "Customer>Agent"));
        var hours = PeriodSeries.Of([measured], MeasurementInterval.Hour, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")).ToArray();
        Assert.Equal([("1970-01-01 05:00", 2), ("1970-01-01 06:00", 1)], hours.Select(hour => (hour.Period, hour.Messages)));
    }
}
