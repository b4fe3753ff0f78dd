namespace Interactions.Emulator.Conversations;

/// <summary>
/// The activities of one conversation in order of <c>eventId</c>, and in order of arrival within a millisecond, with an index for each
/// integration type. Immutable, so that a page can be sent while activities arrive: they make a new instance.
/// </summary>
internal sealed class Conversation
{
    private readonly StoredActivity[] _activities;
    private readonly int[] _customer;
    private readonly int[] _agent;
    private readonly int[] _bot;

    public Conversation(IEnumerable<StoredActivity> arrivals)
    {
        StoredActivity[] activities = [.. arrivals];
        _activities = IsOrdered(activities) ? activities : [.. activities.OrderBy(activity => activity.EventId)];
        _customer = Index(IntegrationTypes.Customer);
        _agent = Index(IntegrationTypes.Agent);
        _bot = Index(IntegrationTypes.Bot);
    }

    public int Count => _activities.Length;

    public Conversation With(IEnumerable<StoredActivity> arrivals) => new(_activities.Concat(arrivals));

    /// <summary>The activities of a type from <paramref name="firstEventId"/> on, at most <paramref name="cap"/> of them (0: all).</summary>
    /// <param name="type">A single type.</param>
    /// <param name="firstEventId">The lowest <c>eventId</c> to return.</param>
    /// <param name="cap">The most activities to return, or 0.</param>
    /// <param name="before">How many activities before the start to return as well.</param>
    /// <param name="lag">How many of the newest activities, of any type, to ignore.</param>
    public ActivityPage Read(IntegrationTypes type, long firstEventId, int cap, int before, int lag)
    {
        int[] index = type switch
        {
            IntegrationTypes.Customer => _customer,
            IntegrationTypes.Agent => _agent,
            IntegrationTypes.Bot => _bot,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
        int known = lag == 0 ? index.Length : FirstFrom(index, position => position >= _activities.Length - lag);
        int start = Math.Min(known, FirstFrom(index, position => _activities[position].EventId >= firstEventId));
        int end = cap == 0 ? known : (int)Math.Min((long)start + cap, known);
        start = Math.Max(0, start - before);
        return new ActivityPage(_activities, new ArraySegment<int>(index, start, end - start));
    }

    // A binary search: all positions before the result are not reached, all from there on are.
    private static int FirstFrom(int[] index, Func<int, bool> isReached)
    {
        int low = 0, high = index.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (isReached(index[middle])) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private int[] Index(IntegrationTypes type)
    {
        List<int> index = [];
        for (int i = 0; i < _activities.Length; i++)
        {
            if ((_activities[i].Types & type) != 0) index.Add(i);
        }

        return [.. index];
    }

    private static bool IsOrdered(ReadOnlySpan<StoredActivity> activities)
    {
        for (int i = 1; i < activities.Length; i++)
        {
            if (activities[i].EventId < activities[i - 1].EventId) return false;
        }

        return true;
    }
}
