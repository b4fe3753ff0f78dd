using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>Reads a value of an open set, sent as a name in any letter case or as a number (contract §4.4, §5), as its name.</summary>
/// <remarks>A name or number that is not in the set stays as it was sent.</remarks>
internal abstract class NamedValueConverter(params (int Number, string Name)[] known) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetInt32(out var number):
                return Named(number);
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(reader.ValueSpan.ToArray());
            case JsonTokenType.String:
                var name = SharedStrings.Read(ref reader);
                foreach (var value in known)
                    if (name.Equals(value.Name, StringComparison.OrdinalIgnoreCase)) return value.Name;
                return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? Named(digits) : name;
            default:
                throw new JsonException();
        }
    }

    private string Named(int number)
    {
        foreach (var value in known)
            if (value.Number == number) return value.Name;
        return number.ToString(CultureInfo.InvariantCulture);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal sealed class IntegrationTypeConverter() : NamedValueConverter(
    (0, "None"), (1, "Hubster"), (2, "Customer"), (3, "Agent"), (4, "Bot"), (5, "System"));

internal sealed class ChannelTypeConverter() : NamedValueConverter(
    (0, "Hubster"), (1, "Direct"), (2, "Bot"), (3, "System"), (101, "Messenger"), (102, "TwilioSMS"), (103, "Line"),
    (104, "Telegram"), (105, "Kik"), (106, "WebChat"), (1001, "Slack"));

internal sealed class FlowProcessConverter() : NamedValueConverter(
    (0, "Default"), (1, "Ignore"), (2, "LogOnly"), (3, "AutoReplay"));
