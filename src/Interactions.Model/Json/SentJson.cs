using System.Text.Json;

namespace Interactions;

/// <summary>The JSON that an activity was read from, for the objects that are made from parts of it.</summary>
internal sealed class SentJson
{
    private byte[] _bytes = [];
    private int _start;

    /// <summary>Sets the JSON, once it has been read to its end.</summary>
    /// <param name="bytes">The activity's bytes.</param>
    /// <param name="start">Where the first of them stood while it was read.</param>
    public void Set(byte[] bytes, int start) => (_bytes, _start) = (bytes, start);

    /// <summary>The text of a JSON string, by where it stood while it was read.</summary>
    public string Text(int start, int end)
    {
        var reader = new Utf8JsonReader(Part(start, end), isFinalBlock: false, default);
        reader.Read();
        // What is not valid Unicode in a name is shown as a replacement character.
        return reader.ValueIsEscaped ? reader.GetString()! : Utf8.Decode(reader.ValueSpan);
    }

    /// <summary>A part, by where it stood while it was read.</summary>
    public ReadOnlySpan<byte> Part(int start, int end) => _bytes.AsSpan(start - _start, end - start);
}
