using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interactions.Client;

/// <summary>Parses a JSON array of activities while it arrives: each activity as soon as it is whole.</summary>
/// <remarks>System.Text.Json's DeserializeAsyncEnumerable would lose the whole activities that arrive in one buffer with a broken one.</remarks>
/// <param name="response">The response.</param>
/// <param name="activities">Reads an activity.</param>
/// <param name="conversationId">The conversation that was requested.</param>
/// <param name="maximumActivitySize">The most bytes that an activity may have, and that may come without one.</param>
internal sealed class ActivityArrayParser(EngineResponse response, ActivityReader activities, Guid conversationId,
    int maximumActivitySize = EngineOptions.DefaultMaximumActivitySize) : IDisposable
{
    /// <summary>What may come next in the text.</summary>
    private enum Expected
    {
        Array,
        ElementOrEnd,
        Element,
        CommaOrEnd,
        Nothing,
    }

    private readonly ReceiveBuffer _buffer = new(response);
    private Expected _expected = Expected.Array;
    private ObjectEnd _objectEnd;
    private int _largeActivity;
    private long _sinceActivity;
    private bool _isRead;
    private EngineException? _failure;

    /// <summary>Told the last event id in the text when the whole body has arrived, before it is parsed.</summary>
    public Action<long>? LastEventIdArrived { get; set; }

    /// <summary>Adds at least one more activity to a list, or returns false at the end of the array.</summary>
    /// <param name="page">The list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EngineException">The answer broke off or is not an array of activities; what was whole has been added before.</exception>
    public async ValueTask<bool> ReadAsync(List<Activity> page, CancellationToken cancellationToken)
    {
        var before = page.Count;
        while (page.Count == before)
        {
            if (_failure is not null) throw _failure;
            if (_isRead) return false;
            _isRead = await FillAsync(cancellationToken).ConfigureAwait(false) == 0;
            if (LastEventIdArrived is not null && response.IsWhole && FindLastEventId() is { } last) LastEventIdArrived(last);
            await ParseAsync(page, cancellationToken).ConfigureAwait(false);
            if (_failure is not null && _expected == Expected.Array) _failure = await FindErrorAsync(cancellationToken).ConfigureAwait(false) ?? _failure;
        }
        return true;
    }

    /// <summary>The error that an engine or gateway sent with a status of success; null where there is an array, or something else.</summary>
    private async ValueTask<EngineException?> FindErrorAsync(CancellationToken cancellationToken)
    {
        if (_buffer.Unread.IsEmpty || _buffer.Unread[0] != (byte)'{') return null;
        while (_buffer.Unread.Length < ResponseClassifier.LongestErrorBody && await FillAsync(cancellationToken).ConfigureAwait(false) > 0) continue;
        return ResponseClassifier.FindError(response, Encoding.UTF8.GetString(_buffer.Unread.ToArray()));
    }

    /// <summary>Receives more of the body. It is read to its end, so that the connection can be used for the next request.</summary>
    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = await _buffer.FillAsync(cancellationToken).ConfigureAwait(false);
            _sinceActivity += read;
            return read;
        }
        catch (EngineException) when (_expected == Expected.Nothing)
        {
            return 0; // The array was whole, so nothing is missing.
        }
    }

    /// <summary>The last event id in the text. It may belong to an object inside an activity, so it is only good for a guess.</summary>
    private long? FindLastEventId()
    {
        var name = "\"eventId\":"u8;
        var text = _buffer.Unread;
        var at = text.LastIndexOf(name);
        return at >= 0 && text[text.Length - 1] == ']' && Utf8Parser.TryParse(text.Slice(at + name.Length), out long eventId, out _) ? eventId : null;
    }

    private async ValueTask ParseAsync(List<Activity> page, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                while (_failure is null && SkipToNextToken() && TryParseToken(page, cancellationToken)) continue;
            }
            while (await TryTakeLargeActivityAsync(page, cancellationToken).ConfigureAwait(false));
            if (_failure is null && _isRead && _expected is not (Expected.Array or Expected.Nothing)) _failure = BrokenOff(cancellationToken);
        }
        catch (JsonException failure)
        {
            _failure = Invalid("is not valid JSON", failure);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever an engine sends, it ends only its own answer.
            _failure = Invalid("contains an activity that cannot be read", failure);
        }
        if (_failure is null && _sinceActivity > maximumActivitySize) _failure = TooLarge();
    }

    /// <summary>Skips white space, and at the start a byte order mark; false where nothing else has arrived.</summary>
    private bool SkipToNextToken()
    {
        var text = _buffer.Unread;
        var start = 0;
        while (start < text.Length && (text[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'
            || (_expected == Expected.Array && text[start] is 0xEF or 0xBB or 0xBF))) start++;
        _buffer.Advance(start);
        return start < text.Length;
    }

    /// <summary>Parses a token of the array, or an activity in it; false where more of it must arrive.</summary>
    private bool TryParseToken(List<Activity> page, CancellationToken cancellationToken)
    {
        switch (_expected, _buffer.Unread[0])
        {
            case (Expected.Array, (byte)'['):
                return Take(1, Expected.ElementOrEnd);
            case (Expected.ElementOrEnd or Expected.CommaOrEnd, (byte)']'):
                return Take(1, Expected.Nothing);
            case (Expected.CommaOrEnd, (byte)','):
                return Take(1, Expected.Element);
            case (Expected.ElementOrEnd or Expected.Element, (byte)'{'):
                return TryTakeActivity(page, cancellationToken);
            case (Expected.ElementOrEnd or Expected.Element, (byte)'n'):
                var text = _buffer.Unread;
                if (text.Length < 4 && "null"u8.StartsWith(text)) return false;
                if (text.StartsWith("null"u8)) return Take(4, Expected.CommaOrEnd);
                break;
        }
        _failure = _expected switch
        {
            Expected.Nothing => Invalid("continues after the end of its array"),
            Expected.Array when Shape(_buffer.Unread[0]) is { } shape => Invalid($"is {shape} instead of an array"),
            Expected.ElementOrEnd or Expected.Element when Shape(_buffer.Unread[0]) is { } shape => Invalid($"contains {shape} instead of an activity"),
            _ => Invalid("is not valid JSON"),
        };
        return false;
    }

    private bool Take(int length, Expected next)
    {
        _buffer.Advance(length);
        _expected = next;
        return true;
    }

    private bool TryTakeActivity(List<Activity> page, CancellationToken cancellationToken)
    {
        var json = _buffer.Unread;
        if (_objectEnd.Position == 0 && activities.TryRead(json, isWhole: false, conversationId, out var length, cancellationToken) is { } activity) return Take(activity, length, page);
        if (!_objectEnd.Find(json)) return false;

        length = _objectEnd.Position;
        if (length > maximumActivitySize) _failure = TooLarge();
        else if (length > ReceiveBuffer.LargestShared) _largeActivity = length;
        else return Take(activities.Read(json.Slice(0, length), conversationId, cancellationToken), length, page);
        return false;
    }

    /// <summary>Reads a large activity on another thread, because decoding a long text cannot be cancelled. Its array is not shared, so it stays as it is when it is not waited for.</summary>
    private async ValueTask<bool> TryTakeLargeActivityAsync(List<Activity> page, CancellationToken cancellationToken)
    {
        if (_largeActivity == 0) return false;
        var (json, length) = (_buffer.UnreadMemory.Slice(0, _largeActivity), _largeActivity);
        _largeActivity = 0;
        var reading = Task.Run(() => activities.Read(json.Span, conversationId, cancellationToken), CancellationToken.None);
        return Take(await reading.OrCanceledAsync(cancellationToken).ConfigureAwait(false), length, page);
    }

    private bool Take(Activity activity, int length, List<Activity> page)
    {
        if (length > maximumActivitySize)
        {
            _failure = TooLarge();
            return false;
        }
        page.Add(activity);
        Take(length, Expected.CommaOrEnd);
        _objectEnd = default;
        _sinceActivity = _buffer.Unread.Length;
        return true;
    }

    /// <summary>The failure of an answer that ended too early. An activity that is not JSON as far as it goes would not have become whole either.</summary>
    private EngineException BrokenOff(CancellationToken cancellationToken)
    {
        if (_objectEnd.Position > 0) activities.TryRead(_buffer.Unread, isWhole: false, conversationId, out _, cancellationToken);
        return Invalid("ended before it was complete");
    }

    private EngineException TooLarge()
    {
        var size = string.Format(CultureInfo.InvariantCulture, "{0:#,0.###} MB", maximumActivitySize / (1024.0 * 1024.0));
        return Invalid(_expected is Expected.ElementOrEnd or Expected.Element && _buffer.Unread.Length > 0
            ? $"contains an activity of more than {size}, the maximum of this connection"
            : $"contains more than {size} without a complete activity", isTooLarge: true);
    }

    /// <summary>What a value is that starts with a byte; null where none does.</summary>
    private static string? Shape(byte first) => first switch
    {
        (byte)'{' => "an object",
        (byte)'[' => "an array",
        (byte)'"' => "text",
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => "a number",
        (byte)'n' => "null",
        (byte)'t' or (byte)'f' => "a value",
        _ => null,
    };

    private EngineException Invalid(string what, Exception? inner = null, bool isTooLarge = false)
    {
        var http = response.HttpResponse;
        var type = http.Content.Headers.ContentType?.MediaType;
        return new EngineException(EngineErrorKind.InvalidResponse,
            TerminalText.OneLine($"The response from {http.RequestMessage!.RequestUri!.Authority} {what}{(type is null or "application/json" ? "" : $" (expected JSON, got {type})")}."), inner)
        {
            StatusCode = (int)http.StatusCode,
            IsTooLarge = isTooLarge,
        };
    }

    public void Dispose()
    {
        _buffer.Dispose();
        response.Dispose();
    }
}
