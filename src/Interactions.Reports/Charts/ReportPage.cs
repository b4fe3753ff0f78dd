using System.Globalization;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Charts;

/// <summary>Writes the page of a report.</summary>
internal sealed class ReportPage(HtmlOutput html, ReportFigures figures, PageOptions options)
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private readonly Clock _clock = new(options.TimeZone);

    public void Write()
    {
        var title = options.Title ?? "How conversations went";
        HtmlPage.Report.WriteStart(html, title);
        html.Markup("<header>\n<p class=\"kicker\">Report on conversations</p>\n<h1>").Name(title).Markup("</h1>\n<p class=\"span\">");
        if (figures.First is { } first && figures.Last is { } last) html.Time(first, _clock.Full(first)).Markup(" to ").Time(last, _clock.Full(last)).Markup(", ").Name(_clock.ZoneName);
        html.Markup("</p>\n");
        WriteKeyFigures();
        html.Markup("</header>\n<main>\n");
        WriteResponses();
        WriteTraffic();
        WriteHandovers();
        WriteWaiting();
        WriteSlowest();
        html.Markup("</main>\n<footer>\n<h2>About this report</h2>\n<dl class=\"facts\">\n")
            .Fact("Made", $"{_clock.Full(options.MadeAt)} by {options.MadeBy}")
            .Fact("Measured", "Messages only. Events, copies, automatic replays, and messages with the flow process Ignore or LogOnly are left out. Messages between agents and bots are not answers to the customer.")
            .Fact("Durations", "Nights and weekends are included. Durations of all conversations are pooled.")
            .Fact("Quantiles", "Type 7 (Hyndman and Fan). n is the number of responses.").Markup("</dl>\n</footer>\n");
        HtmlPage.WriteEnd(html);
    }

    private void WriteKeyFigures()
    {
        html.Markup("<dl class=\"key\">\n");
        Key("Conversations", Number(figures.Conversations), figures.Sessions == figures.Conversations ? null : $"{Number(figures.Sessions)} sessions");
        Key("Messages", Number(figures.Messages), null);
        var response = figures.FirstResponse;
        Key("First response, median", Text(response.Median), $"n={Number(response.Count)}");
        Key("First response, p95", Text(response.P95), $"n={Number(response.Count)}");
        Key("Customers waiting", Number(figures.Waiting), null);
        Key("Handed over", Number(figures.HandedOver), null);
        html.Markup("</dl>\n");
    }

    private void Key(string name, string value, string? note)
    {
        html.Markup("<div><dt>").Text(name).Markup("</dt><dd>").Text(value);
        if (note is not null) html.Markup(" <small>").Text(note).Markup("</small>");
        html.Markup("</dd></div>\n");
    }

    private void WriteResponses()
    {
        (string Name, string Meaning, ResponseTimes Times)[] rows =
        [
            ("First response", "customer's first message to the first answer of an agent or a bot", figures.FirstResponse),
            ("First agent response", "customer's first message to the first answer of an agent", figures.FirstAgentResponse),
            ("Agents", "each turn of the customer to an agent's answer", figures.AgentResponse),
            ("Bots", "each turn of the customer to a bot's answer", figures.BotResponse),
            ("After handover", "first handover from bot to agent to the agent's answer", figures.AfterHandover),
        ];
        html.Markup("<section aria-labelledby=\"responses\">\n<h2 id=\"responses\">Response times</h2>\n");
        StartTable("Response times", "Figure", "n", "Median", "p95", "Maximum");
        foreach (var (name, meaning, times) in rows)
        {
            html.Markup("<tr><th scope=\"row\">").Text(name).Markup("<small>").Text(meaning).Markup("</small></th>");
            foreach (var value in new[] { Number(times.Count), Text(times.Median), Text(times.P95), Text(times.Maximum) }) html.Markup("<td class=\"number\">").Text(value).Markup("</td>");
            html.Markup("</tr>\n");
        }
        EndTable();
        foreach (var (name, role, times) in new[] { ("First response", "other", figures.FirstResponse), ("Agents' responses", "agent", figures.AgentResponse), ("Bots' responses", "bot", figures.BotResponse) })
            if (times.Count > 0) DurationChart.Write(html, name, role, times);
        html.Markup("</section>\n");
    }

    private void WriteTraffic()
    {
        html.Markup("<section aria-labelledby=\"traffic\">\n<h2 id=\"traffic\">When people write</h2>\n<div class=\"pair\">\n");
        ColumnChart.Write(html, "Messages by the hour of the day", "Hour", [.. figures.Hours.Select((count, hour) => (hour.ToString(CultureInfo.InvariantCulture), count, hour % 6 == 0))], 480);
        ColumnChart.Write(html, "Messages by the day of the week", "Day", [.. figures.Weekdays.Select((count, day) => (Days[day], count, true))], 280);
        html.Markup("</div>\n</section>\n");
    }

    private void WriteHandovers()
    {
        html.Markup("<section aria-labelledby=\"handovers\">\n<h2 id=\"handovers\">Handovers</h2>\n");
        StartTable("Handovers", "From", "To", "Handovers");
        foreach (var (from, to, count) in new[] { ("Bot", "Agent", figures.BotToAgent), ("Agent", "Agent", figures.AgentToAgent), ("Agent", "Bot", figures.AgentToBot) })
            html.Markup($"<tr><td>{from}</td><td>{to}</td><td class=\"number\">").Text(Number(count)).Markup("</td></tr>\n");
        EndTable();
        html.Markup("</section>\n");
    }

    private void WriteWaiting()
    {
        html.Markup("<section aria-labelledby=\"waiting\">\n<h2 id=\"waiting\">Customers without an answer</h2>\n");
        if (figures.Waiting == 0) html.Markup("<p class=\"none\">None.</p>\n");
        else
        {
            WriteListed(figures.Waiting);
            StartTable("Customers without an answer", "Conversation", "Waiting since", "For", "Messages");
            foreach (var measured in figures.LongestWaiting)
            {
                var since = measured.WaitingSince!.Value;
                WriteConversation(measured);
                html.Markup("<td>").Time(since, _clock.Full(since)).Markup("</td><td class=\"number\">").Text(Text(options.MadeAt - since)).Markup("</td><td class=\"number\">").Text(Number(measured.Messages)).Markup("</td></tr>\n");
            }
            EndTable();
        }
        html.Markup("</section>\n");
    }

    private void WriteSlowest()
    {
        html.Markup("<section aria-labelledby=\"slowest\">\n<h2 id=\"slowest\">Slowest conversations</h2>\n");
        if (figures.Slowest.Count == 0) html.Markup("<p class=\"none\">No agent answered.</p>\n");
        else
        {
            html.Markup("<p class=\"note\">By the longest response of an agent. The event ids are those of the two messages that it lies between.</p>\n");
            StartTable("Slowest conversations", "Conversation", "Event ids", "Longest", "Median", "First");
            foreach (var measured in figures.Slowest)
            {
                var ids = measured.AgentResponse.Evidence[nameof(ResponseTimes.Maximum)];
                WriteConversation(measured);
                html.Markup("<td>").Text(string.Format(CultureInfo.InvariantCulture, "{0} {1}", ids[0], ids[1])).Markup("</td>");
                foreach (var duration in new[] { measured.AgentResponse.Maximum, measured.AgentResponse.Median, measured.FirstResponse }) html.Markup("<td class=\"number\">").Text(Text(duration)).Markup("</td>");
                html.Markup("</tr>\n");
            }
            EndTable();
        }
        html.Markup("</section>\n");
    }

    private void WriteListed(int count)
    {
        if (count > ReportFigures.Listed) html.Markup("<p class=\"note\">").Text($"The {ReportFigures.Listed} who have waited longest, of {Number(count)}.").Markup("</p>\n");
    }

    private void WriteConversation(InteractionMeasurement measured) =>
        html.Markup("<tr><th scope=\"row\" class=\"id\">").Text(measured.ConversationId.ToString()).Text(measured.Session is { } session ? $" session {Number(session)}" : "").Markup("</th>");

    private void StartTable(string name, params string[] headings)
    {
        // A wide table is scrolled in its own box, which the keyboard reaches.
        html.Markup("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").Text($"Table: {name}").Markup("\"><table>\n<thead><tr>");
        foreach (var heading in headings)
            html.Markup(heading is "Figure" or "From" or "To" or "Conversation" or "Event ids" or "Waiting since" ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">").Text(heading).Markup("</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
    }

    private void EndTable() => html.Markup("</tbody></table></div>\n");

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan? duration) => duration is { } known ? Clock.Duration(known) : "\u2013";
}
