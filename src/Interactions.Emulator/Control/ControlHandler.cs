using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Http;

/// <summary>The control API under <c>/emulator</c>: what <see cref="EngineEmulator"/> offers in process, over HTTP.</summary>
internal sealed class ControlHandler(EngineEmulator emulator)
{
    public static PathString Path { get; } = "/emulator";

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            Answer answer = await AnswerAsync(context.Request);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.Status == StatusCodes.Status204NoContent ? null : answer.Length;
            if (answer.Length > 0) await context.Response.BodyWriter.WriteAsync(answer.BodyBytes());
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(exception.Message + "\n");
        }
    }

    private async Task<Answer> AnswerAsync(HttpRequest request)
    {
        string[] segments = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (request.Method, segments[1..])
        {
            case ("POST", ["faults"]):
                foreach (Fault fault in await ReadFaultsAsync(request)) emulator.Faults.Add(fault);
                return Done();
            case ("DELETE", ["faults"]):
                emulator.Faults.Clear();
                return Done();
            case ("GET", ["requests"]):
                return Answer.Json(StatusCodes.Status200OK, emulator.Requests, EmulatorJson.Default.IReadOnlyListSeenRequest);
            case ("DELETE", ["requests"]):
                emulator.ClearRequests();
                return Done();
            case ("GET", ["connections"]):
                return Answer.Json(StatusCodes.Status200OK, new OpenConnectionCount(emulator.OpenConnections - 1), EmulatorJson.Default.OpenConnectionCount);
            case ("POST", ["tokens"]):
                return Answer.Json(StatusCodes.Status200OK, new IssuedToken(emulator.IssueToken()), EmulatorJson.Default.IssuedToken);
            case ("DELETE", ["tokens"]):
                emulator.ExpireTokens();
                return Done();
            case ("PATCH", ["options"]):
                emulator.Change(await ReadAsync(request, EmulatorJson.Default.OptionsPatch));
                return Done();
            case ("PUT", ["conversations", var id]):
                await PutConversationAsync(ReadGuid(id), request);
                return Done();
            case ("POST", ["conversations", var id, "activities"]):
                emulator.AddActivities(ReadGuid(id), RawActivities.Split(await ReadBodyAsync(request)));
                return Done();
            default:
                return new Answer(StatusCodes.Status404NotFound);
        }
    }

    private async Task PutConversationAsync(Guid id, HttpRequest request)
    {
        if (request.Query.ContainsKey("activities"))
            emulator.GenerateConversation(id, ReadNumber(request, "activities", 0), ReadNumber(request, "seed", 1));
        else
            emulator.AddConversation(id, RawActivities.Split(await ReadBodyAsync(request)));
    }

    private static async Task<IReadOnlyList<Fault>> ReadFaultsAsync(HttpRequest request)
    {
        ReadOnlyMemory<byte> body = await ReadBodyAsync(request);
        Fault[] faults = body.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8)
            ? Deserialize(body, EmulatorJson.Default.FaultArray)
            : [Deserialize(body, EmulatorJson.Default.Fault)];
        foreach (Fault fault in faults) fault.Validate();
        return faults;
    }

    private static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type) => Deserialize(await ReadBodyAsync(request), type);

    private static T Deserialize<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("The body must not be null.");

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static Guid ReadGuid(string text) =>
        Guid.TryParse(text, out Guid id) ? id : throw new ArgumentException($"'{text}' is not a GUID.");

    private static int ReadNumber(HttpRequest request, string name, int fallback) =>
        request.Query[name].FirstOrDefault() is not { } text ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new ArgumentException($"'{name}' must be a number, not '{text}'.");

    private static Answer Done() => new(StatusCodes.Status204NoContent);
}
