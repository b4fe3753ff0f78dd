namespace Interactions.Client;

/// <summary>What the answers have shown of the watermark's millisecond. It starts anew when the watermark moves.</summary>
internal sealed class SeenMillisecond
{
    /// <summary>The state from which activities were found that the questions before it had not shown.</summary>
    public CursorState LookedBackFrom { get; set; }

    /// <summary>How many answers in a row had more of it.</summary>
    public int Answers { get; set; }

    /// <summary>The most activities of it in one answer. No complete answer has fewer.</summary>
    public int MostAtOnce { get; set; }

    /// <summary>The last answer that started with it or before it.</summary>
    public Answer LastAnswer { get; set; }

    /// <summary>Whether an answer has started with the activities of <c>leid</c> itself, so that the engine is inclusive.</summary>
    public bool IsInclusive { get; set; }
}
