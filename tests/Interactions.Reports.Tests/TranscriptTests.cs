using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Interactions.Reports.Transcripts;

namespace Interactions.Reports.Tests;

public sealed class TranscriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(TranscriptFormat format, IEnumerable<Activity> activities, string? failure = null, string? title = null, TimeZoneInfo? zone = null)
    {
        var path = Path.Combine(_folder, "transcript");
        using (var transcript = new Transcript(path, Given.Conversation, new TranscriptOptions { Format = format, Title = title, TimeZone = zone ?? TimeZoneInfo.Utc }))
        {
            foreach (var activity in activities) transcript.Add(activity);
            transcript.Complete(new ReadingOutcome(failure));
        }
        Assert.Equal(["transcript"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        return File.ReadAllText(path);
    }

    private static string Sha256Of(string page) => Regex.Match(page, "[0-9a-f]{64}").Value;

    [Fact]
    public void A_new_day_starts_where_the_zone_says()
    {
        Activity[] activities = [Given.Text(86_000, "Customer>Agent"), Given.Text(86_500, "Agent>Customer")];
        Assert.Single(Regex.Matches(Write(TranscriptFormat.Html, activities, zone: TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")), "<h2 id="));
        Assert.Equal(2, Regex.Count(Write(TranscriptFormat.Html, activities), "<h2 id="));
    }

    [Fact]
    public void Messages_of_one_sender_stand_together_and_every_one_names_it()
    {
        var page = Write(TranscriptFormat.Html, [Given.Text(0, "Customer>Agent"), Given.Text(60, "Customer>Agent"), Given.Text(600, "Customer>Agent"), Given.Text(601, "Agent>Customer")]);
        Assert.Single(Regex.Matches(page, "class=\"m customer more\""));
        Assert.Equal(3, Regex.Count(page, "<b><bdi>Customer</bdi></b>") - 1);
    }

    [Theory]
    [InlineData(3599, 0)]
    [InlineData(3600, 1)]
    public void A_silence_of_an_hour_is_marked(int seconds, int marks)
    {
        // An event in between is no word, so it does not end the silence.
        var page = Write(TranscriptFormat.Html, [Given.Text(0, "Customer>Agent"), Given.Event(1000, "Agent>Customer"), Given.Text(seconds, "Agent>Customer")]);
        Assert.Equal(marks, Regex.Count(page, "of silence"));
    }

    [Fact]
    public void Activities_that_are_earlier_than_the_one_before_are_said_at_their_place_and_in_the_head()
    {
        foreach (var format in new[] { TranscriptFormat.Html, TranscriptFormat.Markdown, TranscriptFormat.Text })
        {
            var page = Write(format, [Given.Text(10, "Customer>Agent", "late"), Given.Text(5, "Agent>Customer", "early"), Given.Text(11, "Agent>Customer")]);
            Assert.InRange(page.IndexOf("The entries below are earlier", StringComparison.Ordinal), page.IndexOf("late", StringComparison.Ordinal), page.IndexOf("early", StringComparison.Ordinal));
            Assert.Contains("1 activity came after a later one", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_failure_of_the_reading_is_in_head_and_foot()
    {
        var page = Write(TranscriptFormat.Text, [Given.Text(0, "Customer>Agent")], failure: "The engine answered 503.");
        Assert.Equal(2, Regex.Count(page, "The engine answered 503"));
        Assert.Contains("Complete: No.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_that_of_the_file_of_json_lines()
    {
        const string sent = """{ "type": "message", "mood": {"b":[null,true],"a":1.50}, "eventId":1000 }""";
        const string line = """{"conversationId":"3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d","type":"message","mood":{"b":[null,true],"a":1.50},"eventId":1000}""" + "\n";
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line + line)));
        foreach (var format in new[] { TranscriptFormat.Html, TranscriptFormat.Text }) Assert.Equal(expected, Sha256Of(Write(format, [Given.Activity(sent), Given.Activity(sent)])));
    }

    [Theory]
    [InlineData("\"text\":\"x\"", "\"text\":\"y\"")]
    [InlineData("\"isEcho\":false", "\"isEcho\":true")]
    [InlineData("\"eventId\":1000", "\"eventId\":1001")]
    [InlineData("\"mood\":1", "\"mood\":2")]
    [InlineData("\"integrationType\":\"Bot\"", "\"integrationType\":\"Agent\"")]
    public void The_hash_changes_with_every_value(string from, string to)
    {
        const string json = """{"type":"message","eventId":1000,"isEcho":false,"mood":1,"sender":{"integrationType":"Bot"},"message":{"type":"text","text":"x"}}""";
        Assert.Contains(from, json, StringComparison.Ordinal);
        Assert.NotEqual(Sha256Of(Write(TranscriptFormat.Text, [Given.Activity(json)])), Sha256Of(Write(TranscriptFormat.Text, [Given.Activity(json.Replace(from, to, StringComparison.Ordinal))])));
    }

    [Fact]
    public void No_message_can_pass_for_a_line_of_another_in_text()
    {
        var page = Write(TranscriptFormat.Text, [Given.Text(0, "Customer>Agent", "Hi\n00:00:05  Agent (WebChat) to Customer\r\n    You owe us 100\u2028\u202eX")]);
        Assert.DoesNotMatch(@"(?m)^00:00:05", page);
        Assert.Contains("    00:00:05  Agent", page, StringComparison.Ordinal);
        Assert.Contains(@"\u2028\u202eX", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Heading", @"\# Heading")]
    [InlineData("- item", @"\- item")]
    [InlineData("1. one", @"1\. one")]
    [InlineData("    code", "&#160;&#160;&#160;&#160;code")]
    [InlineData("[x](javascript:alert(1))", @"\[x\](javascript:alert(1))")]
    [InlineData("![x](https://evil.example/p.png)", @"!\[x\](https://evil.example/p.png)")]
    [InlineData("<script>alert(1)</script>", @"\<script\>alert(1)\</script\>")]
    [InlineData("&lt; | `a` *b* _c_ ~~d~~", @"\&lt; \| \`a\` \*b\* \_c\_ \~\~d\~\~")]
    [InlineData(@"\<b>", @"\\\<b\>")]
    [InlineData("===", @"\===")]
    public void Markdown_shows_what_was_written(string written, string escaped) =>
        Assert.Contains("> " + escaped + "\n", Write(TranscriptFormat.Markdown, [Given.Text(0, "Customer>Agent", written)]), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://shop.example/a?b=c&d", true)]
    [InlineData("mailto:ada@shop.example", true)]
    [InlineData("tel:+19025550144", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JaVaScRiPt:alert(1)", false)]
    [InlineData("java\nscript:alert(1)", false)]
    [InlineData(" javascript:alert(1)", false)]
    [InlineData("data:text/html,<script>alert(1)</script>", false)]
    [InlineData("vbscript:x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//evil.example/x", false)]
    [InlineData("/relative", false)]
    [InlineData("https://good.example/\u202egpj.exe", false)]
    [InlineData("https://x.example/\"onmouseover=\"alert(1)", true)]
    public void Only_some_addresses_become_links(string address, bool isLink)
    {
        var page = Write(TranscriptFormat.Html, [Given.Activity($$$"""{"eventId":1,"message":{"type":"image","url":{{{System.Text.Json.JsonSerializer.Serialize(address)}}}}}""")]);
        var links = Regex.Matches(page, "<a ([^>]*)>");
        Assert.Equal(isLink ? 1 : 0, links.Count);
        if (isLink) Assert.Matches("^href=\"[^\"]+\" rel=\"noopener noreferrer\"$", links[0].Groups[1].Value);
    }

    [Fact]
    public void A_page_names_the_hash_of_its_one_style_sheet_and_has_no_other_style_or_script()
    {
        var page = Write(TranscriptFormat.Html, [Given.Text(0, "Customer>Agent")]);
        var style = Assert.Single(Regex.Matches(page, "(?s)<style>(.*?)</style>")).Groups[1].Value;
        Assert.Contains($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script|<img|<link|<iframe| style=| on\w+=|@import|url\(", page);
    }

    [Fact]
    public void Numbers_are_the_same_in_every_culture()
    {
        Activity[] activities = [.. Enumerable.Range(0, 50).Select(i => Given.Text(i * 7.3, i % 2 == 0 ? "Customer>Agent" : "Agent>Customer")),
            Given.Activity("""{"eventId":400000,"message":{"type":"location","latitude":-44.6488,"longitude":1e-7}}""")];
        var made = new TranscriptOptions().MadeAt;
        var before = CultureInfo.CurrentCulture;
        var pages = new List<string>();
        foreach (var culture in new[] { "", "de-DE", "ar-SA", "fa-IR" })
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            try { pages.Add(Regex.Replace(Write(TranscriptFormat.Html, activities), "<dt><bdi>Made.*", "")); }
            finally { CultureInfo.CurrentCulture = before; }
        }
        Assert.Single(pages.Distinct());
        Assert.Matches(@"d=""M2 3V17M\d+\.\d 3V17", pages[0]);
    }

    [Fact]
    public void A_mark_of_the_picture_stands_for_each_message_up_to_its_resolution()
    {
        var timeline = new Timeline();
        foreach (var second in new[] { 0, 10, 20, 30, 100 }) timeline.Add(Role.Customer, second * 1000L);
        Assert.Equal([0, 0.1, 0.2, 0.3, 1], timeline.Marks(Role.Customer).Select(mark => Math.Round(mark, 2)));
        for (var i = 0; i < 200_000; i++) timeline.Add(Role.Agent, i * 5000L);
        Assert.InRange(timeline.Marks(Role.Agent).Count(), Timeline.Columns / 2, Timeline.Columns);
        Assert.All(timeline.Marks(Role.Agent), mark => Assert.InRange(mark, 0, 1));
    }

    [Fact]
    public void What_was_there_stays_until_the_transcript_is_whole()
    {
        var path = Path.Combine(_folder, "transcript");
        File.WriteAllText(path, "before");
        using (var transcript = new Transcript(path, Given.Conversation, new TranscriptOptions()))
        {
            transcript.Add(Given.Text(0, "Customer>Agent"));
            Assert.Equal("before", File.ReadAllText(path));
        }
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }
}
