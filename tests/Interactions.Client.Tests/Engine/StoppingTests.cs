using System.Diagnostics;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

// These tests measure time, so no other test runs beside them.
[CollectionDefinition(nameof(StoppingTests), DisableParallelization = true)]
[Collection(nameof(StoppingTests))]
public class StoppingTests
{
    private static readonly long[] Times = [.. Enumerable.Range(0, 5_000).Select(place => 1_700_000_000_000L + place)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaving_the_loop_after_one_activity_cancels_the_request_under_way(bool all)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());

        // With All, the prefetched page is the one that stalls.
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
    public async Task Leaving_the_loop_after_one_activity_of_several_types_leaves_no_request_open()
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
    public async Task Cancelling_while_the_engine_is_silent_ends_at_once(int afterBytes)
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_while_the_rest_of_a_page_does_not_come_ends_at_once(bool byClosing)
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { StallAfterBytes = 10_000 });
        using var stop = new CancellationTokenSource();
        await using var activities = client.ReadActivitiesAsync(Emulated.Query(), cancellationToken: stop.Token).GetAsyncEnumerator();
        Assert.True(await activities.MoveNextAsync());
        var next = activities.MoveNextAsync();
        while (next.IsCompleted)
        {
            Assert.True(await next);
            next = activities.MoveNextAsync();
        }

        var clock = Stopwatch.StartNew();
        if (byClosing) client.Dispose();
        else await stop.CancelAsync();
        var failure = await Record.ExceptionAsync(() => next.AsTask());
        Assert.InRange(clock.ElapsedMilliseconds, 0, 500);
        if (byClosing) Assert.Equal(EngineErrorKind.Unreachable, Assert.IsType<EngineException>(failure).Kind);
        else Assert.IsAssignableFrom<OperationCanceledException>(failure);
        await Emulated.EventuallyAsync(() => emulator.OpenConnections == 0);
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_a_token_ends_at_once_and_leaves_other_callers_alone()
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

        // The other caller waited for the same token, and now requests it itself.
        Assert.Equal(100, (await waiting).Activities.Count);
    }

    [Fact]
    public async Task While_the_caller_takes_nothing_at_most_one_page_is_prefetched()
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

        // That no further request is sent can only be observed by waiting. A page takes a few milliseconds.
        await Task.Delay(200);
        Assert.Equal(2, emulator.Requests.Count);

        for (var taken = 1; taken < 101; taken++) Assert.True(await activities.MoveNextAsync());
        await Emulated.EventuallyAsync(() => Volatile.Read(ref completed) == 3);
        Assert.Equal(3, emulator.Requests.Count);
    }

    [Fact]
    public async Task Every_request_is_reported_with_its_address_status_bytes_and_time()
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
