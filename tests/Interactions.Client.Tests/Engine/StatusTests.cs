using Interactions.Emulator;

namespace Interactions.Client.Tests;

public class StatusTests
{
    [Theory]
    [InlineData(400, EngineErrorKind.RejectedRequest)]
    [InlineData(401, EngineErrorKind.Unauthorized)]
    [InlineData(403, EngineErrorKind.Forbidden)]
    [InlineData(408, EngineErrorKind.Timeout)]
    [InlineData(409, EngineErrorKind.RejectedRequest)]
    [InlineData(410, EngineErrorKind.RejectedRequest)]
    [InlineData(417, EngineErrorKind.RejectedRequest)]
    [InlineData(418, EngineErrorKind.RejectedRequest)]
    [InlineData(429, EngineErrorKind.Throttled)]
    [InlineData(500, EngineErrorKind.Unavailable)]
    [InlineData(501, EngineErrorKind.Unavailable)]
    [InlineData(502, EngineErrorKind.Unavailable)]
    [InlineData(503, EngineErrorKind.Unavailable)]
    [InlineData(504, EngineErrorKind.Unavailable)]
    public async Task Every_error_status_has_its_kind_of_failure_whatever_the_body(int status, EngineErrorKind kind)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        foreach (var body in new[] { null, "", "<html>Bad gateway</html>", "[]", "null", "{\"errors\":{\"type\":[\"wrong\"]}}", "{\"errors\":[null,{}]}", "{\"errors\":", "\u0000" })
        {
            emulator.Faults.Add(new Fault { Status = status, Body = body, ContentType = "text/html" });
            var (activities, failure) = await client.ReadAsync(Emulated.Query());
            Assert.Empty(activities);
            Assert.Equal((kind, status), (failure?.Kind, failure?.StatusCode));
            Assert.Empty(failure!.EngineCodes);
            Assert.Contains(emulator.Uri.Authority, failure.Message, StringComparison.Ordinal);
        }
        Assert.Null((await client.ReadAsync(Emulated.Query())).Failure);
    }

    [Theory]
    [InlineData(102, 401, "ENG000102")]
    [InlineData(101, 403, "ENG000101")]
    [InlineData(110, 403, "ENG000110")]
    [InlineData(6500, 404, "ENG006500")]
    [InlineData(108, 408, "ENG000108")]
    [InlineData(203, 400, "ENG000203")]
    [InlineData(206, 400, "ENG000206")]
    [InlineData(100, 500, "ENG000100")]
    public async Task The_engines_code_description_and_tracking_id_are_kept(int code, int status, string symbol)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { ErrorCode = code });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(status, failure!.StatusCode);
        Assert.Equal([symbol], failure.EngineCodes);
        Assert.Contains(symbol, failure.Message, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(failure.TrackingId, out _));
        Assert.True(DateTimeOffset.TryParse(failure.EngineTimestamp, System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public async Task A_code_in_the_description_takes_precedence_over_the_number_and_every_error_is_kept()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault
        {
            Status = 400,
            Body = """{"Status":400,"Errors":[{"Code":500,"Description":"Portal. (code: PRT000500)"},{"code":"203"},{"description":"Words\nonly"}]}""",
        });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(["PRT000500", "ENG000203"], failure!.EngineCodes);
        Assert.Contains("Words↵only", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulated_engine_refuses_an_unknown_conversation_and_a_wrong_token()
    {
        await using var emulator = await Emulated.StartAsync();
        using var client = emulator.Client(token: emulator.IssueToken());
        Assert.Equal(EngineErrorKind.ConversationNotFound, (await client.ReadAsync(Emulated.Query())).Failure!.Kind);
        using var other = emulator.Client(token: "wrong");
        Assert.Equal(EngineErrorKind.Unauthorized, (await other.ReadAsync(Emulated.Query())).Failure!.Kind);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(200)]
    public async Task A_success_without_a_body_has_no_activities(int status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { Status = status });
        var (activities, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Empty(activities);
        Assert.Null(failure);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_so_the_token_goes_nowhere_else(int status)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        await using var elsewhere = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 2);
        emulator.Faults.Add(new Fault { Status = status, Headers = new Dictionary<string, string> { ["Location"] = new Uri(elsewhere.Uri, "/stolen?q=1").AbsoluteUri } });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal((EngineErrorKind.RejectedRequest, status), (failure?.Kind, failure?.StatusCode));
        Assert.Contains(elsewhere.Uri.Authority, failure!.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
        Assert.Single(emulator.Requests);
    }
}
