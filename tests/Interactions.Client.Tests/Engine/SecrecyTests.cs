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
    [InlineData("with a space, an 'é', a \"quote\" and 😀")]
    public async Task A_secret_that_the_identity_service_repeats_is_redacted_however_it_is_written(string secret)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(secret: secret);
        foreach (var written in Spellings(secret))
        {
            emulator.Faults.Add(Echo(written) with { Target = FaultTarget.Identity });
            AssertHides(await Assert.ThrowsAsync<EngineException>(() => client.AuthenticateAsync()), written);
        }
    }

    /// <summary>What is no HTTP fails below the engine's words, in an exception of the runtime that quotes what came.</summary>
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Broken {0}\u001b[31m\r\n\r\n")]
    [InlineData("HTTP/1.1 200 {0}\u001b[31m\nOK\r\n\r\n")]
    [InlineData("HTTP/{0}\u001b[31m\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[\n\r\n0\r\nX-Trailer {0}\u001b[31m\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\u001b[31m\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{0}\u001b[31m")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/{0}\r\n\r\nt{0}\u001b[31m")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /{0}\u001b[31m\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_token_in_a_response_that_is_not_http_is_taken_out_of_the_inner_exceptions_too(string response)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        var token = emulator.IssueToken();
        using var client = emulator.Client(token, retries: 1);
        emulator.Faults.Add(new Fault { Raw = true, Body = string.Format(System.Globalization.CultureInfo.InvariantCulture, response, token), Count = -1 });
        var retries = new List<EngineException>();
        var (_, failure) = await client.ReadAsync(Emulated.Query(), notice => { if (notice is RetryScheduled retry) retries.Add(retry.Failure); });
        Assert.NotNull(failure);
        foreach (var shown in retries.Append(failure))
        {
            AssertHides(shown, token);
            Assert.DoesNotContain('\u001b', shown.ToString());
        }
    }

    [Theory]
    [InlineData("""{"access_token":"0123456789abcdef","token_type":"0123456789abcdef"}""")]
    [InlineData("""{"token_type":"x 0123456789abcdef","access_token":"0123456789abcdef","scope":"0123456789abcdef"}""")]
    public async Task A_new_token_that_its_own_response_repeats_is_taken_out(string body)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, Body = body });
        AssertHides(await Assert.ThrowsAsync<EngineException>(() => client.AuthenticateAsync()), "0123456789abcdef");
    }

    [Fact]
    public void A_secret_that_holds_another_one_goes_whole()
    {
        var options = new EngineOptions { Uri = new Uri("https://engine.example"), ClientId = "c", ClientSecret = "abcdef-tail", ProxyCredential = new System.Net.NetworkCredential("me", "abcdef"), Proxy = new Uri("http://proxy.example") };
        var clean = new Redactor(options, new ProxyChoice(options)).Clean(new EngineException(EngineErrorKind.Unavailable, "abcdef-tail abcdef bWU6YWJjZGVm"));
        Assert.Equal("*** *** ***", clean.Message);
    }

    /// <summary>A secret as it can come back: as it is, and as forms, addresses, JSON and HTML write it.</summary>
    private static IEnumerable<string> Spellings(string secret)
    {
        var escaped = Uri.EscapeDataString(secret);
        var lower = System.Text.RegularExpressions.Regex.Replace(escaped, "%..", match => match.Value.ToLowerInvariant());
        return [secret, escaped, lower, escaped.Replace("%20", "+", StringComparison.Ordinal), lower.Replace("%20", "+", StringComparison.Ordinal),
            JsonSerializer.Serialize(secret).Trim('"'), System.Net.WebUtility.HtmlEncode(secret)];
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
