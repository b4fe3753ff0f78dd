using System.Text.Json;

namespace Interactions;

/// <summary>The property <c>conversationId</c> of a line. The engine's activities have none, because they are asked for by it.</summary>
internal static class ConversationIdMember
{
    private const string Name = "conversationId";

    /// <summary>How a line starts that this module wrote, up to the id.</summary>
    public static ReadOnlySpan<byte> Start => "{\"conversationId\":\""u8;

    public static bool IsName(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>An object without its <c>conversationId</c>, where that says the same as the one that is written first.</summary>
    public static byte[] Without(byte[] json, Guid conversationId) =>
        Find(json, conversationId) is { } found ? Cut(json, found.Start, found.End) : json;

    /// <summary>Takes the first <c>conversationId</c> that holds a GUID out of an object.</summary>
    /// <param name="json">An object.</param>
    /// <param name="conversationId">What it holds.</param>
    /// <returns>The object without it; nothing where there is none.</returns>
    /// <exception cref="JsonException">It is not an object of JSON.</exception>
    public static byte[]? Take(ReadOnlySpan<byte> json, out Guid conversationId)
    {
        conversationId = default;
        if (Find(json, null) is not { } found) return null;
        conversationId = found.Id;
        return Cut(json, found.Start, found.End);
    }

    /// <summary>Where a <c>conversationId</c> stands, with the comma that goes with it.</summary>
    private static (Guid Id, int Start, int End)? Find(ReadOnlySpan<byte> json, Guid? wanted)
    {
        var reader = new Utf8JsonReader(json, ValueReader.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("It is not a JSON object.");
        var before = (int)reader.BytesConsumed;
        var isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isNamed = IsName(Utf8.Decode(reader.ValueSpan));
            reader.Read();
            if (isNamed && reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) && (wanted is null || id == wanted))
            {
                var end = (int)reader.BytesConsumed;
                reader.Read();
                if (reader.TokenType == JsonTokenType.PropertyName) return (id, start, (int)reader.TokenStartIndex);
                return (id, isFirst ? start : before, end);
            }
            reader.Skip();
            before = (int)reader.BytesConsumed;
            isFirst = false;
        }
        return null;
    }

    private static byte[] Cut(ReadOnlySpan<byte> json, int start, int end)
    {
        var rest = new byte[json.Length - (end - start)];
        json.Slice(0, start).CopyTo(rest);
        json.Slice(end).CopyTo(rest.AsSpan(start));
        return rest;
    }
}
