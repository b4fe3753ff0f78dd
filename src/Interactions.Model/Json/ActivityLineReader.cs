using System.Buffers.Text;
using System.Text.Json;

namespace Interactions;

/// <summary>Reads an activity from a line of JSON Lines, as <see cref="ActivityLineWriter"/> writes it or as another tool does.</summary>
/// <param name="shapeObject">How an object without a type of its own is handed on.</param>
internal sealed class ActivityLineReader(Func<IDictionary<string, object?>, object>? shapeObject)
{
    private const int GuidLength = 36;
    private readonly ActivityReader _activities = new(shapeObject);

    /// <summary>The conversation of a line, from its start alone; nothing where the line does not start as this module writes it.</summary>
    public static Guid? ConversationOf(ReadOnlySpan<byte> line)
    {
        var start = ConversationIdMember.Start;
        return line.StartsWith(start) && Utf8Parser.TryParse(line.Slice(start.Length), out Guid id, out var length) && length == GuidLength
            && line.Length > start.Length + length && line[start.Length + length] == (byte)'"' ? id : null;
    }

    /// <summary>Reads an activity.</summary>
    /// <param name="line">A line without its line feed; it is changed.</param>
    /// <exception cref="JsonException">The line is not an activity; the message says why.</exception>
    public Activity Read(Span<byte> line)
    {
        var end = ConversationIdMember.Start.Length + GuidLength + 1;
        if (ConversationOf(line) is { } known && line.Slice(end).StartsWith(",\""u8))
        {
            // The rest of the line is an object, once a brace is put in place of the comma.
            line[end] = (byte)'{';
            return Read(line.Slice(end), known);
        }
        var json = ConversationIdMember.Take(line, out var id) ?? throw new JsonException("It has no conversationId.");
        return Read(json, id);
    }

    private Activity Read(ReadOnlySpan<byte> json, Guid conversationId)
    {
        if (_activities.TryRead(json, isWhole: true, conversationId, out _) is { } activity) return activity;
        // Its text must be mended first: it holds half a character.
        Check(json);
        return _activities.Read(json, conversationId);
    }

    private static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ValueReader.Options);
        while (reader.Read()) continue;
    }
}
