using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Emulator.Behaviour;

/// <summary>Quirks in JSON are an array of their names: <c>["shuffle", "previous"]</c>.</summary>
internal sealed class QuirksConverter : JsonConverter<EngineQuirks>
{
    public override EngineQuirks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("Quirks must be an array of names.");
        EngineQuirks quirks = EngineQuirks.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("Quirks must be an array of names.");
            try
            {
                quirks |= QuirkNames.Parse(reader.GetString()!);
            }
            catch (FormatException exception)
            {
                throw new JsonException(exception.Message);
            }
        }

        return quirks;
    }

    public override void Write(Utf8JsonWriter writer, EngineQuirks value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string name in QuirkNames.NamesOf(value)) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
