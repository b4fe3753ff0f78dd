using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Interactions;

/// <remarks>This part reads values that have no class of their own: payloads, and what is kept beside the properties.</remarks>
internal ref partial struct ValueReader
{
    /// <summary>Longer numbers are kept as text. Parsing takes time that grows with the square of the length, and the number may come from a customer.</summary>
    private const int MostDigits = 1000;

    /// <summary>Reads any value as ordinary objects. A number gets the type that keeps all its digits; a value that nests too deep is kept as its JSON text.</summary>
    public object? Plain()
    {
        var value = Here;
        var plain = Plain(Deepest);
        if (!_isMisfit) return plain;
        _isMisfit = false;
        return Utf8.Decode(From(value));
    }

    /// <summary>Reads a value again that the reader has passed already, as ordinary objects.</summary>
    public readonly object? PlainAt(Place value)
    {
        if (IsCut) return null;
        var json = From(value);
        var again = new Utf8JsonReader(json, Options);
        again.Read();
        return new ValueReader(again, json, shapeObject, cancellationToken).Plain();
    }

    private object? Plain(int depth)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                return _reader.GetString();
            case JsonTokenType.Number:
                return Number();
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.StartArray or JsonTokenType.StartObject when depth == 0:
                _isMisfit = true;
                Skip();
                return null;
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (Next() && _reader.TokenType != JsonTokenType.EndArray) items.Add(Plain(depth - 1));
                return items.ToArray();
            case JsonTokenType.StartObject:
                var properties = new OrderedDictionary(StringComparer.Ordinal);
                Dictionary<string, int>? places = null;
                while (NextProperty(out var name)) Set(properties, ref places, Utf8.Decode(name), Plain(depth - 1));
                return shapeObject is null ? properties : shapeObject(properties);
            default:
                return null;
        }
    }

    /// <summary>Sets a property. Of two with the same name the last one counts, as for every JSON reader.</summary>
    /// <param name="properties">The properties so far.</param>
    /// <param name="places">The place of each name, made when a name comes twice: an OrderedDictionary searches all names for it.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    private static void Set(OrderedDictionary properties, ref Dictionary<string, int>? places, string name, object? value)
    {
        if (!properties.Contains(name))
        {
            places?.Add(name, properties.Count);
            properties.Add(name, value);
            return;
        }
        if (places is null)
        {
            places = new(StringComparer.Ordinal);
            foreach (string known in properties.Keys) places.Add(known, places.Count);
        }
        properties[places[name]] = value;
    }

    private readonly object Number()
    {
        if (_reader.TryGetInt64(out var whole)) return whole;
        var digits = Utf8.Decode(_reader.ValueSpan);
        if (digits.Length <= MostDigits && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big)) return big;
        // A number too large for a double would become infinity, so it stays text.
        return _reader.TryGetDouble(out var real) && !double.IsInfinity(real) ? real : digits;
    }
}
