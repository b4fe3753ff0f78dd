using System.Diagnostics;
using System.Net;

namespace Interactions.Client.Tests;

/// <summary>Answers that come from memory instead of a connection.</summary>
internal static class InMemoryReply
{
    private static readonly ActivityReader Activities = new(shapeObject: null);

    public static Guid ConversationId { get; } = new("5b0c1d52-7e0f-4d6a-8a0f-27d1c0ffee01");

    /// <param name="body">What is answered.</param>
    /// <param name="contentType">What it says it is.</param>
    /// <param name="length">How long it says it is; a stream of known length says so by itself.</param>
    public static ActivityArrayParser Reader(Stream body, string contentType = "application/json", long? length = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "https://engine.example/api/v1/interactions/activities/1");
        var content = new StreamContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (length is not null) content.Headers.ContentLength = length;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        var reply = new EngineResponse(response, request, new CancellationTokenSource(), Timeout.InfiniteTimeSpan, Stopwatch.StartNew(), notify: null);
        return new ActivityArrayParser(reply, Activities, ConversationId);
    }
}
