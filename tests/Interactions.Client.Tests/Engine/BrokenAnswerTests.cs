using System.Diagnostics;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>Answers that break off, stop or crawl: nothing is lost, nothing comes twice, or it is said from where to go on.</summary>
public class BrokenAnswerTests
{
    private static readonly long[] Times = [.. Enumerable.Range(0, 500).Select(place => 1_700_000_000_000 + (place / 3))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_drops_in_the_middle_of_a_page_goes_on_behind_the_last_whole_activity(bool all)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        foreach (var bytes in new[] { 1, 2, 150, 1_000, 12_345, 27_000 })
        {
            emulator.Faults.Add(new Fault { DropAfterBytes = bytes });
            emulator.Faults.Add(new Fault { DropAfterBytes = bytes + 500 });
            if (all) emulator.Faults.Add(new Fault { DropAfterBytes = bytes, Skip = 3 });
            var (activities, failure) = await client.ReadAsync(Emulated.Query(all));
            Assert.Null(failure);
            Assert.Equal(Enumerable.Range(0, all ? 500 : 100), Emulated.Places(activities));
            emulator.Faults.Clear();
        }
    }

    [Fact]
    public async Task A_drop_in_every_page_of_an_engine_that_keeps_no_order_loses_nothing()
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { Quirks = EngineQuirks.Shuffle, Activities = 0 });
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        for (var page = 0; page < 6; page++) emulator.Faults.Add(new Fault { DropAfterBytes = 9_000, Skip = 2 * page });
        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true));
        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 500), Emulated.Places(activities).Order());
        Assert.Equal(Times, activities.Select(activity => activity.EventId!.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_truncated_page_gives_what_was_whole_and_the_place_to_go_on_from(bool all)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(new Fault { TruncateAfterBytes = 10_000, Skip = all ? 1 : 0 });

        var (activities, failure) = await client.ReadAsync(Emulated.Query(all));

        Assert.Equal((EngineErrorKind.InvalidResponse, 200), (failure?.Kind, failure?.StatusCode));
        Assert.Equal(Enumerable.Range(0, activities.Count), Emulated.Places(activities));
        Assert.InRange(activities.Count, all ? 120 : 30, all ? 190 : 90);
        Assert.Equal(activities[^1].EventId, failure!.ResumeFrom);
        Assert.Equal(all ? 2 : 1, emulator.Requests.Count);

        var (rest, none) = await client.ReadAsync(Emulated.Query(all: true, from: failure.ResumeFrom!.Value));
        Assert.Null(none);
        Assert.Equal(Enumerable.Range(0, 500), Emulated.Places(activities).Union(Emulated.Places(rest)));

        // Only what shares the last millisecond comes twice.
        Assert.InRange(activities.Count + rest.Count, 500, 503);
    }

    [Fact]
    public async Task A_broken_page_of_an_engine_that_keeps_no_order_is_resumed_from_its_start()
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { Quirks = EngineQuirks.Shuffle, Activities = 0 });
        using var client = emulator.Client(token: emulator.IssueToken());
        foreach (var all in new[] { false, true })
        {
            emulator.Faults.Add(new Fault { TruncateAfterBytes = 10_000 });
            var (activities, failure) = await client.ReadAsync(Emulated.Query(all, from: 1_700_000_000_001));
            Assert.NotEmpty(activities);
            Assert.Equal(1_700_000_000_001, failure!.ResumeFrom);
        }
    }

    [Fact]
    public async Task Of_several_types_the_place_to_go_on_from_is_behind_what_was_given()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { TruncateAfterBytes = 10_000, Skip = 3 });
        IntegrationType[] types = [IntegrationType.Customer, IntegrationType.Agent];

        var (activities, failure) = await client.ReadAsync(Emulated.Query(true, 0, types));
        var (rest, _) = await client.ReadAsync(Emulated.Query(true, failure!.ResumeFrom!.Value, types));

        Assert.Equal(EngineErrorKind.InvalidResponse, failure.Kind);
        Assert.Equal(Enumerable.Range(0, 500), Emulated.Places(activities).Union(Emulated.Places(rest)));
        Assert.InRange(activities.Count + rest.Count, 500, 503);
    }

    [Fact]
    public async Task An_answer_that_stops_is_a_timeout_behind_what_was_whole()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), operationTimeout: TimeSpan.FromMilliseconds(150));
        emulator.Faults.Add(new Fault { StallAfterBytes = 10_000 });
        var (activities, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(EngineErrorKind.Timeout, failure?.Kind);
        Assert.InRange(activities.Count, 30, 90);
        Assert.Equal(activities[^1].EventId, failure!.ResumeFrom);
    }

    [Fact]
    public async Task An_answer_that_stops_is_asked_for_again()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 1, operationTimeout: TimeSpan.FromMilliseconds(150));
        emulator.Faults.Add(new Fault { StallAfterBytes = 10_000 });
        var (activities, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 100), Emulated.Places(activities));
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_a_timeout()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), connectionTimeout: TimeSpan.FromMilliseconds(150));
        emulator.Faults.Add(new Fault { StallAfterBytes = 0 });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(EngineErrorKind.Timeout, failure?.Kind);
        Assert.Contains("0.15 seconds", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_crawls_is_read_to_its_end_however_long_it_takes()
    {
        await using var emulator = await Emulated.StartAsync(Times[..6]);
        var limit = TimeSpan.FromSeconds(2);
        using var client = emulator.Client(token: emulator.IssueToken(), connectionTimeout: limit, operationTimeout: limit);
        emulator.Faults.Add(new Fault { DripBytesPerSecond = 600 });
        var clock = Stopwatch.StartNew();
        var (activities, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Null(failure);
        Assert.Equal(6, activities.Count);
        Assert.True(clock.Elapsed > limit, "came faster than the limit, so it proves nothing");
    }

    [Theory]
    [InlineData("gzip")]
#if !DESKTOP // .NET Framework cannot unpack it, so its build does not ask for it.
    [InlineData("br")]
#endif
    public async Task A_packed_answer_is_unpacked(string encoding)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { ContentEncoding = encoding, Count = -1 });
        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true));
        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 500), Emulated.Places(activities));
        Assert.All(emulator.Requests, request => Assert.Contains(encoding, request.AcceptEncoding!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_packed_answer_that_is_cut_or_no_such_thing_is_an_invalid_response(string encoding)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { ContentEncoding = encoding, TruncateAfterBytes = 900 });
        emulator.Faults.Add(new Fault { Status = 200, Body = "[not packed]", Headers = new Dictionary<string, string> { ["Content-Encoding"] = encoding } });
        Assert.Equal(EngineErrorKind.InvalidResponse, (await client.ReadAsync(Emulated.Query())).Failure?.Kind);
        Assert.Equal(EngineErrorKind.InvalidResponse, (await client.ReadAsync(Emulated.Query())).Failure?.Kind);
    }
}
