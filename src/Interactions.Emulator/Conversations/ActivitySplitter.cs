using System.Text;
using System.Text.Json;

namespace Interactions.Emulator.Conversations;

/// <summary>Splits a JSON array, or JSON Lines, into the bytes of each activity.</summary>
internal static class ActivitySplitter
{
    /// <summary>More than the 64 that System.Text.Json allows by default, so that clients can be tested with deep payloads.</summary>
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
