using System.Text.Json;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>Token and secret are in no exception, even where the engine repeats them in a response.</summary>
public class SecrecyTests
{
    [Fact]
    public async Task A_token_that_the_engine_repeats_is_redacted()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        var token = emulator.IssueToken();
        using var client = emulator.Client(token);
        emulator.Faults.Add(Echo(token));
        AssertHides((await client.ReadAsync(Emulated.Query())).Failure!, token);
    }

    [Fact]
    public async Task An_old_token_is_redacted_after_it_was_renewed()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        var token = emulator.IssueToken();
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, Body = $$"""{"access_token":"{{token}}","expires_in":3600}""" });
        using var client = emulator.Client();
        await client.AuthenticateAsync();

        // The first response is delayed, so that the second request renews the token before it arrives.
        emulator.Faults.Add(Echo(token) with { Latency = 1_000 });
        var first = client.ReadAsync(Emulated.Query());
        await Emulated.EventuallyAsync(() => emulator.ToEngine().Any());
        emulator.ExpireTokens();
        Assert.Null((await client.ReadAsync(Emulated.Query())).Failure);
        Assert.Equal(2, emulator.ToIdentity().Count());
        Assert.False(first.IsCompleted);

        AssertHides((await first).Failure!, token);
    }

    [Theory]
    [InlineData("c2VjcmV0/+/+/PT09")]
    [InlineData("+/=&%+/=&%")]
    public async Task A_secret_that_the_identity_service_repeats_is_redacted_as_it_is_and_percent_encoded(string secret)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(secret: secret);
        foreach (var written in new[] { secret, Uri.EscapeDataString(secret) })
        {
            emulator.Faults.Add(Echo(written) with { Target = FaultTarget.Identity });
            AssertHides(await Assert.ThrowsAsync<EngineException>(() => client.AuthenticateAsync()), written);
        }
    }

    [Fact]
    public async Task A_redirect_that_names_the_token_does_not_show_it()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        var token = emulator.IssueToken();
        using var client = emulator.Client(token);
        foreach (var location in new[] { $"/login?token={token}", $"https://elsewhere.example/{token}?token={token}" })
        {
            emulator.Faults.Add(new Fault { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = location } });
            AssertHides((await client.ReadAsync(Emulated.Query())).Failure!, token);
        }
    }

    private static Fault Echo(string text) => new()
    {
        Status = 400,
        Body = $$"""{"errors":[{"code":1,"description":{{JsonSerializer.Serialize($"You sent {text}, wrong. (code: ENG000210)")}}}],"trackingId":{{JsonSerializer.Serialize(text)}},"timestamp":{{JsonSerializer.Serialize(text)}}}""",
    };

    private static void AssertHides(EngineException failure, string text)
    {
        string?[] all = [failure.ToString(), failure.EngineDescription, failure.TrackingId, failure.EngineTimestamp, .. failure.EngineCodes];
        foreach (var shown in all)
            Assert.DoesNotContain(text, shown ?? "", StringComparison.OrdinalIgnoreCase);
    }
}
