namespace Interactions.Emulator.Conversations;

/// <summary>A page: the activities of a conversation that one response holds.</summary>
internal sealed class ActivityPage(IReadOnlyList<StoredActivity> activities, ArraySegment<int> positions)
{
    private static readonly byte[] Opening = "["u8.ToArray();
    private static readonly byte[] Closing = "]"u8.ToArray();

    /// <summary>The highest event id on the page, or null when the page is empty.</summary>
    public long? LastEventId => positions.Count == 0 ? null : positions.Max(position => activities[position].EventId);

    /// <summary>The length of the JSON array in bytes.</summary>
    public long Length
    {
        get
        {
            long length = Opening.Length + Closing.Length + Math.Max(0, positions.Count - 1);
            foreach (int position in positions) length += activities[position].Length;
            return length;
        }
    }

    /// <summary>The JSON array. Activities that are neighbours in a buffer are one slice.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Slices
    {
        get
        {
            yield return Opening;
            for (int i = 0; i < positions.Count; i++)
            {
                StoredActivity first = activities[positions[i]];
                StoredActivity last = first;
                while (i + 1 < positions.Count && last.IsFollowedBy(activities[positions[i + 1]])) last = activities[positions[++i]];
                int comma = i + 1 < positions.Count ? 1 : 0;
                yield return first.Buffer.AsMemory(first.Offset, last.Offset + last.Length + comma - first.Offset);
            }

            yield return Closing;
        }
    }

    /// <summary>The same activities in another order, the same one every time.</summary>
    public ActivityPage Shuffled()
    {
        int[] shuffled = [.. positions];
        new Random(shuffled.Length).Shuffle(shuffled);
        return new ActivityPage(activities, shuffled);
    }

    /// <summary>The page with its first activity twice, and its last one left out when there would be more than <paramref name="cap"/> (0: no cap).</summary>
    public ActivityPage WithFirstTwice(int cap)
    {
        if (positions.Count == 0) return this;
        int[] repeated = [positions[0], .. positions];
        return new ActivityPage(activities, cap > 0 && cap < repeated.Length ? repeated[..cap] : repeated);
    }

    /// <summary>As many activities from the start as fit into so many bytes, but at least one.</summary>
    public ActivityPage Within(int bytes)
    {
        long length = Opening.Length + Closing.Length - 1;
        for (int count = 0; count < positions.Count; count++)
        {
            length += activities[positions[count]].Length + 1;
            if (length > bytes) return new ActivityPage(activities, positions[..Math.Max(count, 1)]);
        }

        return this;
    }

    /// <summary>The same activities, each as <paramref name="rewrite"/> spells it.</summary>
    public ActivityPage Rewritten(Func<StoredActivity, ReadOnlyMemory<byte>> rewrite)
    {
        ActivityBuffer rewritten = new();
        foreach (int position in positions)
        {
            StoredActivity activity = activities[position];
            rewritten.Add(rewrite(activity).Span, activity.EventId, activity.Types);
        }

        return new ActivityPage(rewritten.Activities, Enumerable.Range(0, positions.Count).ToArray());
    }
}
