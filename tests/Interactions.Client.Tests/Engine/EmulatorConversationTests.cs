using System.Net;
using System.Text.Json;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>What docs/emulator.md says of conversations that grow, of outages, and of the conversation that is there from the start.</summary>
public class EmulatorConversationTests
{
    [Fact]
    public async Task The_conversation_has_every_type_and_takes_less_than_an_hour()
    {
        await using var emulator = await EngineEmulator.StartAsync(new EmulatorOptions { Port = 0 });
        var types = new HashSet<string>();
        var times = new SortedSet<long>();
        foreach (var type in new[] { "Customer", "Agent", "Bot" })
        {
            using var page = JsonDocument.Parse(await emulator.BodyAsync(emulator.IssueToken(), 0, emulator.ConversationId, type));
            foreach (var activity in page.RootElement.EnumerateArray())
            {
                times.Add(activity.GetProperty("eventId").GetInt64());
                types.Add(activity.GetProperty(activity.GetProperty("type").GetString()!).GetProperty("type").GetString()!);
            }
        }

        Assert.Equal(
            ["attachment", "audio", "card", "carousel", "command", "contact", "image", "list", "location", "payload", "seen", "text", "typing_off", "typing_on", "video", "vimeo", "youtube"],
            types.Order(StringComparer.Ordinal));
        Assert.InRange(times.Max - times.Min, 10 * 60_000, 60 * 60_000);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_more_activities_only_add_some()
    {
        await using var emulator = await Emulated.StartAsync();
        var token = emulator.IssueToken();
        async Task<string> Generated(int count, int seed)
        {
            emulator.GenerateConversation(Emulated.Conversation, count, seed);
            return await emulator.BodyAsync(token);
        }

        var once = await Generated(90, 7);
        Assert.Equal(once, await Generated(90, 7));
        Assert.StartsWith((await Generated(40, 7))[..^1], once, StringComparison.Ordinal);
        Assert.NotEqual(once, await Generated(90, 8));
    }

    [Fact]
    public async Task Generated_activities_are_dated_now_and_each_is_later_than_the_one_before()
    {
        await using var emulator = await Emulated.StartAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (var round = 0; round < 20; round++) emulator.GenerateActivities(Emulated.Conversation, 5);
        var given = await AllAsync(emulator);
        Assert.Equal(100, given.Length);
        Assert.Equal(given.Distinct(), given);
        Assert.InRange(given[0], before - 5, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.InRange(given[^1], before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 100);
    }

    [Fact]
    public async Task Activities_appear_late_where_their_time_puts_them()
    {
        await using var emulator = await Emulated.StartAsync();
        emulator.GenerateActivities(Emulated.Conversation, 3);
        var known = await AllAsync(emulator);
        await emulator.ControlAsync("POST", $"conversations/{Emulated.Conversation}/activities?activities=2&secondsAgo=30");
        var later = await AllAsync(emulator);
        Assert.Equal(known, later[2..]);
        Assert.InRange(known[0] - later[1], 29_000, 31_000);
    }

    [Fact]
    public async Task A_conversation_grows_until_it_is_told_to_stop()
    {
        await using var emulator = await EngineEmulator.StartAsync(
            new EmulatorOptions { Port = 0, Activities = 0, Conversation = Emulated.Conversation, Growth = new Growth { PerSecond = 200, LateEvery = 4, LateSeconds = 60 } });
        var start = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        long[] given = [];
        while (given.Length < 40) given = await AllAsync(emulator);
        Assert.InRange(given.Count(time => time < start - 50_000), given.Length / 5, given.Length / 3);

        Assert.Equal(HttpStatusCode.NoContent, (await emulator.ControlAsync("DELETE", $"conversations/{Emulated.Conversation}/growth")).Status);
        given = await AllAsync(emulator);
        var other = Guid.NewGuid();
        await emulator.ControlAsync("PUT", $"conversations/{other}/growth", """{"perSecond":100}""");
        while ((await AllAsync(emulator, other)).Length < 20) { }
        Assert.Equal(given, await AllAsync(emulator));
    }

    [Theory]
    [InlineData(OutageKind.Unavailable)]
    [InlineData(OutageKind.Drop)]
    [InlineData(OutageKind.Refuse)]
    public async Task An_outage_cuts_everything_off_until_it_is_ended(OutageKind kind)
    {
        await using var emulator = await Emulated.StartAsync([1, 2, 3]);
        var token = emulator.IssueToken();
        emulator.Faults.Add(new Fault { StallAfterBytes = 100 });
        var cut = emulator.BodyAsync(token);
        await Emulated.EventuallyAsync(() => emulator.Requests is [{ BytesWritten: 100 }]);

        await emulator.StartOutageAsync(new Outage { Kind = kind, RetryAfter = "7" });
        if (kind == OutageKind.Unavailable)
        {
            using var refused = await emulator.GetAsync(token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("7", refused.Headers.RetryAfter!.ToString());
            Assert.False(cut.IsCompleted);
        }
        else
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => cut);
            Assert.False(emulator.Requests[0].Aborted);
            var failure = await Assert.ThrowsAsync<HttpRequestException>(() => emulator.BodyAsync(token));
            Assert.Equal(kind == OutageKind.Refuse, failure.HttpRequestError == HttpRequestError.ConnectionError);
            var requests = emulator.Requests.Count;
            await Assert.ThrowsAsync<HttpRequestException>(() => emulator.BodyAsync(token));
            Assert.Equal(kind == OutageKind.Refuse ? requests : requests + 1, emulator.Requests.Count);
        }

        await emulator.EndOutageAsync();
        Assert.Equal(new long[] { 1, 2, 3 }, await emulator.PageAsync(token));
    }

    [Fact]
    public async Task An_outage_begins_and_ends_by_itself_and_another_takes_its_place()
    {
        await using var emulator = await Emulated.StartAsync([1, 2, 3]);
        var token = emulator.IssueToken();
        async Task<int> Status()
        {
            try { using var response = await emulator.GetAsync(token); return (int)response.StatusCode; }
            catch (HttpRequestException) { return 0; }
        }

        Assert.Equal(HttpStatusCode.NoContent, (await emulator.ControlAsync("PUT", "outage", """{"kind":"unavailable","afterSeconds":0.3,"seconds":60}""")).Status);
        Assert.Equal(200, await Status());
        await Emulated.EventuallyAsync(() => Status().GetAwaiter().GetResult() == 503);
        Assert.Equal(HttpStatusCode.NoContent, (await emulator.ControlAsync("PUT", "outage", """{"kind":"refuse","seconds":0.5}""")).Status);
        Assert.Equal(0, await Status());
        await Emulated.EventuallyAsync(() => Status().GetAwaiter().GetResult() == 200);
        Assert.Equal(HttpStatusCode.BadRequest, (await emulator.ControlAsync("PUT", "outage", """{"kind":"refuse"}""")).Status);
        Assert.Equal(200, await Status());
    }

    [Fact]
    public async Task It_stops_in_the_middle_of_an_outage()
    {
        var emulator = await Emulated.StartAsync([1]);
        await emulator.StartOutageAsync(new Outage { Kind = OutageKind.Refuse });
        var port = emulator.Uri.Port;
        await emulator.DisposeAsync();
        await using var next = await EngineEmulator.StartAsync(new EmulatorOptions { Port = port });
        Assert.Equal(port, next.Uri.Port);
    }

    private static async Task<long[]> AllAsync(EngineEmulator emulator, Guid? conversation = null)
    {
        await emulator.ControlAsync("PATCH", "options", """{"pageCap":0}""");
        var token = emulator.IssueToken();
        var all = new List<long>();
        foreach (var type in new[] { "Customer", "Agent", "Bot" }) all.AddRange(await emulator.PageAsync(token, 0, conversation, type));
        return [.. all.Distinct().Order()];
    }
}
