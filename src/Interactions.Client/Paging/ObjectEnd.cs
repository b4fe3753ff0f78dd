namespace Interactions.Client;

/// <summary>Finds where a JSON object ends that arrives in parts.</summary>
/// <remarks>
/// It looks at each byte once. Utf8JsonReader begins a text, a number or white space that is not whole again with every part, which takes
/// time that grows with the square of its length. It is only used for an object that has not arrived whole, and checks nothing else.
/// </remarks>
internal struct ObjectEnd
{
    private int _depth;
    private bool _isInText;

    /// <summary>How many bytes have been looked at; once the end is found, the length of the object.</summary>
    public int Position { get; private set; }

    /// <summary>Looks at the bytes that have arrived since the last call.</summary>
    /// <param name="json">The object from its first byte, as far as it has arrived.</param>
    /// <returns>Whether it is whole.</returns>
    public bool Find(ReadOnlySpan<byte> json)
    {
        while (Position < json.Length)
        {
            if (_isInText)
            {
                var next = json.Slice(Position).IndexOfAny((byte)'"', (byte)'\\');
                Position = next < 0 ? json.Length : Position + next;
                if (Position == json.Length) return false;
                if (json[Position] == (byte)'\\')
                {
                    // Waits at an escape until the byte behind the backslash is there.
                    if (Position + 1 == json.Length) return false;
                    Position += 2;
                    continue;
                }
                _isInText = false;
                Position++;
                continue;
            }

            switch (json[Position++])
            {
                case (byte)'"':
                    _isInText = true;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                case (byte)'}' or (byte)']' when --_depth == 0:
                    return true;
            }
        }
        return false;
    }
}
