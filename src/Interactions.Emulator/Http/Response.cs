using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Http;

/// <summary>The response to a request, before a fault changes how it is sent.</summary>
internal sealed record Response(int Status)
{
    public const string JsonContentType = "application/json; charset=utf-8";

    private static readonly Dictionary<string, string> NoHeaders = [];

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The length of the body in bytes, or null when it is not known before the body has been sent.</summary>
    public long? Length { get; private init; } = 0;

    /// <summary>The body, piece by piece.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Body { get; private init; } = [];

    public static Response Page(ActivityPage page) =>
        new(StatusCodes.Status200OK) { ContentType = JsonContentType, Length = page.Length, Body = page.Slices };

    public static Response Json<T>(int status, T value, JsonTypeInfo<T> type) =>
        new Response(status) { ContentType = JsonContentType }.WithBody(JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static Response MethodNotAllowed(string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed) { Headers = new Dictionary<string, string> { ["Allow"] = allowed } };

    public Response WithBody(ReadOnlyMemory<byte> body) => WithBody([body], body.Length);

    public Response WithBody(IEnumerable<ReadOnlyMemory<byte>> body, long? length) => this with { Length = length, Body = body };

    /// <summary>The whole body. It must have an end.</summary>
    public ReadOnlyMemory<byte> BodyBytes()
    {
        using MemoryStream bytes = new();
        foreach (ReadOnlyMemory<byte> piece in Body) bytes.Write(piece.Span);
        return bytes.ToArray();
    }
}
