using System.Diagnostics;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>Responses that break off, stall or crawl: every activity is returned once, or the failure says where to continue.</summary>
[Collection(nameof(StoppingTests))]
public class BrokenResponseTests
{
    private static readonly long[] Times = [.. Enumerable.Range(0, 500).Select(place => 1_700_000_000_000 + (place / 3))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_whose_connection_drops_continues_after_its_last_complete_activity(bool all)
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
    public async Task A_drop_in_every_page_of_an_engine_that_shuffles_pages_loses_nothing()
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
    public async Task A_truncated_page_returns_its_complete_activities_and_where_to_continue(bool all)
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

        // Only activities of the last millisecond are returned again.
        Assert.InRange(activities.Count + rest.Count, 500, 503);
    }

    [Fact]
    public async Task A_broken_page_of_an_engine_that_shuffles_pages_is_continued_from_its_start()
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
    public async Task A_failure_of_one_of_several_types_says_where_to_continue_without_losing_any()
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
    public async Task A_stalled_response_is_a_timeout_after_its_complete_activities()
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
    public async Task A_stalled_response_is_requested_again()
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
    public async Task A_slow_response_is_read_to_its_end_however_long_it_takes()
    {
        await using var emulator = await Emulated.StartAsync(Times[..6]);
        var limit = TimeSpan.FromSeconds(2);
        using var client = emulator.Client(token: emulator.IssueToken(), connectionTimeout: limit, operationTimeout: limit);
        emulator.Faults.Add(new Fault { DripBytesPerSecond = 600 });
        var clock = Stopwatch.StartNew();
        var (activities, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Null(failure);
        Assert.Equal(6, activities.Count);
        Assert.True(clock.Elapsed > limit, "the response took less time than the timeouts, so this proves nothing");
    }

    [Theory]
    [InlineData("gzip")]
#if !DESKTOP // .NET Framework has no Brotli decoder, so its build does not ask for it.
    [InlineData("br")]
#endif
    public async Task A_compressed_response_is_decompressed(string encoding)
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
    public async Task A_compressed_response_that_is_cut_off_or_not_compressed_is_an_invalid_response(string encoding)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { ContentEncoding = encoding, TruncateAfterBytes = 900 });
        emulator.Faults.Add(new Fault { Status = 200, Body = "[not compressed]", Headers = new Dictionary<string, string> { ["Content-Encoding"] = encoding } });
        Assert.Equal(EngineErrorKind.InvalidResponse, (await client.ReadAsync(Emulated.Query())).Failure?.Kind);
        Assert.Equal(EngineErrorKind.InvalidResponse, (await client.ReadAsync(Emulated.Query())).Failure?.Kind);
    }
}
