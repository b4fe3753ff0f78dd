namespace Interactions.Emulator.Conversations;

/// <summary>Some activities of a conversation: one answer of the engine.</summary>
internal sealed class Page(StoredActivity[] activities, ArraySegment<int> positions)
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

    /// <summary>The JSON array, in as few slices as neighbouring activities allow.</summary>
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
    public Page Shuffled()
    {
        int[] shuffled = [.. positions];
        new Random(shuffled.Length).Shuffle(shuffled);
        return new Page(activities, shuffled);
    }
}
