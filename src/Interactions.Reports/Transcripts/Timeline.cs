namespace Interactions.Reports.Transcripts;

/// <summary>When each role wrote, at a resolution that fits a small picture, however many messages there are and however long they span.</summary>
internal sealed class Timeline
{
    /// <summary>The columns that the picture has at most.</summary>
    public const int Columns = 1024;

    private readonly SortedDictionary<(Role Role, long Column), int> _counts = [];
    private long _width = 1;
    private long _lowest = long.MaxValue;
    private long _highest = long.MinValue;

    /// <param name="role">Who wrote.</param>
    /// <param name="eventId">When, in milliseconds since 1970-01-01 UTC.</param>
    public void Add(Role role, long eventId)
    {
        _lowest = Math.Min(_lowest, eventId);
        _highest = Math.Max(_highest, eventId);
        while ((_highest / _width) - (_lowest / _width) >= Columns) Widen();
        var key = (role, eventId / _width);
        _counts[key] = _counts.TryGetValue(key, out var count) ? count + 1 : 1;
    }

    /// <summary>The columns in which a role wrote, from 0 to 1 of the time between the first message and the last.</summary>
    public IEnumerable<double> Marks(Role role)
    {
        var first = _lowest / _width;
        var span = Math.Max(1, (_highest / _width) - first);
        return _counts.Keys.Where(key => key.Role == role).Select(key => (double)(key.Column - first) / span);
    }

    /// <summary>Makes the columns twice as wide.</summary>
    private void Widen()
    {
        _width *= 2;
        var before = _counts.ToArray();
        _counts.Clear();
        foreach (var entry in before)
        {
            var key = (entry.Key.Role, entry.Key.Column / 2);
            _counts[key] = _counts.TryGetValue(key, out var count) ? count + entry.Value : entry.Value;
        }
    }
}
