using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Http;

/// <summary>What a request is answered with, before anything spoils it on the way.</summary>
internal sealed record Answer(int Status)
{
    public const string JsonContentType = "application/json; charset=utf-8";

    private static readonly Dictionary<string, string> NoHeaders = [];

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The length of the body in bytes.</summary>
    public long Length { get; private init; }

    /// <summary>The body, piece by piece.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Body { get; private init; } = [];

    public static Answer Of(Page page) =>
        new(StatusCodes.Status200OK) { ContentType = JsonContentType, Length = page.Length, Body = page.Slices };

    public static Answer Json<T>(int status, T value, JsonTypeInfo<T> type) =>
        new Answer(status) { ContentType = JsonContentType }.WithBody(JsonSerializer.SerializeToUtf8Bytes(value, type));

    public Answer WithBody(ReadOnlyMemory<byte> body) => this with { Length = body.Length, Body = [body] };

    public ReadOnlyMemory<byte> BodyBytes()
    {
        byte[] bytes = new byte[Length];
        int written = 0;
        foreach (ReadOnlyMemory<byte> piece in Body)
        {
            piece.CopyTo(bytes.AsMemory(written));
            written += piece.Length;
        }

        return bytes;
    }
}
