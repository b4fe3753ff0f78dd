namespace Interactions.Client;

/// <summary>The latest millisecond reached in a conversation. All activities before it have been given; of its own, those that are known here.</summary>
/// <remarks>
/// This is where answers overlap, so this is where an activity that an earlier answer held is dropped. The contract promises no order
/// (§3), so this is also where a page is put in order of time. Only the keys of one millisecond are kept, however long the conversation is.
/// </remarks>
/// <param name="from">The first millisecond wanted.</param>
internal sealed class Watermark(long from)
{
    private readonly HashSet<ActivityKey> _known = [];
    private HashSet<ActivityKey>? _undated;

    /// <summary>The millisecond, since 1970-01-01 UTC.</summary>
    public long EventId { get; private set; } = from;

    /// <summary>How many activities of the millisecond have been given.</summary>
    public int Count => _known.Count;

    /// <summary>Whether an activity of the millisecond, or one without a time, has been given before.</summary>
    public bool Knows(Activity activity) => activity.EventId == EventId ? _known.Contains(ActivityKey.Of(activity))
        : EventTime.Of(activity) is null && _undated?.Contains(ActivityKey.Of(activity)) == true;

    /// <summary>Goes back to an earlier millisecond, because what came after it may have gaps.</summary>
    public void MoveBack(long eventId) => EventId = eventId;

    /// <summary>Goes on to a later millisecond, of which nothing has been given.</summary>
    public void MoveOn(long eventId)
    {
        EventId = eventId;
        _known.Clear();
    }

    /// <summary>Moves to the latest activity of a page.</summary>
    /// <param name="page">The page, as <see cref="Arrange"/> leaves it.</param>
    /// <returns>What had not been given before, in order of time.</returns>
    public List<Activity> Advance(List<Activity> page)
    {
        var fresh = new List<Activity>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            var activity = page[i];
            if (EventTime.Of(activity) is not { } time)
            {
                // An activity without a time has no place in the order, so it is given where it is first met.
                if ((_undated ??= []).Add(ActivityKey.Of(activity))) fresh.Add(activity);
                continue;
            }
            if (time < EventId) continue;
            if (time > EventId)
            {
                EventId = time;
                _known.Clear();
                // The only one of its millisecond, with later ones behind it: no other answer will be compared with it.
                if (i + 1 < page.Count && page[i + 1].EventId > time)
                {
                    fresh.Add(activity);
                    continue;
                }
            }
            if (_known.Add(ActivityKey.Of(activity))) fresh.Add(activity);
        }
        return fresh;
    }

    /// <summary>Puts a page in order of time and drops what it holds twice. Activities of one millisecond keep the engine's order.</summary>
    public static void Arrange(List<Activity> page)
    {
        if (!IsInOrder(page))
        {
            var ordered = page.OrderBy(activity => EventTime.Of(activity) ?? long.MinValue).ToList();
            page.Clear();
            page.AddRange(ordered);
        }

        // Only activities of one millisecond can be the same.
        Activity? first = null;
        HashSet<ActivityKey>? millisecond = null;
        page.RemoveAll(activity =>
        {
            if (EventTime.Of(activity) is null) return false;
            if (activity.EventId != first?.EventId)
            {
                (first, millisecond) = (activity, null);
                return false;
            }
            millisecond ??= [ActivityKey.Of(first!)];
            return !millisecond.Add(ActivityKey.Of(activity));
        });
    }

    private static bool IsInOrder(List<Activity> page)
    {
        long? latest = null;
        foreach (var activity in page)
        {
            if (EventTime.Of(activity) < latest) return false;
            latest = EventTime.Of(activity) ?? latest;
        }
        return true;
    }
}
