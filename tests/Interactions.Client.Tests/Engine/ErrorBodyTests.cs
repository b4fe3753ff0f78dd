using System.Text;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>What an engine or a gateway says about a failure is shown, whatever the shape of its words.</summary>
public class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"type":"about:blank","title":"Forbidden","status":403,"detail":"Your plan has ended."}""", "Forbidden Your plan has ended.")]
    [InlineData("""{"title":"One or more validation errors occurred.","errors":{"leid":["Not a number.","Too long."]}}""", "One or more validation errors occurred. Not a number. Too long.")]
    [InlineData("""{"message":"no Route matched"}""", "no Route matched")]
    [InlineData("""{"Message":"Limit exceeded","__type":"x"}""", "Limit exceeded")]
    [InlineData("""{"error":{"code":"Denied","message":"Not for you"}}""", "Not for you")]
    [InlineData("""{"error":{"code":403,"message":"API not enabled","status":"PERMISSION_DENIED"}}""", "API not enabled")]
    [InlineData("""{"error":"Something broke."}""", "Something broke.")]
    [InlineData("""{"error":"invalid_request","error_description":"No type."}""", "No type.")]
    [InlineData("""{"fault":{"faultstring":"Rate exceeded","detail":{"errorcode":"x"}}}""", "Rate exceeded")]
    [InlineData("""{"errors":[{"title":"Bad","detail":"Worse"}]}""", "Bad Worse")]
    [InlineData("""{"errors":[{"message":"Graph says no"}]}""", "Graph says no")]
    [InlineData("""{"errors":["Just text","and more"]}""", "Just text and more")]
    [InlineData("""{"detail":"Not allowed"}""", "Not allowed")]
    [InlineData("""{"detail":[{"loc":["query"],"msg":"field required"}]}""", "field required")]
    [InlineData("""{"errorMessage":"Lambda failed"}""", "Lambda failed")]
    [InlineData("\"only text\"", "only text")]
    [InlineData("upstream connect error", "upstream connect error")]
    [InlineData("<html><head><title>403 Forbidden</title></head><body>nginx</body></html>", "403 Forbidden")]
    [InlineData("<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", "Access Denied")]
    [InlineData("""{"message":"two\nlines \u001b[31mred"}""", "two↵lines ␛[31mred")]
    public async Task The_words_are_shown(string body, string expected)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        foreach (var status in new[] { 400, 403, 500, 502, 503 })
        {
            emulator.Faults.Add(new Fault { Status = status, Body = body });
            var (_, failure) = await client.ReadAsync(Emulated.Query());
            Assert.Equal((status, expected), (failure!.StatusCode, failure.EngineDescription));
            Assert.EndsWith(" It says: " + expected, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_as_text_costs_neither_description_nor_tracking_id()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { Status = 404, Body = """{"status":"404","errors":[{"code":"ENG005500","description":"Hub not known."},{"code":6500.5},7],"trackingId":17}""" });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(["ENG005500", "6500.5"], failure!.EngineCodes);
        Assert.Equal(("Hub not known.", "17"), (failure.EngineDescription, failure.TrackingId));
        Assert.Equal(EngineErrorKind.RejectedRequest, failure.Kind);
    }

    [Theory]
    [InlineData(404, "ENG006500", EngineErrorKind.ConversationNotFound)]
    [InlineData(503, "ENG000100", EngineErrorKind.Unavailable)]
    [InlineData(0, "ENG000100", EngineErrorKind.InvalidResponse)]
    public async Task An_error_with_the_status_of_a_success_is_that_error(int status, string code, EngineErrorKind kind)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        foreach (var all in new[] { false, true })
        {
            emulator.Faults.Add(new Fault { Body = $$"""{"status":{{status}},"errors":[{"code":1,"description":"No. (code: {{code}})"}],"trackingId":"t7"}""" });
            var (_, failure) = await client.ReadAsync(Emulated.Query(all));
            Assert.Equal((kind, 200, "t7"), (failure!.Kind, failure.StatusCode, failure.TrackingId));
            Assert.Equal([code], failure.EngineCodes);
            Assert.EndsWith($"It says: No. (code: {code})", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Long_words_are_cut()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { Status = 400, Body = $$"""{"message":"{{new string('x', 5_000)}}"}""" });
        Assert.Equal(501, (await client.ReadAsync(Emulated.Query())).Failure!.EngineDescription!.Length);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_byte_order_mark_is_read_everywhere(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        string Encode(string text) => Convert.ToBase64String([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client();
        emulator.Faults.Add(new Fault { Target = FaultTarget.Identity, BodyBase64 = Encode($$"""{"access_token":"{{emulator.IssueToken()}}","expires_in":3600}"""), ContentType = "application/json" });
        await client.AuthenticateAsync();
        emulator.Faults.Add(new Fault { Status = 400, BodyBase64 = Encode("""{"message":"Café"}"""), ContentType = "application/json" });
        Assert.Equal("Café", (await client.ReadAsync(Emulated.Query())).Failure!.EngineDescription);
    }

    [Fact]
    public async Task Words_in_another_charset_are_read()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { Status = 400, BodyBase64 = Convert.ToBase64String(Encoding.Latin1.GetBytes("""{"message":"Café"}""")), ContentType = "application/json; charset=iso-8859-1" });
        Assert.Equal("Café", (await client.ReadAsync(Emulated.Query())).Failure!.EngineDescription);
    }

    [Theory]
    [InlineData("", null, EngineErrorKind.ConversationNotFound)]
    [InlineData("", """{"status":404,"errors":[{"code":6500,"description":"Unknown. (code: ENG006500)"}]}""", EngineErrorKind.ConversationNotFound)]
    [InlineData("", """{"errors":[{"description":"Unknown."}]}""", EngineErrorKind.ConversationNotFound)]
    [InlineData("", """{"errors":[{"code":5500,"description":"Hub unknown. (code: ENG005500)"}]}""", EngineErrorKind.RejectedRequest)]
    [InlineData("", """{"errors":[{"code":105}]}""", EngineErrorKind.RejectedRequest)]
    [InlineData("", "<html><title>404 Not Found</title></html>", EngineErrorKind.RejectedRequest)]
    [InlineData("", """{"message":"no Route matched"}""", EngineErrorKind.RejectedRequest)]
    [InlineData("base", null, EngineErrorKind.RejectedRequest)]
    [InlineData("base", """{"errors":[{"code":6500}]}""", EngineErrorKind.ConversationNotFound)]
    public async Task A_404_is_about_the_conversation_only_where_it_says_so(string path, string? body, EngineErrorKind kind)
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = new EngineClient(new EngineOptions { Uri = new Uri(emulator.Uri, path), Token = emulator.IssueToken(), NoProxy = true });
        emulator.Faults.Add(new Fault { Status = 404, Body = body });
        Assert.Equal(kind, (await client.ReadAsync(Emulated.Query())).Failure!.Kind);
    }

    [Fact]
    public async Task A_base_path_that_is_wrong_is_named()
    {
        await using var emulator = await Emulated.StartAsync([1]);
        using var client = new EngineClient(new EngineOptions { Uri = new Uri(emulator.Uri, "api/v1"), Token = emulator.IssueToken(), NoProxy = true });
        emulator.Faults.Add(new Fault { Status = 404, Body = "<html>" });
        var (_, failure) = await client.ReadAsync(Emulated.Query());
        Assert.Contains($"has no engine at {emulator.Uri}api/v1 (404)", failure!.Message, StringComparison.Ordinal);
        Assert.Equal(FailureCause.WrongPath, failure.Cause);
    }
}
