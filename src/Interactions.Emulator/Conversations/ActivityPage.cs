namespace Interactions.Emulator.Conversations;

/// <summary>A page: the activities of a conversation that one response holds.</summary>
internal sealed class ActivityPage(StoredActivity[] activities, ArraySegment<int> positions)
{
    private static readonly byte[] Opening = "["u8.ToArray();
    private static readonly byte[] Closing = "]"u8.ToArray();

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
}
