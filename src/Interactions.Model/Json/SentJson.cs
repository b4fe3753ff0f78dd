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

    /// <summary>A part, by where it stood while it was read.</summary>
    public ReadOnlySpan<byte> Part(int start, int end) => _bytes.AsSpan(start - _start, end - start);
}
