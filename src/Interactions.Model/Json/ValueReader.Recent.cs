using System.Text.Json;

namespace Interactions;

/// <remarks>This part passes over senders and recipients that an earlier activity had, too.</remarks>
internal ref partial struct ValueReader
{
    /// <summary>The state of a reader that has read an object that is the value of an activity's property.</summary>
    private static readonly JsonReaderState BehindSource = StateBehind("{\"\":{}"u8);

    /// <summary>Takes a source that stands here as it stood in an earlier activity; null where there is none.</summary>
    public Source? Recent()
    {
        if (_reader.TokenType != JsonTokenType.StartObject || recent?.Find(_json.Slice(TokenStart), out var length) is not { } source) return null;
        _skipped = TokenStart + length;
        _reader = new Utf8JsonReader(_json.Slice(_skipped), _reader.IsFinalBlock, BehindSource);
        return source;
    }

    /// <summary>Keeps a source for the next activities.</summary>
    /// <param name="start">Where it starts; it ends where the reader stands.</param>
    /// <param name="source">What was read.</param>
    public readonly Source? KeepRecent(Place start, Source? source)
    {
        if (source is not null && !IsCut) recent?.Keep(From(start), source);
        return source;
    }

    /// <summary>Reads the end of the JSON.</summary>
    /// <exception cref="JsonException">Something follows.</exception>
    public void ReadEnd() => _reader.Read();

    private static JsonReaderState StateBehind(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(Options));
        while (reader.Read()) continue;
        return reader.CurrentState;
    }
}
