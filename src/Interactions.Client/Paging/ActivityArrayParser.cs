using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Interactions.Client;

/// <summary>Parses a JSON array of activities while it arrives: each activity as soon as it is whole.</summary>
/// <remarks>System.Text.Json's DeserializeAsyncEnumerable would lose the whole activities that arrive in one buffer with a broken one.</remarks>
internal sealed class ActivityArrayParser(EngineResponse reply, ActivityReader activities, Guid conversationId) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _scanned;
    private int _length;
    private int _element = -1;
    private JsonReaderState _state = new(ValueReader.Options);
    private bool _begun;
    private bool _whole;
    private EngineException? _failure;

    /// <summary>Told the last event id in the text when the whole body has arrived, before it is parsed.</summary>
    public Action<long>? LastEventIdArrived { get; set; }

    /// <summary>Adds at least one more activity to a list, or returns false at the end of the array.</summary>
    /// <param name="page">The list.</param>
    /// <param name="cancellationToken">The token that the request was sent with.</param>
    /// <exception cref="EngineException">The answer broke off or is not an array of activities; what was whole has been added before.</exception>
    public async ValueTask<bool> ReadAsync(List<Activity> page, CancellationToken cancellationToken)
    {
        var before = page.Count;
        while (page.Count == before)
        {
            if (_failure is not null) throw _failure;
            if (_whole)
            {
                await DrainAsync(cancellationToken).ConfigureAwait(false);
                return false;
            }

            MakeRoom();
            var read = await reply.ReadAsync(_buffer, _length, cancellationToken).ConfigureAwait(false);
            _length += read;
            if (LastEventIdArrived is not null && reply.IsWhole && FindLastEventId() is { } last) LastEventIdArrived(last);
            Scan(page, isEnd: read == 0);
        }
        return true;
    }

    /// <summary>The last event id in the text. It may belong to an object inside an activity, so it is only good for a guess.</summary>
    private long? FindLastEventId()
    {
        var name = "\"eventId\":"u8;
        var text = _buffer.AsSpan(0, _length);
        var at = text.LastIndexOf(name);
        return at >= 0 && text[_length - 1] == ']' && Utf8Parser.TryParse(text.Slice(at + name.Length), out long eventId, out _) ? eventId : null;
    }

    private void Scan(List<Activity> page, bool isEnd)
    {
        if (!_begun && !SkipToFirstToken())
        {
            // An empty body is an empty page.
            _whole = isEnd;
            return;
        }

        var json = _buffer.AsSpan(_scanned, _length - _scanned);
        var reader = new Utf8JsonReader(json, isEnd, _state);
        try
        {
            while (_failure is null && reader.Read())
                if (reader.CurrentDepth < 2) ParseElement(ref reader, json, page);
        }
        catch (JsonException failure)
        {
            _failure = _whole ? null : Invalid(isEnd ? "broke off in the middle" : "is not the JSON it should be", failure);
        }
        _scanned += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    /// <summary>Parses an activity at its first token, or at its last one if it had not arrived whole.</summary>
    private void ParseElement(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<Activity> page)
    {
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (0, JsonTokenType.StartArray):
                break;
            case (0, JsonTokenType.EndArray):
                _whole = true;
                break;
            case (0, _):
                _failure = Invalid($"is {Shape(reader.TokenType)} where an array belongs");
                break;
            case (1, JsonTokenType.StartObject) when activities.TryRead(ref reader, json, conversationId) is { } activity:
                page.Add(activity);
                break;
            case (1, JsonTokenType.StartObject):
                _element = _scanned + (int)reader.TokenStartIndex;
                break;
            case (1, JsonTokenType.EndObject):
                page.Add(activities.Read(_buffer.AsSpan(_element, _scanned + (int)reader.BytesConsumed - _element), conversationId));
                _element = -1;
                break;
            case (1, JsonTokenType.Null):
                break;
            case (1, _):
                _failure = Invalid($"holds {Shape(reader.TokenType)} where an activity belongs");
                break;
        }
    }

    /// <summary>Skips white space and a byte order mark; false where nothing else has arrived.</summary>
    private bool SkipToFirstToken()
    {
        while (_scanned < _length && _buffer[_scanned] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF) _scanned++;
        return _begun = _scanned < _length;
    }

    /// <summary>Moves what has not been parsed to the start of the buffer, and doubles the buffer where that fills more than half of it.</summary>
    private void MakeRoom()
    {
        var keep = _element >= 0 ? _element : _scanned;
        var kept = _length - keep;
        var buffer = _buffer;
        if (kept > _buffer.Length / 2) buffer = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        if (keep > 0 || buffer != _buffer) Buffer.BlockCopy(_buffer, keep, buffer, 0, kept);
        if (buffer != _buffer) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = buffer;
        _scanned -= keep;
        _length = kept;
        if (_element >= 0) _element -= keep;
    }

    /// <summary>Reads the body to its end, so that the connection can be used for the next request.</summary>
    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[256];
        try
        {
            while (await reply.ReadAsync(rest, 0, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (EngineException)
        {
            // The array was whole, so nothing is missing.
        }
    }

    private static string Shape(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a value",
    };

    private EngineException Invalid(string what, Exception? inner = null)
    {
        var type = reply.HttpResponse.Content.Headers.ContentType?.MediaType;
        return new EngineException(EngineErrorKind.InvalidResponse,
            TerminalText.OneLine($"The answer of {reply.HttpResponse.RequestMessage!.RequestUri!.Authority} {what}{(type is null or "application/json" ? "" : $" (it says it is {type})")}."), inner)
        {
            StatusCode = (int)reply.HttpResponse.StatusCode,
        };
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        reply.Dispose();
    }
}
