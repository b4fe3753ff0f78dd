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

    /// <summary>Reads a value of an activity that has been read to its end, as ordinary objects.</summary>
    /// <param name="sent">The JSON of the activity.</param>
    /// <param name="start">Where the value starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="shapeObject">As for every reader.</param>
    public static object? Plain(SentJson sent, int start, int end, Func<IDictionary<string, object?>, object>? shapeObject)
    {
        var json = sent.Part(start, end);
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        return new ValueReader(reader, json, shapeObject) { _sent = sent, _offset = start }.Plain();
    }

    /// <summary>Moves over a value that is read when somebody looks. Text that is not valid Unicode fails now, as where it is read at once.</summary>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public void SkipText()
    {
        var depth = _reader.CurrentDepth;
        do
        {
            var isText = _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
            if (isText && (_reader.ValueIsEscaped || !Utf8.IsAscii(_reader.ValueSpan))) _reader.GetString();
            if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) && _reader.CurrentDepth == depth) return;
        }
        while (Next());
    }

    /// <summary>Reads a value again that the reader has passed already, as ordinary objects.</summary>
    public object? PlainAt(Place value)
    {
        if (IsCut) return null;
        var json = From(value);
        var again = new Utf8JsonReader(json, Options);
        again.Read();
        return new ValueReader(again, json, shapeObject, cancellationToken: cancellationToken) { _sent = Sent, _offset = value.Start + _offset }.Plain();
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
                var properties = Properties();
                while (NextProperty(out var name))
                {
                    var start = NameStart;
                    properties.Set(Utf8.Decode(name), Plain(depth - 1), start, End);
                }
                return shapeObject is null ? properties : shapeObject(properties);
            default:
                return null;
        }
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
