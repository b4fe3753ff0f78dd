using Interactions.Reports.Transcripts;

namespace Interactions.Reports.Tests;

/// <summary>Transcripts as a browser shows them.</summary>
public sealed class TranscriptInBrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(IEnumerable<Activity> activities, string? title = null)
    {
        var path = Path.Combine(_folder, "page.html");
        using var transcript = new Transcript(path, Given.Conversation, new TranscriptOptions { Title = title, TimeZone = TimeZoneInfo.Utc });
        foreach (var activity in activities) transcript.Add(activity);
        transcript.Complete(new ReadingOutcome(title));
        return path;
    }

    [BrowserFact]
    public void A_page_whose_every_field_is_an_attack_runs_no_script_and_sends_no_request()
    {
        using var listener = new Browser.Listener();
        var page = Write(Hostile.Activities(listener.Port), Hostile.Text(listener.Port));
        // Without the content policy, too: what was sent is text, whatever the policy forbids.
        foreach (var html in new[] { File.ReadAllText(page), File.ReadAllText(page).Replace("Content-Security-Policy", "x", StringComparison.Ordinal) })
        {
            File.WriteAllText(page, html);
            var dom = Browser.Dom(page);
            Assert.EndsWith("</footer>\n\n\n</body></html>", dom.TrimEnd(), StringComparison.Ordinal);
            Assert.DoesNotMatch("<html[^>]*data-owned|<script|<img|<iframe|<link", dom);
        }
        Assert.Equal(0, listener.Requests);
    }

    [BrowserFact]
    public void The_same_attack_works_where_nothing_is_encoded()
    {
        using var listener = new Browser.Listener();
        var page = Path.Combine(_folder, "page.html");
        File.WriteAllText(page, "<!DOCTYPE html><html><body><p>" + Hostile.Text(listener.Port).Replace("http-equiv=refresh", "x", StringComparison.Ordinal));
        Assert.Matches("<html[^>]*data-owned", Browser.Dom(page));
        Assert.NotEqual(0, listener.Requests);
    }

    [BrowserFact]
    public void The_policy_alone_stops_the_attack_too()
    {
        using var listener = new Browser.Listener();
        var page = Write([Given.Text(0, "Customer>Agent", "PLACE")]);
        File.WriteAllText(page, File.ReadAllText(page).Replace("PLACE", Hostile.Text(listener.Port).Replace("http-equiv=refresh", "x", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotMatch("<html[^>]*data-owned", Browser.Dom(page));
        Assert.Equal(0, listener.Requests);
    }

    [BrowserFact]
    public void Hostile_text_keeps_the_layout()
    {
        var page = Write(Hostile.Activities(9), Hostile.Text(9));
        foreach (var width in new[] { 1200, 500 })
        {
            Assert.Equal("true", Browser.Evaluate(page, "document.documentElement.scrollWidth <= window.innerWidth && getComputedStyle(document.body).display === 'block'", width));
            // No bubble, name or fact is wider than the column that it stands in.
            Assert.Equal("0", Browser.Evaluate(page, "[...document.querySelectorAll('body *')].filter(x => x.getBoundingClientRect().right > window.innerWidth + 1).length", width));
        }
    }

    [AxeFact]
    public void An_accessibility_check_finds_nothing()
    {
        var activities = Hostile.Activities(9).Concat(Enumerable.Range(0, 30).Select(i => Given.Text(1_712_500_000 + (i * 2000), (i % 3) switch { 0 => "Customer>Bot", 1 => "Bot>Customer", _ => "Agent>Customer" })));
        var page = Write(activities, "A title");
        const string check = "axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].any.map(a => a.message)])))";
        Assert.Equal("[]", Browser.Evaluate(page, check, library: Browser.Axe));
        // Open too, because what is folded is not checked.
        Assert.Equal("[]", Browser.Evaluate(page, "(document.querySelectorAll('details').forEach(d => d.open = true), " + check + ")", 500, Browser.Axe));
    }

    [BrowserFact]
    public void The_printed_page_shows_what_is_folded_on_the_screen()
    {
        var page = Write([Given.Text(0, "Customer>Agent"), Given.Event(1, "Bot>Agent", """{"type":"payload","payload":{"orderId":5521}}""")]);
        // As a picture of its height: the media of printing are asked for in the style sheet itself.
        File.WriteAllText(page, File.ReadAllText(page).Replace("@media print", "@media all", StringComparison.Ordinal));
        Assert.Equal("true", Browser.Evaluate(page, "document.querySelector('.e pre').getBoundingClientRect().height > 20"));
    }
}
