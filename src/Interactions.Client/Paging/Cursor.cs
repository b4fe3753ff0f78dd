namespace Interactions.Client;

/// <summary>Decides which <c>leid</c> to ask for next, so that every activity comes exactly once under every reading of the contract.</summary>
/// <remarks>
/// The contract (§3) leaves open whether <c>leid</c> includes its own millisecond, how many activities an answer holds, and whether a
/// millisecond can be split between two answers. So the cursor keeps a <see cref="Watermark"/>, and asks from the millisecond before it:
/// that covers the watermark's own millisecond under both readings. docs/architecture.md has the table of states and transitions.
/// </remarks>
/// <param name="from">The first millisecond wanted.</param>
internal sealed class Cursor(long from)
{
    /// <summary>Where the next question starts. The first three are ordered: each leaves out more of what fills an answer.</summary>
    private enum State
    {
        /// <summary>Asks from the millisecond before the watermark.</summary>
        BeforeWatermark,

        /// <summary>Asks from the watermark itself, which leaves out a full millisecond before it.</summary>
        AtWatermark,

        /// <summary>Asks from the millisecond after the watermark, because the watermark's own fills every answer.</summary>
        AfterWatermark,

        /// <summary>Asks from the start of the conversation, only to see how many activities the engine returns at once.</summary>
        Measuring,

        /// <summary>The conversation's end is reached.</summary>
        Finished,
    }

    /// <summary>After so many answers with news of one millisecond the next state is tried, because no real millisecond is that full.</summary>
    private const int MostAnswersAtWatermark = 10;

    private readonly Watermark _watermark = new(from);
    private State _state = State.BeforeWatermark;

    // About the watermark.
    private State _lookedBackFrom = State.BeforeWatermark;
    private int _answersAtWatermark;
    private int _sizeWithWatermark;

    // About the engine.
    private bool _hasGoneOn;
    private bool _givesPrevious;

    // About the last answer.
    private (int Count, int Hash)? _lastAnswer;
    private bool _hasAskedTwice;

    /// <summary>What to send as <c>leid</c>.</summary>
    public long Leid => _state switch
    {
        State.BeforeWatermark => Math.Max(0, Watermark - 1),
        State.AtWatermark => Watermark,
        State.AfterWatermark => Math.Max(Watermark, unchecked(Watermark + 1)),
        _ => 0,
    };

    /// <summary>The millisecond to go on from: all activities before it have been given.</summary>
    public long Watermark => _watermark.EventId;

    /// <summary>Whether the conversation's end is reached.</summary>
    public bool IsFinished => _state == State.Finished;

    /// <summary>The millisecond that may hold more activities than the engine returns at once, as the last answer showed.</summary>
    public long? Overflow { get; private set; }

    /// <summary>The most activities that an answer has held.</summary>
    public int LargestAnswer { get; private set; }

    /// <summary>Takes an answer to <see cref="Leid"/>, and decides what to ask next.</summary>
    /// <param name="page">The answer; it is put in order.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> Take(List<Activity> page)
    {
        Overflow = null;
        var answer = Examine(page);
        if (IsRepeated(answer)) return [];
        if (_state == State.Measuring)
        {
            Finish(isOverflow: answer.Count <= LargestAnswer);
            return [];
        }

        // Whether the answer starts at or before the watermark: of those asked from the watermark itself, only an inclusive engine's does.
        var holdsWatermark = _state == State.BeforeWatermark || (_state == State.AtWatermark && answer.Known >= _watermark.Count);
        if (holdsWatermark) _sizeWithWatermark = answer.Count;
        if (answer.New > 0 && LargestAnswer > 0) _hasGoneOn = true;
        if (answer.BeforeLeid == 1) _givesPrevious = true;
        LargestAnswer = Math.Max(LargestAnswer, answer.Count);

        if (answer.New > 0 && _state > _lookedBackFrom && !(holdsWatermark && _watermark.Count > 0))
        {
            LookBack();
            return [];
        }

        var watermark = Watermark;
        var fresh = _watermark.Advance(page);
        if (Watermark > watermark) GoOn(answer, steppedOver: holdsWatermark ? null : watermark);
        else if (holdsWatermark && fresh.Count > 0 && ++_answersAtWatermark < MostAnswersAtWatermark) StayAtWatermark(answer);
        else TryNext(answer, holdsWatermark, isStuck: fresh.Count == 0 && answer.BeforeLeid > 1);
        return fresh;
    }

