using System.Diagnostics;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>A client that is closed from another thread ends everything that waits, and says so.</summary>
[Collection(nameof(StoppingTests))]
public class ClosingTests
{
    [Fact]
    public Task While_a_token_is_waited_for() => AssertEndsAsync(new Fault { Target = FaultTarget.Identity, StallAfterBytes = 0, Count = -1 }, hasToken: false);

    [Fact]
    public Task While_the_engine_is_silent() => AssertEndsAsync(new Fault { StallAfterBytes = 0, Count = -1 });

    [Fact]
    public Task While_a_page_stalls() => AssertEndsAsync(new Fault { StallAfterBytes = 100, Count = -1 });

    [Fact]
    public Task While_a_retry_is_waited_for() => AssertEndsAsync(new Fault { Status = 503, RetryAfter = "60", Count = -1 });

    [Fact]
    public Task While_throttled() => AssertEndsAsync(new Fault { Status = 429, RetryAfter = "60", Count = -1 });

    [Fact]
    public async Task What_is_begun_afterwards_fails_in_the_same_way()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        var client = emulator.Client();
        client.Dispose();
        client.Dispose();
        AssertClosed((await client.ReadAsync(Emulated.Query())).Failure);
        AssertClosed(await Assert.ThrowsAsync<EngineException>(() => client.AuthenticateAsync()));
    }

    private static async Task AssertEndsAsync(Fault fault, bool hasToken = true)
    {
        await using var emulator = await Emulated.StartAsync(Enumerable.Range(1, 200).Select(time => (long)time));
        var client = emulator.Client(token: hasToken ? emulator.IssueToken() : null, retries: 3);
        emulator.Faults.Add(fault);
        using var stop = new CancellationTokenSource();
        var waits = 0;

        // Several conversations and types: the second waits for what the first has begun.
        var reads = Enumerable.Range(0, 4).Select(_ => client.ReadAsync(Emulated.Query(all: true, 0, IntegrationType.Customer, IntegrationType.Agent),
            notice => { if (notice is RetryScheduled) Interlocked.Increment(ref waits); }, stop.Token)).ToList();
        await Emulated.EventuallyAsync(() => emulator.Requests.Count > 0 && (fault.Status is null || Volatile.Read(ref waits) > 0));

        var clock = Stopwatch.StartNew();
        await Task.Run(client.Dispose);
        var ends = await Task.WhenAll(reads).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2_000);
        Assert.All(ends, end => AssertClosed(end.Failure));
        await Emulated.EventuallyAsync(() => emulator.OpenConnections == 0);
    }

    private static void AssertClosed(EngineException? failure)
    {
        Assert.Equal((EngineErrorKind.Unreachable, FailureCause.Closed), (failure?.Kind, failure?.Cause));
        Assert.Contains("was closed", failure!.Message, StringComparison.Ordinal);
    }
}
