using System.Globalization;
using System.Text.RegularExpressions;
using Interactions.Reports.Charts;
using Interactions.Reports.Measurements;

namespace Interactions.Reports.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(IEnumerable<Activity> activities, string? title = null, TimeZoneInfo? zone = null)
    {
        var path = Path.Combine(_folder, "report.html");
        var report = new InteractionReport(new PageOptions { Title = title, TimeZone = zone ?? TimeZoneInfo.Utc, MadeAt = DateTimeOffset.UnixEpoch.AddDays(30) });
        foreach (var activity in activities) report.Add(activity);
        report.Write(path);
        Assert.Single(Directory.GetFiles(_folder));
        return path;
    }

    private static string Row(string page, string name) => Regex.Replace(Regex.Match(page, $"<th scope=\"row\">{name}<.*").Value, "<small>.*?</small>|<[^>]+>", " ");

    [Fact]
    public void Durations_are_pooled_and_never_medians()
    {
        // Two conversations, of one response and of three: the median of the four is 25 s, the average of the medians is 60 s.
        var one = Guid.NewGuid();
        var page = File.ReadAllText(Write([Given.Text(0, "Customer>Agent", conversation: one), Given.Text(100, "Agent>Customer", conversation: one),
            Given.Text(0, "Customer>Agent"), Given.Text(10, "Agent>Customer"), Given.Text(50, "Customer>Agent"), Given.Text(70, "Agent>Customer"), Given.Text(90, "Customer>Agent"), Given.Text(120, "Agent>Customer")]));
        Assert.Matches(@"Agents\s+4\s+25 s\s+1 min 29 s\s+1 min 40 s", Row(page, "Agents"));
        Assert.Matches(@"First response\s+2\s+55 s", Row(page, "First response"));
        Assert.Matches(@"Bots\s+0\s+&#x2013;|Bots\s+0\s+\u2013", Row(page, "Bots"));
    }

    [Fact]
    public void Hours_and_weekdays_are_those_of_the_zone()
    {
        // 1970-01-01 was a Thursday; it is 05:30 of it in Kolkata, and 19:00 of the day before in New York.
        string Busiest(string zone) => string.Join(' ', Regex.Matches(File.ReadAllText(Write([Given.Text(0, "Customer>Agent")], zone: TimeZoneInfo.FindSystemTimeZoneById(zone))), "<th scope=\"row\">(\\w+)</th><td class=\"number\">1</td>").Select(match => match.Groups[1].Value));
        Assert.Equal("0 Thu", Busiest("UTC"));
        Assert.Equal("5 Thu", Busiest("Asia/Kolkata"));
        Assert.Equal("19 Wed", Busiest("America/New_York"));
    }

    [Fact]
    public void Waiting_customers_and_the_slowest_conversations_are_named_with_their_messages()
    {
        var waiting = Guid.NewGuid();
        var page = File.ReadAllText(Write([Given.Text(0, "Customer>Agent"), Given.Text(77, "Agent>Customer"), Given.Text(86400, "Customer>Agent", conversation: waiting)]));
        Assert.Matches($"{waiting}.*1970-01-02 00:00:00.*29 d", page);
        Assert.Matches($"{Given.Conversation}</th><td>0 77000</td>", page);
    }

    [Fact]
    public void Nothing_but_one_message_makes_a_page() => Assert.Contains("No agent answered.", File.ReadAllText(Write([Given.Text(0, "Customer>Agent")])), StringComparison.Ordinal);

    [Fact]
    public void Measurements_make_the_same_page_as_their_activities()
    {
        var activities = Given.Conversations(50).ToArray();
        var expected = File.ReadAllText(Write(activities));
        var measurer = new InteractionMeasurer();
        foreach (var activity in activities) measurer.Add(activity);
        var report = new InteractionReport(new PageOptions { TimeZone = TimeZoneInfo.Utc, MadeAt = DateTimeOffset.UnixEpoch.AddDays(30) });
        foreach (var measured in measurer.Measure()) report.Add(measured);
        var path = Path.Combine(_folder, "report.html");
        report.Write(path);
        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void Numbers_are_the_same_in_every_culture()
    {
        var activities = Given.Conversations(50).ToArray();
        var before = CultureInfo.CurrentCulture;
        var pages = new List<string>();
        foreach (var culture in new[] { "", "de-DE", "ar-SA", "fa-IR" })
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            try { pages.Add(File.ReadAllText(Write(activities))); }
            finally { CultureInfo.CurrentCulture = before; }
        }
        Assert.Single(pages.Distinct());
        Assert.Matches(@"<rect x=""\d+\.\d+"" y=""\d+\.\d+""", pages[0]);
    }

    [BrowserFact]
    public void A_hostile_title_and_hostile_activities_run_no_script_send_no_request_and_keep_the_layout()
    {
        using var listener = new Browser.Listener();
        var page = Write(Hostile.Activities(listener.Port).Concat(Given.Conversations(30)), Hostile.Text(listener.Port));
        Assert.DoesNotMatch("<html[^>]*data-owned|<script|<img|<iframe|<link", Browser.Dom(page));
        foreach (var width in new[] { 1200, 500 })
            Assert.Equal("true", Browser.Evaluate(page, "document.documentElement.scrollWidth <= window.innerWidth && getComputedStyle(document.body).display === 'block'", width));
        Assert.Equal(0, listener.Requests);
    }

    [AxeFact]
    public void An_accessibility_check_finds_nothing()
    {
        var page = Write(Given.Conversations(40), "A title");
        const string check = "(document.querySelectorAll('details').forEach(d => d.open = true), axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))))";
        foreach (var width in new[] { 1200, 500 }) Assert.Equal("[]", Browser.Evaluate(page, check, width, Browser.Axe));
    }
}
