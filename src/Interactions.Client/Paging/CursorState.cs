namespace Interactions.Client;

/// <summary>What a <see cref="Cursor"/> asks for next. The first three are ordered: each leaves out more of what fills an answer.</summary>
internal enum CursorState
{
    /// <summary>Asks from the millisecond before the watermark.</summary>
    BeforeWatermark,

    /// <summary>Asks from the watermark itself. This leaves out a full millisecond before it, and an exclusive engine's answer starts after the watermark.</summary>
    AtWatermark,

    /// <summary>Asks from the millisecond after the watermark. An inclusive engine's answer starts after the watermark.</summary>
    AfterWatermark,

    /// <summary>Asks from the start of the conversation, only to see how many activities the engine returns at once.</summary>
    Measuring,

    /// <summary>The conversation's end is reached.</summary>
    Finished,
}

internal static class CursorStates
{
    /// <summary>What to send as <c>leid</c>.</summary>
    /// <param name="state">Where to ask from.</param>
    /// <param name="watermark">The latest millisecond reached.</param>
    public static long Leid(this CursorState state, long watermark) => state switch
    {
        CursorState.BeforeWatermark => Math.Max(0, watermark - 1),
        CursorState.AtWatermark => watermark,
        CursorState.AfterWatermark => Math.Max(watermark, unchecked(watermark + 1)),
        _ => 0,
    };
}
