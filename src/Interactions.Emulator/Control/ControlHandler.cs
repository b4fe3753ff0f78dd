using System.Text.Json;
using Interactions.Emulator.Conversations;
using Interactions.Emulator.Http;

namespace Interactions.Emulator.Control;

/// <summary>The control address, <c>/emulator</c>: offers over HTTP what <see cref="EngineEmulator"/> offers in process. docs/emulator.md lists it.</summary>
internal sealed class ControlHandler(EngineEmulator emulator)
{
    public static PathString Path { get; } = "/emulator";

    public async Task HandleAsync(HttpContext context)
    {
        Response response;
        try
        {
            response = await RespondAsync(context);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            response = Message(StatusCodes.Status400BadRequest, exception.Message);
        }

        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        context.Response.ContentLength = response.Status == StatusCodes.Status204NoContent ? null : response.Length;
        if (response.Length > 0) await context.Response.BodyWriter.WriteAsync(response.BodyBytes());
    }

    private async Task<Response> RespondAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string[] segments = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (request.Method, segments[1..])
        {
            case ("POST", ["faults"]):
                foreach (Fault fault in await ControlRequest.ReadFaultsAsync(request)) emulator.Faults.Add(fault);
                return Done();
            case ("DELETE", ["faults"]):
                emulator.Faults.Clear();
                return Done();
            case ("PUT", ["outage"]):
                await StartOutageAsync(context);
                return Done();
            case ("DELETE", ["outage"]):
                await emulator.EndOutageAsync();
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
                emulator.Change(await ControlRequest.ReadAsync(request, EmulatorJson.Default.OptionsPatch));
                return Done();
            case ("PUT", ["conversations", var id]):
                await PutConversationAsync(ControlRequest.ReadGuid(id), request);
                return Done();
            case ("POST", ["conversations", var id, "activities"]):
                await AddActivitiesAsync(ControlRequest.ReadGuid(id), request);
                return Done();
            case ("PUT", ["conversations", var id, "growth"]):
                emulator.StartGrowth(ControlRequest.ReadGuid(id), await ControlRequest.ReadAsync(request, EmulatorJson.Default.Growth));
                return Done();
            case ("DELETE", ["conversations", var id, "growth"]):
                emulator.StopGrowth(ControlRequest.ReadGuid(id));
                return Done();
            default:
                return Message(StatusCodes.Status404NotFound, $"There is no control address {request.Method} {request.Path}. docs/emulator.md lists them.");
        }
    }

    // A connection that is refused cannot ask for the end of it.
    private async Task StartOutageAsync(HttpContext context)
    {
        Outage outage = await ControlRequest.ReadAsync(context.Request, EmulatorJson.Default.Outage);
        if (outage is { Kind: OutageKind.Refuse, Seconds: null }) throw new ArgumentException("Seconds is missing. An outage that refuses connections cannot be ended at the control address.");
        await emulator.StartOutageAsync(outage, context.Connection.Id);
    }

    private async Task PutConversationAsync(Guid id, HttpRequest request)
    {
        if (ControlRequest.ReadNumber(request, "activities") is { } count)
            emulator.GenerateConversation(id, count, ControlRequest.ReadNumber(request, "seed") ?? 1);
        else
            emulator.AddConversation(id, ActivitySplitter.Split(await ControlRequest.ReadBytesAsync(request)));
    }

    private async Task AddActivitiesAsync(Guid id, HttpRequest request)
    {
        if (ControlRequest.ReadNumber(request, "activities") is not { } count)
            emulator.AddActivities(id, ActivitySplitter.Split(await ControlRequest.ReadBytesAsync(request)));
        else if (ControlRequest.ReadNumber(request, "secondsAgo") is { } seconds)
            emulator.GenerateActivities(id, count, DateTimeOffset.UtcNow.AddSeconds(-seconds));
        else
            emulator.GenerateActivities(id, count);
    }

    private static Response Done() => new(StatusCodes.Status204NoContent);

    private static Response Message(int status, string text) =>
        new Response(status) { ContentType = "text/plain; charset=utf-8" }.WithBody(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
}
