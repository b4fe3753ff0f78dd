using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interactions.Emulator.Conversations;

/// <summary>Reads what the engine selects activities by: the event id, and the integration types of sender and recipient.</summary>
internal static class ActivityKeyReader
{
    /// <summary>An activity without an <c>eventId</c> has 0. An activity without a known integration type is in no page.</summary>
    public static (long EventId, IntegrationTypes Types) Read(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = ActivitySplitter.MaxDepth });
        long eventId = 0;
        IntegrationTypes types = IntegrationTypes.None;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (IsNamed(reader, "eventId"u8))
            {
                reader.Read();
                eventId = ReadEventId(reader);
            }
            else if (IsNamed(reader, "sender"u8) || IsNamed(reader, "recipient"u8))
            {
                types |= ReadParty(ref reader);
            }

            reader.Skip();
        }

        return (eventId, types);
    }

    /// <summary>Where the value of <c>eventId</c> is in the JSON of an activity, or null when it has none.</summary>
    public static Range? FindEventId(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = ActivitySplitter.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            bool isEventId = IsNamed(reader, "eventId"u8);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isEventId) return start..(int)reader.BytesConsumed;
        }

        return null;
    }

    private static IntegrationTypes ReadParty(ref Utf8JsonReader reader)
    {
        IntegrationTypes type = IntegrationTypes.None;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return type;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = IsNamed(reader, "integrationType"u8);
            reader.Read();
            if (isType) type = ReadType(reader);
            reader.Skip();
        }

        return type;
    }

    // Enums are names in any case, or numbers (docs/contract.md §4).
    private static IntegrationTypes ReadType(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when Ascii.EqualsIgnoreCase(reader.ValueSpan, "Customer"u8) => IntegrationTypes.Customer,
        JsonTokenType.String when Ascii.EqualsIgnoreCase(reader.ValueSpan, "Agent"u8) => IntegrationTypes.Agent,
        JsonTokenType.String when Ascii.EqualsIgnoreCase(reader.ValueSpan, "Bot"u8) => IntegrationTypes.Bot,
        JsonTokenType.Number => ReadNumber(reader) switch
        {
            2 => IntegrationTypes.Customer,
            3 => IntegrationTypes.Agent,
            4 => IntegrationTypes.Bot,
            _ => IntegrationTypes.None,
        },
        _ => IntegrationTypes.None,
    };

    // Any format that the engine can be asked to write (EventIdFormat) is understood, so that such activities have their place in time.
    private static long ReadEventId(in Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) return 0;
        if (ReadNumber(reader) is var number && number != 0) return number;
        string text = Encoding.UTF8.GetString(reader.ValueSpan);
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal real) && real is > long.MinValue and < long.MaxValue) return (long)real;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : 0;
    }

    private static long ReadNumber(in Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number or JsonTokenType.String
        && Utf8Parser.TryParse(reader.ValueSpan, out long number, out int read) && read == reader.ValueSpan.Length
            ? number
            : 0;

    private static bool IsNamed(in Utf8JsonReader reader, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(reader.ValueSpan, name);
}
