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
    /// <param name="operationTimeout">The longest pause; none where this is left out.</param>
    /// <param name="stop">The token that the request was sent with.</param>
    public static EngineResponse Response(Stream body, string contentType = "application/json", long? length = null, TimeSpan? operationTimeout = null, CancellationToken stop = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "https://engine.example/api/v1/interactions/activities/1");
        var content = new StreamContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (length is not null) content.Headers.ContentLength = length;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        return new EngineResponse(response, request, CancellationTokenSource.CreateLinkedTokenSource(stop), operationTimeout ?? Timeout.InfiniteTimeSpan, Stopwatch.StartNew(), notify: null);
    }

    public static ActivityArrayParser Reader(Stream body, string contentType = "application/json", long? length = null, int maximumActivitySize = EngineOptions.DefaultMaximumActivitySize) =>
        Reader(Response(body, contentType, length), maximumActivitySize);

    public static ActivityArrayParser Reader(EngineResponse response, int maximumActivitySize = EngineOptions.DefaultMaximumActivitySize) =>
        new(response, Activities, ConversationId, maximumActivitySize);
}
