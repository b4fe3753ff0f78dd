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
    public ActivityPage Read(IntegrationTypes type, long firstEventId, int cap, int before)
    {
        int[] index = type switch
        {
            IntegrationTypes.Customer => _customer,
            IntegrationTypes.Agent => _agent,
            IntegrationTypes.Bot => _bot,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
        int start = LowerBound(index, firstEventId);
        int end = cap == 0 ? index.Length : (int)Math.Min((long)start + cap, index.Length);
        start = Math.Max(0, start - before);
        return new ActivityPage(_activities, new ArraySegment<int>(index, start, end - start));
    }

    private int LowerBound(int[] index, long eventId)
    {
        int low = 0, high = index.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (_activities[index[middle]].EventId < eventId) low = middle + 1;
            else high = middle;
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
