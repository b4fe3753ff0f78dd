using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>Reads any JSON as ordinary objects. Text stays text, even where it looks like a date; numbers keep every digit that fits a type.</summary>
internal sealed class PlainValueConverter(Func<OrderedDictionary, object>? shapeObject) : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return Number(ref reader);
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, typeToConvert, options));
                return items.ToArray();
            case JsonTokenType.StartObject:
                var properties = new OrderedDictionary(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    properties[name] = Read(ref reader, typeToConvert, options);
                }
                return shapeObject is null ? properties : shapeObject(properties);
            default:
                return null;
        }
    }

    /// <summary>Longer numbers stay text: the time that reckoning with them takes grows with the square of their length, and a customer may have sent one.</summary>
    private const int MostDigits = 1000;

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole)) return whole;
        var digits = Encoding.ASCII.GetString(reader.ValueSpan.ToArray());
        if (digits.Length <= MostDigits && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big)) return big;
        // A double cannot hold everything that JSON can say; what it would turn into infinity stays text.
        return reader.TryGetDouble(out var real) && !double.IsInfinity(real) ? real : digits;
    }

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Activities are read, never written.");
}
