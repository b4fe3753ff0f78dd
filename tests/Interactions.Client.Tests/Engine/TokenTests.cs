using Interactions.Emulator;

namespace Interactions.Client.Tests;

public class TokenTests
{
    [Theory]
    [InlineData("+/=&%")]
    [InlineData("a b?c#d;e,\"f'é😀")]
    [InlineData("%2B%2F==")]
    public async Task A_secret_of_any_characters_arrives_unchanged(string secret)
    {
        await using var emulator = await Emulated.StartAsync([1], new EmulatorOptions { ClientSecret = secret, ClientId = "hubster.engine.api.a+b&c=d", Activities = 0 });
        using var client = emulator.Client();
        Assert.Single((await client.ReadAsync(Emulated.Query())).Activities);
    }

    [Fact]
    public async Task The_lifetime_of_a_token_is_in_seconds()
    {
        await using var emulator = await Emulated.StartAsync([1], new EmulatorOptions { TokenLifetime = 2_592_000, Activities = 0 });
        using var client = emulator.Client();
        Assert.Null(client.TokenExpires);
        var before = DateTimeOffset.UtcNow;
        await client.AuthenticateAsync();
        Assert.InRange(client.TokenExpires!.Value, before.AddDays(30), DateTimeOffset.UtcNow.AddDays(30));
    }

    [Fact]
    public async Task A_token_is_used_until_it_expires_and_renewed_before_the_engine_refuses_it()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();
        emulator.Faults.Add(Answer(emulator.IssueToken(), expiresIn: "0.001"));
        await client.ReadAsync(Emulated.Query());
        await client.ReadAsync(Emulated.Query());
        await client.ReadAsync(Emulated.Query());
        Assert.Equal(2, emulator.ToIdentity().Count());
        Assert.All(emulator.ToEngine(), request => Assert.Equal(200, request.Status));
    }

    [Fact]
    public async Task A_token_is_renewed_a_tenth_of_its_lifetime_before_it_expires()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();

        // When the token arrives, 930 ms of its lifetime of one second have passed, so the next request must renew it.
        emulator.Faults.Add(Answer(emulator.IssueToken(), expiresIn: "1") with { Latency = 930 });
        await client.AuthenticateAsync();
        await client.ReadAsync(Emulated.Query());
        Assert.Equal(2, emulator.ToIdentity().Count());
    }

    [Fact]
    public async Task Fifty_requests_at_once_share_one_token_request_and_one_more_when_the_token_is_refused()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();
        await AtOnceAsync();
        Assert.Single(emulator.ToIdentity());

        emulator.ExpireTokens();
        await AtOnceAsync();
        Assert.Equal(2, emulator.ToIdentity().Count());

        async Task AtOnceAsync()
        {
            var reads = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.ReadAsync(Emulated.Query())));
            Assert.All(reads, read => Assert.Single(read.Activities));
        }
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_a_second_refusal_is_an_error()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(retries: 3);
        emulator.Faults.Add(new Fault { Count = -1, ErrorCode = 102 });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(EngineErrorKind.Unauthorized, failure?.Kind);
        Assert.Equal(2, emulator.ToIdentity().Count());
        Assert.Equal(2, emulator.ToEngine().Count());
        Assert.Equal(2, emulator.ToEngine().Select(request => request.AuthorizationHash).Distinct().Count());
    }

    [Fact]
    public async Task A_token_from_the_options_is_never_renewed()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 3);
        emulator.ExpireTokens();
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(EngineErrorKind.Unauthorized, failure?.Kind);
        Assert.Single(emulator.Requests);
        Assert.Null(client.TokenExpires);
    }

    [Fact]
    public async Task A_token_that_expires_between_two_pages_is_renewed()
    {
        await using var emulator = await Emulated.StartAsync(Enumerable.Range(1, 300).Select(time => (long)time));
        using var client = emulator.Client();
        var read = new List<Activity>();
        await foreach (var activity in client.ReadActivitiesAsync(Emulated.Query(all: true)))
        {
            if (read.Count == 0) emulator.ExpireTokens();
            read.Add(activity);
        }
        Assert.Equal(Enumerable.Range(0, 300), Emulated.Places(read));
        Assert.Equal(2, emulator.ToIdentity().Count());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task A_wrong_secret_is_reported_as_such(int status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(secret: "wrong-secret", retries: 3);
        if (status != 400)
            emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, Status = status, Body = """{"error":"invalid_client","error_description":"No such client."}""" });
        var failure = await Assert.ThrowsAsync<EngineException>(() => client.AuthenticateAsync());
        Assert.Equal((EngineErrorKind.Unauthorized, status), (failure.Kind, failure.StatusCode));
        Assert.Equal(["invalid_client"], failure.EngineCodes);
        Assert.Contains("client id and secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task A_404_from_the_identity_service_is_not_about_a_conversation()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(identity: new Uri(emulator.Uri, "/nowhere/"));
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal((EngineErrorKind.RejectedRequest, 404), (failure?.Kind, failure?.StatusCode));
        Assert.Contains("is not an identity service", failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"access_token\":\"\"}")]
    [InlineData("{\"access_token\":\"with space\"}")]
    [InlineData("{\"access_token\":\"line\\nend\"}")]
    [InlineData("{\"access_token\":\"t\",\"token_type\":\"mac\"}")]
    public async Task An_answer_without_a_usable_token_is_an_invalid_response(string body)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, Status = 200, Body = body });
        var failure = await Assert.ThrowsAsync<EngineException>(() => client.AuthenticateAsync());
        Assert.Equal(EngineErrorKind.InvalidResponse, failure.Kind);
        Assert.Empty(emulator.ToEngine());
    }

    [Theory]
    [InlineData("\"3600\"")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("null")]
    public async Task An_invalid_lifetime_is_ignored(string expiresIn)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();
        emulator.Faults.Add(Answer(emulator.IssueToken(), expiresIn));
        Assert.Single((await client.ReadAsync(Emulated.Query())).Activities);
    }

    private static Fault Answer(string token, string expiresIn) => new()
    {
        Target = FaultTarget.Identity,
        Body = $$"""{"access_token":"{{token}}","expires_in":{{expiresIn}},"token_type":"Bearer","scope":"s"}""",
    };
}
