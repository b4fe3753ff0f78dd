namespace Interactions.Emulator.Conversations;

/// <summary>Copies activities into a few large buffers, each followed by a comma, so that neighbours are sent as one piece.</summary>
internal sealed class ActivityBuffer
{
    private const int FirstSize = 4 << 10;
    private const int LargestSize = 4 << 20;

    private readonly List<StoredActivity> _activities = [];
    private byte[] _buffer = [];
    private int _used;

    public IReadOnlyList<StoredActivity> Activities => _activities;

    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public static ActivityBuffer Copy(IEnumerable<ReadOnlyMemory<byte>> activities)
    {
        ActivityBuffer buffer = new();
        foreach (ReadOnlyMemory<byte> activity in activities)
        {
            (long eventId, IntegrationTypes types) = ActivityKeyReader.Read(activity.Span);
            buffer.Add(activity.Span, eventId, types);
        }

        return buffer;
    }

    public void Add(ReadOnlySpan<byte> json, long eventId, IntegrationTypes types)
    {
        int needed = json.Length + 1;
        if (needed > _buffer.Length - _used)
        {
            int size = Math.Clamp(_buffer.Length * 2, FirstSize, LargestSize);
            _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(size, needed));
            _used = 0;
        }

        json.CopyTo(_buffer.AsSpan(_used));
        _buffer[_used + json.Length] = (byte)',';
        _activities.Add(new StoredActivity(_buffer, _used, json.Length, eventId, types));
        _used += needed;
    }
}
