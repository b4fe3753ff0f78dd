using System.Text;
using System.Text.Json;

namespace Interactions.Emulator.Conversations;

/// <summary>Cuts a JSON array, or JSON Lines, into the raw bytes of its activities.</summary>
internal static class RawActivities
{
    /// <summary>Deeper than System.Text.Json's 64, so that readers can be tried with such payloads.</summary>
    public const int MaxDepth = 4096;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text)
    {
        if (text.Span.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        List<ReadOnlyMemory<byte>> activities = [];
        Utf8JsonReader reader = new(text.Span, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0 && reader.TokenType is (JsonTokenType.StartArray or JsonTokenType.EndArray)) continue;
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            activities.Add(text[start..(int)reader.BytesConsumed]);
        }

        return activities;
    }
}
