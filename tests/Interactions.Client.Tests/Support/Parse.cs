using System.Text;

namespace Interactions.Client.Tests;

/// <summary>Parses JSON as the client does.</summary>
internal static class Parse
{
    private static readonly ActivityReader Reader = new(shapeObject: null);

    public static Activity Activity(string json) => Activity(Encoding.UTF8.GetBytes(json));

    public static Activity Activity(ReadOnlySpan<byte> json) => Reader.Read(json, InMemoryReply.ConversationId);

    /// <summary>Parses a message, as part of an activity.</summary>
    public static T Message<T>(string json) where T : Message =>
        Assert.IsType<T>(Activity($$"""{"type":"message","eventId":1,"message":{{json}}}""").Message);

    /// <summary>Parses a payload, as part of an event.</summary>
    public static object? Payload(string json) =>
        Activity($$"""{"type":"event","event":{"type":"payload","payload":{{json}} } }""").Event!.Payload;

    public static IDictionary<string, object?> Object(object? value) => Assert.IsType<JsonProperties>(value);

    /// <summary>Parses the body of a response. Returns its activities, and the failure that ended it.</summary>
    public static Task<(List<Activity> Activities, EngineException? Failure)> BodyAsync(Stream body, string contentType = "application/json",
        int maximumActivitySize = EngineOptions.DefaultMaximumActivitySize) =>
        ResponseAsync(InMemoryReply.Response(body, contentType), maximumActivitySize);

    public static async Task<(List<Activity> Activities, EngineException? Failure)> ResponseAsync(EngineResponse response,
        int maximumActivitySize = EngineOptions.DefaultMaximumActivitySize, CancellationToken stop = default)
    {
        var activities = new List<Activity>();
        using var reader = InMemoryReply.Reader(response, maximumActivitySize);
        try
        {
            while (await reader.ReadAsync(activities, stop))
            {
            }
            return (activities, null);
        }
        catch (EngineException failure)
        {
            return (activities, failure);
        }
    }

    public static Task<(List<Activity> Activities, EngineException? Failure)> BodyAsync(string body, string contentType = "application/json") =>
        BodyAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), contentType);
}
