using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>An engine that is down is found out once, not once for every conversation.</summary>
public class OutageTests
{
    [Theory]
    [InlineData(503)]
    [InlineData(null)]
    public async Task After_one_has_failed_in_all_its_retries_the_others_are_sent_once(int? status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.Faults.Add(status is null ? new Fault { DropAfterBytes = 0, Count = -1 } : new Fault { Status = status, Count = -1 });

        for (var place = 0; place < 5; place++)
        {
            // Each conversation gets its error all the same.
            Assert.NotNull((await client.ReadAsync(Emulated.Query())).Failure);
            Assert.Equal(4 + place, emulator.Requests.Count);
        }

        // Once it answers, failures are retried as before.
        emulator.Faults.Clear();
        Assert.Null((await client.ReadAsync(Emulated.Query())).Failure);
        emulator.Faults.Add(new Fault { Status = 503, Count = 2 });
        Assert.Null((await client.ReadAsync(Emulated.Query())).Failure);
    }

    [Fact]
    public async Task An_identity_service_that_is_down_is_found_out_once_too()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(retries: 2);
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, Status = 503, Count = -1 });
        for (var place = 0; place < 3; place++)
        {
            Assert.Equal(EngineErrorKind.Unavailable, (await client.ReadAsync(Emulated.Query())).Failure?.Kind);
            Assert.Equal(3 + place, emulator.Requests.Count);
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(408)]
    public async Task What_is_wrong_with_one_conversation_leaves_the_others_their_retries(int status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 1);
        emulator.Faults.Add(new Fault { Status = status, Count = 2 });
        Assert.NotNull((await client.ReadAsync(Emulated.Query())).Failure);
        emulator.Faults.Add(new Fault { Status = 503 });
        Assert.Null((await client.ReadAsync(Emulated.Query())).Failure);
    }
}
