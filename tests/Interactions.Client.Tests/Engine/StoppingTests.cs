using System.Diagnostics;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

// How soon something ends can only be seen while nothing else takes the machine.
[CollectionDefinition(nameof(StoppingTests), DisableParallelization = true)]
[Collection(nameof(StoppingTests))]
public class StoppingTests
{
    private static readonly long[] Times = [.. Enumerable.Range(0, 5_000).Select(place => 1_700_000_000_000L + place)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Taking_one_activity_and_no_more_ends_the_request_under_way(bool all)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());

        // With all, the page that is read ahead is the one that never ends.
        emulator.Faults.Add(new Fault { StallAfterBytes = 10_000, Skip = all ? 1 : 0 });
        await foreach (var activity in client.ReadActivitiesAsync(Emulated.Query(all)))
        {
            Assert.Equal(Times[0], activity.EventId);
            if (all) await Emulated.EventuallyAsync(() => emulator.Requests.Count == 2);
            break;
        }
        await Emulated.EventuallyAsync(() => emulator.Requests[^1].Aborted);
        await Emulated.EventuallyAsync(() => emulator.OpenConnections <= (all ? 1 : 0));
    }

    [Fact]
    public async Task Taking_one_activity_of_three_types_leaves_no_request_open()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { StallAfterBytes = 10_000, Skip = 3, Count = -1 });
        await foreach (var _ in client.ReadActivitiesAsync(Emulated.Query(true, 0, IntegrationType.Customer, IntegrationType.Agent)))
            break;
        await Emulated.EventuallyAsync(() => emulator.Requests.All(request => request.Aborted || request.Status == 200));
        client.Dispose();
        await Emulated.EventuallyAsync(() => emulator.OpenConnections == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task A_stop_while_the_engine_is_silent_ends_at_once(int afterBytes)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(new Fault { StallAfterBytes = afterBytes, Count = -1 });
        using var stop = new CancellationTokenSource();
        var reading = client.ReadAsync(Emulated.Query(all: true), stop: stop.Token);
        await Emulated.EventuallyAsync(() => emulator.Requests.Count == 1);

        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 500);
        await Emulated.EventuallyAsync(() => emulator.OpenConnections == 0);
    }

    [Fact]
    public async Task A_stop_while_a_token_is_waited_for_ends_at_once_and_spoils_nothing()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client();
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, StallAfterBytes = 0 });
        using var stop = new CancellationTokenSource();
        var reading = client.ReadAsync(Emulated.Query(), stop: stop.Token);
        await Emulated.EventuallyAsync(() => emulator.ToIdentity().Any());
        var waiting = client.ReadAsync(Emulated.Query());

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        // The one that waited for the same token asks for it itself.
        Assert.Equal(100, (await waiting).Activities.Count);
    }

    [Fact]
    public async Task While_the_consumer_holds_still_at_most_one_page_is_read_ahead()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        var completed = 0;
        await using var activities = client.ReadActivitiesAsync(Emulated.Query(all: true), notice =>
        {
            if (notice is RequestCompleted) Interlocked.Increment(ref completed);
        }).GetAsyncEnumerator();

        Assert.True(await activities.MoveNextAsync());
        await Emulated.EventuallyAsync(() => Volatile.Read(ref completed) == 2);

        // That nothing happens can only be seen by waiting for it; a page takes a few milliseconds.
        await Task.Delay(200);
        Assert.Equal(2, emulator.Requests.Count);

        for (var taken = 1; taken < 101; taken++) Assert.True(await activities.MoveNextAsync());
        await Emulated.EventuallyAsync(() => Volatile.Read(ref completed) == 3);
        Assert.Equal(3, emulator.Requests.Count);
    }

    [Fact]
    public async Task Every_request_is_told_of_with_its_address_status_bytes_and_time()
    {
        await using var emulator = await Emulated.StartAsync(Times[..3]);
        using var client = emulator.Client();
        var notices = new List<RequestCompleted>();
        await client.ReadAsync(Emulated.Query(), notice => notices.Add((RequestCompleted)notice));
        Assert.Equal(["POST", "GET"], notices.Select(notice => notice.Method));
        Assert.All(notices, notice => Assert.True(notice is { StatusCode: 200, Bytes: > 50 } && notice.Duration > TimeSpan.Zero));
        Assert.Equal(emulator.Requests[1].BytesWritten, notices[1].Bytes);
        Assert.EndsWith("?type=Customer&leid=0", notices[1].Address.AbsoluteUri, StringComparison.Ordinal);
    }
}
