using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>What docs/emulator.md says of quirks and faults.</summary>
public class EmulatorFaultTests
{
    private static readonly long[] Times = [.. Enumerable.Range(1, 20).Select(place => 1000L * place)];

    [Theory]
    [InlineData(LeidBound.Inclusive)]
    [InlineData(LeidBound.Exclusive)]
    public async Task A_repeated_page_is_the_reader_s_own_whoever_else_reads(LeidBound leid)
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { PageCap = 5, Leid = leid, Quirks = EngineQuirks.RepeatPage, Activities = 0 });
        string one = emulator.IssueToken(), other = emulator.IssueToken(), third = emulator.IssueToken();
        var first = await emulator.PageAsync(one);
        var second = leid == LeidBound.Inclusive ? Times[4..9] : Times[5..10];
        Assert.Equal(Times[..5], first);
        Assert.Equal(first, await emulator.PageAsync(one, 5000));
        Assert.Equal(second, await emulator.PageAsync(one, 5000));

        // Who begins where another reader is has no page before.
        Assert.Equal(leid == LeidBound.Inclusive ? Times[8..13] : Times[10..15], await emulator.PageAsync(third, second[^1]));
        Assert.Equal(first, await emulator.PageAsync(other));
        Assert.Equal(second, await emulator.PageAsync(one, second[^1]));
        Assert.Equal(first, await emulator.PageAsync(one));
        Assert.Equal(Times[12..17], await emulator.PageAsync(other, leid == LeidBound.Inclusive ? 13_000 : 12_000));
    }

    [Fact]
    public async Task A_fault_can_happen_to_every_second_request()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        var token = emulator.IssueToken();
        emulator.Faults.Add(new Fault { PageCap = 3, Skip = 1, Every = 2, Count = 3 });
        var lengths = new List<int>();
        for (var request = 0; request < 8; request++) lengths.Add((await emulator.PageAsync(token)).Length);
        Assert.Equal([20, 3, 20, 3, 20, 3, 20, 20], lengths);
    }

    [Fact]
    public async Task A_page_is_capped_by_bytes_and_holds_at_least_one_activity()
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { PageBytes = 1000, Activities = 0 });
        var token = emulator.IssueToken();
        Assert.InRange((await emulator.BodyAsync(token)).Length, 501, 1000);
        emulator.Faults.Add(new Fault { PageBytes = 1 });
        Assert.Equal(Times[..1], await emulator.PageAsync(token));
    }

    [Fact]
    public async Task The_cap_varies_and_never_exceeds_the_one_that_is_set()
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { PageCap = 5, Quirks = EngineQuirks.VaryCap, Activities = 0 });
        var token = emulator.IssueToken();
        var lengths = new List<int>();
        for (var request = 0; request < 20; request++) lengths.Add((await emulator.PageAsync(token)).Length);
        Assert.All(lengths, length => Assert.InRange(length, 1, 5));
        Assert.True(lengths.Distinct().Count() > 2);
    }

    [Fact]
    public async Task A_page_can_hold_its_first_activity_twice_and_lack_the_newest()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        var token = emulator.IssueToken();
        emulator.Faults.Add(new Fault { Quirks = EngineQuirks.RepeatActivity, PageCap = 3 });
        emulator.Faults.Add(new Fault { Lag = 15, Count = 2 });
        Assert.Equal(new long[] { 1000, 1000, 2000 }, await emulator.PageAsync(token));
        Assert.Equal(Times[..5], await emulator.PageAsync(token));
        Assert.Empty(await emulator.PageAsync(token, 9000));
        Assert.Equal(Times, await emulator.PageAsync(token));
    }

    [Theory]
    [InlineData(EventIdFormat.Fraction, "1712345678901.0")]
    [InlineData(EventIdFormat.Exponent, "1.712345678901E12")]
    [InlineData(EventIdFormat.Text, "\"1712345678901\"")]
    [InlineData(EventIdFormat.Iso, "\"2024-04-05T19:34:38.9010000Z\"")]
    [InlineData(EventIdFormat.Null, "null")]
    public async Task Event_ids_are_written_in_any_format_and_ordered_as_numbers(EventIdFormat format, string written)
    {
        await using var emulator = await Emulated.StartAsync([1712345678901, 1712345678902], new EmulatorOptions { EventIdFormat = format, Activities = 0 });
        var token = emulator.IssueToken();
        var body = await emulator.BodyAsync(token, 1712345678901);
        Assert.Equal(written, JsonDocument.Parse(body).RootElement[0].GetProperty("eventId").GetRawText());
        if (format == EventIdFormat.Null) return;

        emulator.AddConversation(Emulated.Conversation, [Encoding.UTF8.GetBytes(body[1..body.IndexOf(",{\"type\"", StringComparison.Ordinal)])]);
        await emulator.ControlAsync("PATCH", "options", """{"eventIdFormat":"unchanged"}""");
        Assert.Contains(written, await emulator.BodyAsync(token, 1712345678901), StringComparison.Ordinal);
        Assert.Equal("[]", await emulator.BodyAsync(token, 1712345678902));
    }

    [Fact]
    public async Task A_content_type_is_required_only_when_asked_for()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        var token = emulator.IssueToken();
        using (var without = await emulator.GetAsync(token)) Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        await emulator.ControlAsync("PATCH", "options", """{"quirks":["require-content-type"]}""");
        foreach (var (contentType, status) in new[] { (null, 415), ("text/plain", 415), ("application/json", 200) })
        {
            using var response = await emulator.GetAsync(token, contentType: contentType);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(contentType, emulator.Requests[^1].ContentType);
        }
        Assert.Equal(0, emulator.Requests[^1].ContentLength);
    }

    [Fact]
    public async Task A_body_is_sent_in_another_charset_and_what_it_lacks_is_escaped()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        emulator.Faults.Add(new Fault { Charset = "iso-8859-1", Body = "[\"café 👍\"]" });
        using var response = await emulator.GetAsync(emulator.IssueToken());
        Assert.Equal("application/json; charset=iso-8859-1", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(Encoding.Latin1.GetBytes("[\"café \\ud83d\\udc4d\"]"), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_body_of_parts_is_repeated_and_can_hold_the_ordinary_one()
    {
        await using var emulator = await Emulated.StartAsync(Times[..1]);
        var token = emulator.IssueToken();
        var ordinary = await emulator.BodyAsync(token);
        emulator.Faults.Add(new Fault { BodyParts = [new() { Text = " ", Repeat = 100_000 }, new() { Ordinary = true, Repeat = 2 }, new() { Base64 = "Kio=" }] });
        Assert.Equal(new string(' ', 100_000) + ordinary + ordinary + "**", await emulator.BodyAsync(token));

        emulator.Faults.Add(new Fault { BodyParts = [new() { Text = "ab", Repeat = -1 }], TruncateAfterBytes = 99_999, ContentEncoding = null });
        Assert.Equal(99_999, (await emulator.BodyAsync(token)).Length);

        emulator.Faults.Add(new Fault { BodyParts = [new() { Text = "[" }, new() { Text = "a", Repeat = 10_000_000 }], ContentEncoding = "gzip" });
        using var compressed = await emulator.GetAsync(token);
        Assert.InRange(compressed.Content.Headers.ContentLength!.Value, 1, 200_000);
        using var unzipped = new GZipStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unzipped.CopyToAsync(bytes);
        Assert.Equal(10_000_001, bytes.Length);
    }

    [Fact]
    public async Task A_body_without_end_goes_on_until_the_client_disconnects()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), operationTimeout: TimeSpan.FromSeconds(3));
        emulator.Faults.Add(new Fault { BodyParts = [new() { Text = "[ " }, new() { Text = " ", Repeat = -1 }], DripBytesPerSecond = 1000 });
        using var stop = new CancellationTokenSource();
        var reading = client.ReadAsync(Emulated.Query(), stop: stop.Token);
        await Emulated.EventuallyAsync(() => emulator.Requests is [{ BytesWritten: > 10 }]);
        await stop.CancelAsync();
        try { await reading; } catch (OperationCanceledException) { }
        await Emulated.EventuallyAsync(() => emulator.Requests[0].Aborted);
    }

    [Fact]
    public async Task A_raw_body_is_the_whole_response()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        var token = emulator.IssueToken();
        emulator.Faults.Add(new Fault { Raw = true, Body = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" });
        Assert.Equal("", await emulator.BodyAsync(token));
        Assert.False(emulator.Requests[^1].Aborted);

        emulator.Faults.Add(new Fault { Raw = true, BodyParts = [new() { Text = "HTTP/1.0 200 OK\r\nX-Bell: \a\r\n\r\n" }, new() { Ordinary = true }] });
        using (var bell = await emulator.GetAsync(token)) Assert.Equal("\a", bell.Headers.GetValues("X-Bell").Single());

        emulator.Faults.Add(new Fault { Raw = true, Body = "HTTP/banana\r\n\r\n" });
        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.BodyAsync(token));
        Assert.Equal(Times, await emulator.PageAsync(token));
    }

    [Theory]
    [InlineData("""{"raw":true}""", "Raw")]
    [InlineData("""{"raw":true,"body":"x","status":200}""", "Raw")]
    [InlineData("""{"charset":"klingon"}""", "klingon")]
    [InlineData("""{"quirks":["shuffel"]}""", "shuffel")]
    [InlineData("""{"body":"","bodyParts":[]}""", "BodyParts")]
    [InlineData("""{"bodyParts":[{"text":"a","ordinary":true}]}""", "Ordinary")]
    [InlineData("""{"every":0}""", "Every")]
    [InlineData("""{"bdoy":"x"}""", "bdoy")]
    public async Task A_fault_that_makes_no_sense_is_refused_with_a_reason(string fault, string reason)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        var (status, body) = await emulator.ControlAsync("POST", "faults", fault);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, body, StringComparison.Ordinal);
        Assert.Equal(Times, await emulator.PageAsync(emulator.IssueToken()));
    }
}
