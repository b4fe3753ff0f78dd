using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interactions.Emulator.Conversations;
using Interactions.Emulator.Http;

namespace Interactions.Emulator.Control;

/// <summary>The control address, <c>/emulator</c>: offers over HTTP what <see cref="EngineEmulator"/> offers in process.</summary>
internal sealed class ControlHandler(EngineEmulator emulator)
{
    public static PathString Path { get; } = "/emulator";

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            Response response = await RespondAsync(context.Request);
            context.Response.StatusCode = response.Status;
            context.Response.ContentType = response.ContentType;
            context.Response.ContentLength = response.Status == StatusCodes.Status204NoContent ? null : response.Length;
            if (response.Length > 0) await context.Response.BodyWriter.WriteAsync(response.BodyBytes());
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(exception.Message + "\n");
        }
    }

    private async Task<Response> RespondAsync(HttpRequest request)
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
                return Response.Json(StatusCodes.Status200OK, emulator.Requests, EmulatorJson.Default.IReadOnlyListSeenRequest);
            case ("DELETE", ["requests"]):
                emulator.ClearRequests();
                return Done();
            case ("GET", ["connections"]):
                return Response.Json(StatusCodes.Status200OK, new OpenConnectionCount(emulator.OpenConnections - 1), EmulatorJson.Default.OpenConnectionCount);
            case ("POST", ["tokens"]):
                return Response.Json(StatusCodes.Status200OK, new IssuedToken(emulator.IssueToken()), EmulatorJson.Default.IssuedToken);
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
                emulator.AddActivities(ReadGuid(id), ActivitySplitter.Split(await ReadBodyAsync(request)));
                return Done();
            default:
                return new Response(StatusCodes.Status404NotFound);
        }
    }

    private async Task PutConversationAsync(Guid id, HttpRequest request)
    {
        if (request.Query.ContainsKey("activities"))
            emulator.GenerateConversation(id, ReadNumber(request, "activities", 0), ReadNumber(request, "seed", 1));
        else
            emulator.AddConversation(id, ActivitySplitter.Split(await ReadBodyAsync(request)));
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

    private static Response Done() => new(StatusCodes.Status204NoContent);
}
