namespace Interactions.Client;

/// <summary>What <see cref="TypeMerge"/> has given of the millisecond that it has reached, and what it has given that has no time.</summary>
internal sealed class GivenMillisecond
{
    private readonly HashSet<ActivityKey> _keys = [];
    private long _millisecond = long.MinValue;

    /// <summary>Whether an activity comes after the millisecond.</summary>
    public bool IsBefore(Activity activity) => activity.EventId > _millisecond;

    /// <summary>Whether an activity has been given.</summary>
    public bool Contains(ActivityKey key) => _keys.Contains(key);

    /// <summary>Notes an activity; false where it has been given before.</summary>
    public bool Add(ActivityKey key) => _keys.Add(key);

    /// <summary>Goes on to a later millisecond, of which nothing has been given. What has no time is still known, because it may come again anywhere.</summary>
    public void MoveOn(long millisecond)
    {
        _millisecond = millisecond;
        _keys.RemoveWhere(static key => key.EventId >= 0);
    }
}
