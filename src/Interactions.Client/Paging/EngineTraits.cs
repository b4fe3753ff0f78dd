namespace Interactions.Client;

/// <summary>What the answers so far have shown about an engine's paging, which the contract leaves open (§3). One for each connection.</summary>
/// <remarks>What is learned saves requests. Where it is wrong, answers contradict it, and the cursor asks as if nothing were known.</remarks>
internal sealed class EngineTraits
{
    private volatile LeidSemantics _leid;
    private volatile bool _cutsAnswers;
    private volatile bool _repeatsPages;
    private volatile bool _isUnordered;
    private int _largestAnswer;
    private int _mostItems;

    /// <summary>Whether an answer includes the activities of <c>leid</c>'s own millisecond.</summary>
    public LeidSemantics Leid
    {
        get => _leid;
        set => _leid = value;
    }

    /// <summary>Whether an answer has ever been followed by more, so that the engine is known to limit its answers.</summary>
    public bool CutsAnswers
    {
        get => _cutsAnswers;
        set => _cutsAnswers = value;
    }

    /// <summary>Whether the engine has answered a question with the answer to the one before it.</summary>
    public bool RepeatsPages
    {
        get => _repeatsPages;
        set => _repeatsPages = value;
    }

    /// <summary>Whether a page was ever out of order of time, so that the order of one that broke off does not show what is missing.</summary>
    public bool IsUnordered
    {
        get => _isUnordered;
        set => _isUnordered = value;
    }

    /// <summary>The most different activities that an answer has held.</summary>
    public int LargestAnswer => Volatile.Read(ref _largestAnswer);

    /// <summary>The most activities that an answer has held, duplicates included.</summary>
    public int MostItems => Volatile.Read(ref _mostItems);

    /// <summary>Notes the size of an answer.</summary>
    /// <param name="count">How many different activities it held.</param>
    /// <param name="items">How many activities it held, duplicates included.</param>
    public void NoteAnswer(int count, int items)
    {
        Raise(ref _largestAnswer, count);
        Raise(ref _mostItems, items);
    }

    private static void Raise(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); known < value; known = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, value, known) == known) return;
    }
}

/// <summary>Where an answer starts.</summary>
internal enum LeidSemantics
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>With the activities of <c>leid</c>'s own millisecond.</summary>
    Inclusive,

    /// <summary>Behind the activities of <c>leid</c>'s own millisecond.</summary>
    Exclusive,
}