    /// <summary>Takes the whole activities of an answer that broke off. The watermark moves only where the order of the answer shows what is missing.</summary>
    /// <param name="page">What was whole.</param>
    /// <param name="isInOrder">Whether it arrived in order of time.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> TakePart(List<Activity> page, bool isInOrder)
    {
        var watermark = Watermark;
        // An answer from behind the watermark's start may leave out more of the watermark's own millisecond.
        var fresh = _state == State.BeforeWatermark ? _watermark.Advance(page) : [];
        if (!isInOrder) _watermark.MoveBack(watermark);
        return fresh;
    }

    private readonly record struct Answer(int Count, int Known, int New, int BeforeLeid, int Hash);

    private Answer Examine(List<Activity> page)
    {
        var (leid, known, isNew, beforeLeid, hash) = (Leid, 0, 0, 0, 0);
        foreach (var activity in page)
        {
            hash = unchecked(hash + ActivityKey.Of(activity).GetHashCode());
            if (activity.EventId < leid) beforeLeid++;
            if (_watermark.Knows(activity)) known++;
            else if (activity.EventId >= Watermark) isNew++;
        }
        return new(page.Count, known, isNew, beforeLeid, hash);
    }

    /// <summary>Whether an answer is the one before it over again. Some engines repeat a page, but it may also be the right answer, so it is asked for once more.</summary>
    private bool IsRepeated(Answer answer)
    {
        // A single activity, where there has never been another, is most likely all there is.
        var isAlone = LargestAnswer == 1 && answer is { New: 0, BeforeLeid: 0 } && _lookedBackFrom == State.BeforeWatermark && _state != State.Measuring;
        var isRepeated = _lastAnswer == (answer.Count, answer.Hash) && !isAlone;
        _lastAnswer = (answer.Count, answer.Hash);
        return _hasAskedTwice = isRepeated && !_hasAskedTwice;
    }

    /// <summary>Transition: activities were found that an earlier question did not show. What that one left out may have been cut off, or may only now have arrived.</summary>
    private void LookBack()
    {
        _lookedBackFrom = _state;
        _state = State.BeforeWatermark;
    }

    /// <summary>Transition: the watermark has moved.</summary>
    /// <param name="answer">The answer that moved it.</param>
    /// <param name="steppedOver">The old watermark, where the answer did not start with it: the rest of that millisecond may be lost.</param>
    private void GoOn(Answer answer, long? steppedOver)
    {
        Overflow = steppedOver;
        _sizeWithWatermark = answer.Count;
        _answersAtWatermark = 0;
        _lookedBackFrom = State.BeforeWatermark;
        _state = State.BeforeWatermark;
    }

    /// <summary>Transition: the watermark's own millisecond had more. The same question may show still more.</summary>
    private void StayAtWatermark(Answer answer)
    {
        _lookedBackFrom = State.BeforeWatermark;
        if (_state != State.BeforeWatermark) TryNext(answer, holdsWatermark: true, isStuck: false);
    }

    /// <summary>Transition: the answer brought nothing new, so it is the end, or a limit cut it off before anything new.</summary>
    private void TryNext(Answer answer, bool holdsWatermark, bool isStuck)
    {
        var isCut = _lookedBackFrom > State.BeforeWatermark || (answer.Count > 0 && answer.Count + (_givesPrevious ? 1 : 0) >= LargestAnswer);
        // More than one activity from before leid: the engine ignores leid. Some engines give one, the previous activity.
        if (isStuck) Finish(isOverflow: false);
        else if (isCut && _state == State.BeforeWatermark) _state = State.AtWatermark;
        else if (isCut && _state == State.AtWatermark) _state = State.AfterWatermark;
        else if (holdsWatermark) Finish(isOverflow: false);
        else FinishOrMeasure();
    }

    /// <summary>Transition: the end. Where the last millisecond filled an answer, does the engine return more than that at once?</summary>
    private void FinishOrMeasure()
    {
        if (_sizeWithWatermark < LargestAnswer) Finish(isOverflow: false);
        else if (_hasGoneOn) Finish(isOverflow: true);
        else if (_watermark.Count > 1 && from > 1) _state = State.Measuring;
        else Finish(isOverflow: _watermark.Count > 1);
    }

    private void Finish(bool isOverflow)
    {
        if (isOverflow) Overflow = Watermark;
        _state = State.Finished;
    }
}
