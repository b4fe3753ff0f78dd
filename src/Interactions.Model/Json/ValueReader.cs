using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interactions;

/// <summary>Reads JSON values. A JSON null, and a value that does not fit the type it is read as, are read as null; <see cref="Finish"/> says whether the value fitted.</summary>
/// <param name="reader">Positioned at the first value.</param>
/// <param name="json">The bytes that the reader reads.</param>
/// <param name="shapeObject">Converts a JSON object that has no class of its own, such as a payload; it stays a dictionary where this is null.</param>
/// <param name="recent">The senders and recipients of earlier activities.</param>
/// <param name="cancellationToken">Ends the reading of a large value.</param>
internal ref partial struct ValueReader(Utf8JsonReader reader, ReadOnlySpan<byte> json, Func<IDictionary<string, object?>, object>? shapeObject,
    RecentSources? recent = null, CancellationToken cancellationToken = default)
{
    /// <summary>How deep JSON may nest before System.Text.Json refuses it.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 100_000 };

    /// <summary>How deep a value may nest before the rest of it is kept as JSON text.</summary>
    private const int Deepest = 64;

    /// <summary>After so many tokens the cancellation is looked at. A power of two.</summary>
    private const int TokensBetweenLooks = 1024;

    private readonly ReadOnlySpan<byte> _json = json;
    private Utf8JsonReader _reader = reader;
    private SentJson? _sent;
    private int _offset;
    private int _skipped;
    private int _nameStart;
    private bool _isMisfit;
    private int _tokens;

    /// <summary>Reads one value.</summary>
    public delegate T Read<out T>(ref ValueReader json);

    /// <summary>The position of a value.</summary>
    public readonly record struct Place(int Start, int Depth);

    /// <summary>The position of the current value.</summary>
    public readonly Place Here => new(TokenStart, _reader.CurrentDepth);

    /// <summary>The JSON that is being read. Its bytes are set by <see cref="SetSent"/>, once all have been read.</summary>
    public SentJson Sent => _sent ??= new();

    /// <summary>Where the name of the last property starts.</summary>
    public readonly int NameStart => _nameStart + _offset;

    /// <summary>Where a value starts.</summary>
    public readonly int Position(Place value) => value.Start + _offset;

    /// <summary>Where the last value ends.</summary>
    public readonly int End => Consumed + _offset;

    /// <summary>Whether the JSON ended in the middle of the value. What was read must then be thrown away.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The properties of an object, to be filled.</summary>
    public JsonProperties Properties() => new(Sent, shapeObject);

    /// <summary>Gives the objects that were made from parts of the JSON its bytes.</summary>
    /// <param name="bytes">The bytes of the activity.</param>
    /// <param name="start">The position of the first.</param>
    public readonly void SetSent(byte[] bytes, int start) => _sent?.Set(bytes, start);

    /// <summary>Moves to the value of an object's next property; false at the object's end.</summary>
    public bool NextProperty(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!Next() || _reader.TokenType != JsonTokenType.PropertyName) return false;
        _nameStart = TokenStart;
        name = _reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan;
        return Next();
    }

    /// <summary>Moves to the end of a value, however much of it was read.</summary>
    /// <returns>Whether the value fitted the type it was read as.</returns>
    public bool Finish(Place value)
    {
        if (TokenStart == value.Start) Skip();
        else while (_reader.CurrentDepth > value.Depth && Next()) continue;
        var fitted = !_isMisfit;
        _isMisfit = false;
        return fitted;
    }

    /// <summary>Reads text. A value of another type is kept as its JSON text.</summary>
    public string? Text() => _reader.TokenType switch
    {
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.Null => null,
        _ => Json(Here),
    };

    /// <summary>Reads text that many activities share, such as an id, as one shared string.</summary>
    public string? SharedText() =>
        _reader.TokenType == JsonTokenType.String && !_reader.ValueIsEscaped ? SharedStrings.Of(_reader.ValueSpan) : Text();

    /// <summary>Reads a value of an open set, sent as a name in any letter case or as a number (contract §4.4, §5), as its name. Unknown values stay as they were sent.</summary>
    public string? Name(NamedValues known)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number or JsonTokenType.String:
                return known.Find(_reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan) ?? SharedText();
            default:
                _isMisfit = true;
                return null;
        }
    }

    /// <summary>Reads a whole number, or text that is one.</summary>
    public long? Whole()
    {
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var number)) return number;
        return TryWhole(out number) ? number : Nothing<long?>();
    }

    /// <summary>Reads a number, or text that is one.</summary>
    public double? Real()
    {
        double number;
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetDouble(out number) && !double.IsInfinity(number)) return number;
        if (_reader.TokenType == JsonTokenType.String
            && double.TryParse(_reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !double.IsInfinity(number)) return number;
        return Nothing<double?>();
    }

    /// <summary>Reads a boolean, or text that is one. Of numbers, 0 is false and all others are true, as for the vendor's client.</summary>
    public bool? Flag() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when bool.TryParse(_reader.GetString(), out var flag) => flag,
        _ when TryWhole(out var number) => number != 0,
        _ => Nothing<bool?>(),
    };

    /// <summary>Reads a GUID, in every form that one is written in: with or without hyphens, in braces or in parentheses.</summary>
    public Guid? Id()
    {
        if (_reader.TokenType == JsonTokenType.String && (_reader.TryGetGuid(out var id) || Guid.TryParse(_reader.GetString(), out id))) return id;
        return Nothing<Guid?>();
    }

    /// <summary>Reads an object that has a class of its own.</summary>
    public T? Object<T>(PropertyTable<T> properties)
        where T : EngineObject
    {
        if (_reader.TokenType != JsonTokenType.StartObject || _reader.CurrentDepth >= Deepest) return Nothing<T>();
        var target = properties.Create();
        properties.ReadInto(target, ref this);
        return target;
    }

    /// <summary>Reads a list. Where one item does not fit, the whole list does not fit.</summary>
    public IReadOnlyList<T>? List<T>(Read<T?> read)
        where T : class
    {
        if (_reader.TokenType != JsonTokenType.StartArray) return Nothing<IReadOnlyList<T>>();
        var items = new List<T>();
        while (Next() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(read(ref this)!);
            if (_isMisfit) return null;
        }
        return items;
    }

    /// <summary>Looks for a text property of the current object without moving the reader, because a discriminator may come last (contract §4.2).</summary>
    /// <param name="name">The name of the property, in lower case.</param>
    public readonly string? Peek(ReadOnlySpan<byte> name)
    {
        var ahead = this;
        if (_reader.TokenType != JsonTokenType.StartObject) return null;
        while (ahead.NextProperty(out var found))
        {
            if (ahead._reader.TokenType == JsonTokenType.String && Utf8.AreSame(found, name)) return ahead.SharedText();
            ahead.Skip();
        }
        return null;
    }

    /// <summary>Whether the current value is a whole number, or text that is one.</summary>
    private readonly bool TryWhole(out long number)
    {
        number = 0;
        return _reader.TokenType switch
        {
            JsonTokenType.Number => WholeNumber.TryParse(_reader.ValueSpan, out number),
            JsonTokenType.String => WholeNumber.TryParse(Encoding.UTF8.GetBytes(_reader.GetString()!.Trim()), out number),
            _ => false,
        };
    }

    /// <summary>Moves over a value and returns its JSON text.</summary>
    private string Json(Place value)
    {
        Skip();
        return Utf8.Decode(From(value));
    }

    /// <summary>The JSON from the start of a value to the reader's position.</summary>
    private readonly ReadOnlySpan<byte> From(Place value) => _json.Slice(value.Start, Consumed - value.Start);

    /// <summary>Where the current token starts.</summary>
    private readonly int TokenStart => (int)_reader.TokenStartIndex + _skipped;

    /// <summary>How many bytes have been read or skipped.</summary>
    private readonly int Consumed => (int)_reader.BytesConsumed + _skipped;

    /// <summary>Moves to the next token; false where it is missing. After that it stays false, because what is cut need not be read.</summary>
    private bool Next()
    {
        if ((++_tokens & (TokensBetweenLooks - 1)) == 0) cancellationToken.ThrowIfCancellationRequested();
        if (!IsCut && _reader.Read()) return true;
        IsCut = true;
        return false;
    }

    /// <summary>Moves to the end of the current value.</summary>
    private void Skip()
    {
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = _reader.CurrentDepth;
        while (Next() && _reader.CurrentDepth > depth) continue;
    }

    /// <summary>The result for a JSON null or for a value that does not fit.</summary>
    private T? Nothing<T>()
    {
        if (_reader.TokenType != JsonTokenType.Null) _isMisfit = true;
        return default;
    }
}
