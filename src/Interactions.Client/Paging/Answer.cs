namespace Interactions.Client;

/// <summary>What a page holds, seen from the question and from the watermark.</summary>
/// <param name="Items">How many activities the engine sent.</param>
/// <param name="Count">How many of them are different.</param>
/// <param name="BeforeLeid">How many lie before <c>leid</c>.</param>
/// <param name="BeforeWatermark">How many lie between <c>leid</c> and the watermark.</param>
/// <param name="AtWatermark">How many lie at the watermark.</param>
/// <param name="Known">How many of those have been given.</param>
/// <param name="AfterWatermark">How many lie after the watermark.</param>
/// <param name="Undated">How many have no time.</param>
/// <param name="New">How many have not been given: at the watermark, after it, or without a time.</param>
/// <param name="First">The earliest time.</param>
/// <param name="Hash">The same for two pages that hold the same activities.</param>
internal readonly record struct Answer(
    int Items, int Count, int BeforeLeid, int BeforeWatermark, int AtWatermark, int Known, int AfterWatermark, int Undated, int New, long First, int Hash)
{
    /// <summary>Whether only one activity comes from before the watermark. Some engines add the previous activity, and it may have taken the place of another.</summary>
    public bool MayHoldPrevious => BeforeLeid + BeforeWatermark == 1;

    /// <param name="page">The page; it is put in order of time, and duplicates are removed.</param>
    /// <param name="leid">What was asked for.</param>
    /// <param name="watermark">The watermark.</param>
    public static Answer Of(List<Activity> page, long leid, Watermark watermark)
    {
        var items = page.Count;
        Watermark.Arrange(page);
        int beforeLeid = 0, beforeWatermark = 0, atWatermark = 0, known = 0, afterWatermark = 0, undated = 0, isNew = 0, hash = 0;
        var first = long.MaxValue;
        foreach (var activity in page)
        {
            hash = unchecked(hash + ActivityKey.Of(activity).GetHashCode());
            var isKnown = watermark.Knows(activity);
            if (EventTime.Of(activity) is not { } time)
            {
                undated++;
                if (!isKnown) isNew++;
                continue;
            }
            first = Math.Min(first, time);
            if (time < leid) beforeLeid++;
            else if (time < watermark.EventId) beforeWatermark++;
            if (time < watermark.EventId) continue;
            if (time > watermark.EventId) afterWatermark++;
            else atWatermark++;
            if (isKnown) known++;
            else isNew++;
        }
        return new(items, page.Count, beforeLeid, beforeWatermark, atWatermark, known, afterWatermark, undated, isNew, first, hash);
    }
}
