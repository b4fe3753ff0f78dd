using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>Reads text, and keeps as its JSON what stands where text belongs but is none.</summary>
internal class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => ReadString(ref reader),
        JsonTokenType.Null => null,
        _ => RawText(ref reader),
    };

    protected virtual string ReadString(ref Utf8JsonReader reader) => reader.GetString()!;

    private static string RawText(ref Utf8JsonReader reader)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Reads text that many activities share.</summary>
internal sealed class SharedStringConverter : TextConverter
{
    protected override string ReadString(ref Utf8JsonReader reader) => SharedStrings.Read(ref reader);
}
