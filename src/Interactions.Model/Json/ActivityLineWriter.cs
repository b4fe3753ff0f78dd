using System.Buffers.Text;

namespace Interactions;

/// <summary>Writes an activity as one line of JSON Lines: what the engine sent, with the conversation's id first.</summary>
/// <remarks>White space between the values is left out, and U+2028 and U+2029, which some readers take for the end of a line, are escaped.
/// Everything else is copied byte for byte.</remarks>
internal sealed class ActivityLineWriter
{
    private const int GuidLength = 36;
    private byte[] _line = new byte[4096];
    private int _length;

    /// <summary>What every line of a conversation starts with, up to the end of the id.</summary>
    public static byte[] Start(Guid conversationId)
    {
        var start = new byte[ConversationIdMember.Start.Length + GuidLength + 1];
        WriteStart(start, conversationId);
        return start;
    }

    /// <summary>A value in one line, as it stands in the line of an activity.</summary>
    /// <param name="json">Any JSON.</param>
    public static string OneLine(ReadOnlySpan<byte> json)
    {
        var line = new ActivityLineWriter { _line = new byte[2 * json.Length] };
        line.Copy(json);
        return Utf8.Decode(line._line.AsSpan(0, line._length));
    }

    /// <summary>The hash of an activity's line, without its line feed.</summary>
    /// <param name="activity">An activity that was read from an engine or a file.</param>
    public static ulong Hash(Activity activity)
    {
        var line = new ActivityLineWriter().Write(activity);
        return ActivityReader.Hash(line.AsSpan(0, line.Count - 1));
    }

    /// <summary>Writes a line, its line feed included. It is overwritten by the next one.</summary>
    /// <param name="activity">An activity that was read from an engine or a file.</param>
    /// <exception cref="InvalidOperationException">The activity was made otherwise.</exception>
    public ArraySegment<byte> Write(Activity activity)
    {
        var json = activity.SentJson ?? throw new InvalidOperationException("The activity was not read from an engine or a file, so there is no JSON to write.");
        if (activity.AdditionalProperties is { } more && more.Keys.Any(ConversationIdMember.IsName))
            json = ConversationIdMember.Without(json, activity.ConversationId);

        // An escape takes twice the bytes of the character.
        var most = ConversationIdMember.Start.Length + GuidLength + 4 + (2 * json.Length);
        if (_line.Length < most) _line = new byte[Math.Max(most, _line.Length * 2)];
        _length = WriteStart(_line, activity.ConversationId);
        _line[_length++] = (byte)',';
        var first = _length;
        Copy(json.AsSpan(1));
        // An object without properties ends at once.
        if (_length == first + 1)
        {
            _line[first - 1] = (byte)'}';
            _length = first;
        }
        _line[_length++] = (byte)'\n';
        return new ArraySegment<byte>(_line, 0, _length);
    }

    private static int WriteStart(Span<byte> line, Guid conversationId)
    {
        ConversationIdMember.Start.CopyTo(line);
        Utf8Formatter.TryFormat(conversationId, line.Slice(ConversationIdMember.Start.Length), out _);
        line[ConversationIdMember.Start.Length + GuidLength] = (byte)'"';
        return ConversationIdMember.Start.Length + GuidLength + 1;
    }

    private void Copy(ReadOnlySpan<byte> json)
    {
        while (!json.IsEmpty)
        {
            var one = json[0];
            json = json.Slice(1);
            if (one is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') continue;
            _line[_length++] = one;
            if (one == (byte)'"') json = CopyText(json);
        }
    }

    /// <summary>Copies the rest of a string, its closing quote included.</summary>
    private ReadOnlySpan<byte> CopyText(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var special = json.IndexOfAny((byte)'"', (byte)'\\', (byte)0xE2);
            json.Slice(0, special).CopyTo(_line.AsSpan(_length));
            _length += special;
            json = json.Slice(special);
            if (json[0] == (byte)'"')
            {
                _line[_length++] = (byte)'"';
                return json.Slice(1);
            }

            var isSeparator = json.Length > 2 && json[0] == 0xE2 && json[1] == 0x80 && json[2] is 0xA8 or 0xA9;
            var sent = isSeparator ? 3 : json[0] == (byte)'\\' ? 2 : 1;
            var written = !isSeparator ? json.Slice(0, sent) : json[2] == 0xA8 ? "\\u2028"u8 : "\\u2029"u8;
            written.CopyTo(_line.AsSpan(_length));
            _length += written.Length;
            json = json.Slice(sent);
        }
    }
}
