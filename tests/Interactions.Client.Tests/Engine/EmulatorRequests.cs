using System.Net;
using System.Text.Json;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>Plain requests to the emulator, without the client.</summary>
internal static class EmulatorRequests
{
    /// <summary>A connection of its own for each request, as different programs have.</summary>
    public static async Task<HttpResponseMessage> GetAsync(
        this EngineEmulator emulator, string token, long leid = 0, Guid? conversation = null, string type = "Customer", string? contentType = null)
    {
        using var http = NewClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(emulator.Uri, $"api/v1/interactions/activities/{conversation ?? Emulated.Conversation}?type={type}&leid={leid}"));
        request.Headers.Authorization = new("Bearer", token);
        if (contentType is not null) request.Content = new ByteArrayContent([]) { Headers = { ContentType = new(contentType) } };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        await response.Content.LoadIntoBufferAsync(patience.Token);
        return response;
    }

    public static async Task<string> BodyAsync(this EngineEmulator emulator, string token, long leid = 0, Guid? conversation = null, string type = "Customer")
    {
        using var response = await emulator.GetAsync(token, leid, conversation, type);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The event ids of a page.</summary>
    public static async Task<long[]> PageAsync(this EngineEmulator emulator, string token, long leid = 0, Guid? conversation = null, string type = "Customer")
    {
        using var page = JsonDocument.Parse(await emulator.BodyAsync(token, leid, conversation, type));
        return [.. page.RootElement.EnumerateArray().Select(activity => activity.GetProperty("eventId").GetInt64())];
    }

    /// <summary>A request to the control address.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> ControlAsync(this EngineEmulator emulator, string method, string path, string? body = null)
    {
        using var http = NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(emulator.Uri, $"emulator/{path}"));
        if (body is not null) request.Content = new StringContent(body);
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler { UseProxy = false });
}
