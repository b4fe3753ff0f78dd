using System.Diagnostics;
using System.Globalization;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

public class RetryTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_temporary_failure_is_retried(int status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(new Fault { Status = status, Count = 3 });
        var waits = new List<RetryScheduled>();
        var (activities, failure) = await client.ReadAsync(Emulated.Query(), notice => Collect(notice, waits));
        Assert.Null(failure);
        Assert.Single(activities);
        Assert.Equal(4, emulator.Requests.Count);
        Assert.Equal([1, 2, 3], waits.Select(wait => wait.Attempt));
        Assert.All(waits, wait => Assert.Equal(status, wait.Failure.StatusCode));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(417)]
    [InlineData(501)]
    [InlineData(505)]
    public async Task A_permanent_failure_is_not_retried(int status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(new Fault { Status = status, RetryAfter = "0" });
        Assert.NotNull((await client.ReadAsync(Emulated.Query())).Failure);
        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_any_response_is_retried()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 1);
        emulator.Faults.Add(new Fault { DropAfterBytes = 0 });
        Assert.Single((await client.ReadAsync(Emulated.Query())).Activities);
    }

    [Fact]
    public async Task A_refused_connection_is_retried_up_to_the_maximum()
    {
        var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: "t", retries: 2);
        await emulator.DisposeAsync();
        var waits = new List<RetryScheduled>();
        var (_, failure) = await client.ReadAsync(Emulated.Query(), notice => Collect(notice, waits));
        Assert.Equal(EngineErrorKind.Unreachable, failure?.Kind);
        Assert.Equal(2, waits.Count);
    }

    [Fact]
    public async Task After_the_last_retry_the_failure_is_thrown()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 2);
        emulator.Faults.Add(new Fault { Status = 503, Count = -1 });
        Assert.Equal(EngineErrorKind.Unavailable, (await client.ReadAsync(Emulated.Query())).Failure?.Kind);
        Assert.Equal(3, emulator.Requests.Count);
    }

    [Fact]
    public async Task A_token_request_is_retried_too()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(retries: 2);
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, Status = 503 });
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, DropAfterBytes = 5 });
        await client.AuthenticateAsync();
        Assert.Equal(3, emulator.ToIdentity().Count());
    }

    [Fact]
    public async Task Retry_after_in_seconds_is_the_shortest_delay_and_cancelling_ends_it_at_once()
    {
        var wait = await WaitAsync("100");
        Assert.InRange(wait.Delay, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(125));
        Assert.Equal(TimeSpan.FromSeconds(100), wait.Failure.RetryAfter);
    }

    [Theory]
    [InlineData("2.5", 2.5)]
    [InlineData("0.25", 0.25)]
    [InlineData(" 7.000 ", 7)]
    public async Task Retry_after_in_parts_of_a_second_is_the_least_wait(string retryAfter, double seconds)
    {
        var wait = await WaitAsync(retryAfter);
        Assert.InRange(wait.Delay, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds * 1.25));
        Assert.Equal(TimeSpan.FromSeconds(seconds), wait.Failure.RetryAfter);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_the_shortest_delay()
    {
        var wait = await WaitAsync(DateTimeOffset.UtcNow.AddSeconds(100).ToString("r", CultureInfo.InvariantCulture));
        Assert.InRange(wait.Delay, TimeSpan.FromSeconds(95), TimeSpan.FromSeconds(125));
    }

    [Theory]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    [InlineData("0")]
    [InlineData("soon")]
    [InlineData("-7")]
    public async Task Retry_after_in_the_past_or_invalid_leaves_the_usual_delay(string retryAfter)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 1);
        emulator.Faults.Add(new Fault { Status = 429, RetryAfter = retryAfter });
        var waits = new List<RetryScheduled>();
        Assert.Single((await client.ReadAsync(Emulated.Query(), notice => Collect(notice, waits))).Activities);
        Assert.InRange(Assert.Single(waits).Delay.TotalMilliseconds, 1, 1.25);
        Assert.True(waits[0].Failure.RetryAfter is null || waits[0].Failure.RetryAfter == TimeSpan.Zero);
    }

    [Theory]
    [InlineData("121")]
    [InlineData("99999999999")]
    public async Task Retry_after_above_the_maximum_fails_at_once_and_is_reported(string retryAfter)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(new Fault { Status = 503, RetryAfter = retryAfter, Count = retryAfter == "121" ? 1 : 4 });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(EngineErrorKind.Unavailable, failure?.Kind);
        if (retryAfter != "121") return;
        Assert.Equal(TimeSpan.FromSeconds(121), failure!.RetryAfter);
        Assert.Single(emulator.Requests);
    }

    /// <summary>The retry that a response with this header causes. It is cancelled as soon as it is scheduled.</summary>
    private static async Task<RetryScheduled> WaitAsync(string retryAfter)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(new Fault { Status = 503, RetryAfter = retryAfter });
        using var stop = new CancellationTokenSource();
        var waiting = new TaskCompletionSource<RetryScheduled>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = client.ReadAsync(Emulated.Query(), notice => { if (notice is RetryScheduled wait) waiting.SetResult(wait); }, stop.Token);
        var wait = await waiting.Task;
        Assert.False(reading.IsCompleted);

        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 500);
        Assert.Single(emulator.Requests);
        return wait;
    }

    private static void Collect(EngineNotice notice, List<RetryScheduled> waits)
    {
        if (notice is RetryScheduled wait) waits.Add(wait);
    }
}
