namespace Interactions.Client;

/// <summary>Decides which <c>leid</c> to ask for next, so that every activity comes exactly once under every reading of the contract.</summary>
/// <remarks>
/// The contract (§3) leaves open whether <c>leid</c> includes its own millisecond, how many activities an answer holds, and whether a
/// millisecond can be split between two answers. So the cursor keeps a <see cref="Watermark"/>, and asks from the millisecond before it:
/// that covers the watermark's own millisecond under both readings. docs/architecture.md has the table of states and transitions.
/// </remarks>
/// <param name="from">The first millisecond wanted.</param>
/// <param name="engine">What is known about the engine.</param>
internal sealed class Cursor(long from, EngineTraits engine)
{
    /// <summary>Where the next question starts. The first three are ordered: each leaves out more of what fills an answer.</summary>
    private enum State
    {
        /// <summary>Asks from the millisecond before the watermark.</summary>
        BeforeWatermark,

        /// <summary>Asks from the watermark itself, which leaves out a full millisecond before it. The answer of an exclusive engine starts behind the watermark.</summary>
        AtWatermark,

        /// <summary>Asks from the millisecond after the watermark. The answer of an inclusive engine starts behind the watermark.</summary>
        AfterWatermark,

        /// <summary>Asks from the start of the conversation, only to see how many activities the engine returns at once.</summary>
        Measuring,

        /// <summary>The conversation's end is reached.</summary>
        Finished,
    }

    /// <summary>After so many answers with news of one millisecond the next state is tried, because no real millisecond is that full.</summary>
    private const int MostAnswersAtWatermark = 10;

    /// <summary>Where nothing shows how much an engine returns at once, fewer activities than this are not taken for a full answer.</summary>
    private const int SmallestLimit = 10;

    private readonly Watermark _watermark = new(from);
    private State _state = State.BeforeWatermark;

    // About the watermark.
    private State _lookedBackFrom = State.BeforeWatermark;
    private int _answersAtWatermark;
    private int _mostAtWatermark;
    private (int Count, int Items) _answerWithWatermark;
    private bool _isInclusive;
    private bool _heldAtLeid;

    // About the engine, as this conversation shows it.
    private bool _hasRead;
    private long _first = long.MaxValue;
    private bool _heedsLeid;

    // About the last answer.
    private (int Count, ulong Hash)? _lastAnswer;
    private bool _hasAskedTwice;

    /// <summary>What to send as <c>leid</c>.</summary>
    public long Leid => LeidOf(_state);

    /// <summary>What will probably be asked after <see cref="Leid"/>; <see langword="null"/> where that is open.</summary>
    public long? LikelyNextLeid { get; private set; }

    /// <summary>The millisecond to go on from: all activities before it have been given.</summary>
    public long Watermark => _watermark.EventId;

    /// <summary>Whether the conversation's end is reached.</summary>
    public bool IsFinished => _state == State.Finished;

    /// <summary>Whether the last answer lacked activities that must be in it. It was not taken: the same question is to be asked again.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Why there may be more activities that cannot be asked for; <see langword="null"/> where there is no reason to think so.</summary>
    public EndDoubt? EndDoubt { get; private set; }

    /// <summary>The millisecond that may hold more activities than the engine returns at once, as the last answer showed.</summary>
    public long? Overflow { get; private set; }

    /// <summary>How many activities an answer held that ended with <see cref="Overflow"/>, or that is behind <see cref="EndDoubt"/>.</summary>
    public int PageSize { get; private set; }

    /// <summary>Takes an answer to <see cref="Leid"/>, and decides what to ask next.</summary>
    /// <param name="page">The answer; it is put in order, and duplicates are removed.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> Take(List<Activity> page)
    {
        Overflow = null;
        IsIncomplete = false;
        LikelyNextLeid = null;
        var answer = Examine(page);
        if (IsRepeated(answer)) return [];
        if (_state == State.Measuring)
        {
            // An answer that lacks the watermark's activities was cut off, so the engine returns no more than this at once.
            var isCut = answer.Known < _watermark.Count || answer.Items >= SmallestLimit;
            Finish(isOverflow: isCut && answer.Count <= engine.LargestAnswer);
            return [];
        }
        if (answer.New == 0 && answer.BeforeLeid > 1)
        {
            // More than one activity from before leid. Some engines give one, the previous activity.
            if (_heedsLeid) return AskAgain();
            Doubt(Interactions.Client.EndDoubt.LeidIgnored, answer);
            Finish(isOverflow: false);
            return _watermark.Advance(page);
        }
        if (Lacks(answer))
        {
            if (_state != State.BeforeWatermark || answer.Later > 0 || answer.BeforeWatermark == 0) return AskAgain();
            // The millisecond before the watermark may have filled the answer.
            _isInclusive = answer.BeforeWatermark > 1;
            _state = State.AtWatermark;
            return _watermark.Advance(page);
        }

        // Whether the answer starts at or before the watermark: of those asked from the watermark itself, only an inclusive engine's does.
        var holdsWatermark = _state == State.BeforeWatermark || (_state == State.AtWatermark && answer.Known >= _watermark.Count);
        if (holdsWatermark) _answerWithWatermark = (answer.Count, answer.Items);
        if (answer.New > 0 && _hasRead) engine.CutsAnswers = true;
        NoteAnswer(answer);

        if (answer.New > 0 && _state > _lookedBackFrom && !(holdsWatermark && _watermark.Count > 0))
        {
            LookBack();
            return [];
        }

        var watermark = Watermark;
        var fresh = _watermark.Advance(page);
        if (Watermark > watermark) GoOn(page, answer, steppedOver: holdsWatermark ? null : watermark);
        else if (holdsWatermark && answer.New > 0 && ++_answersAtWatermark < MostAnswersAtWatermark) StayAtWatermark(answer);
        else TryNext(answer);
        return fresh;
    }

    /// <summary>Takes the whole activities of an answer that broke off. The watermark moves only where the order of the answer shows what is missing.</summary>
    /// <param name="page">What was whole.</param>
    /// <param name="isInOrder">Whether it arrived in order of time.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> TakePart(List<Activity> page, bool isInOrder)
    {
        var answer = Examine(page);
        // An answer from behind the watermark's start may leave out more of the watermark's own millisecond.
        if (_state != State.BeforeWatermark || (answer.Later > 0 && Lacks(answer))) return [];
        var watermark = Watermark;
        var fresh = _watermark.Advance(page);
        if (!isInOrder) _watermark.MoveBack(watermark);
        return fresh;
    }

    private long LeidOf(State state) => state switch
    {
        State.BeforeWatermark => Math.Max(0, Watermark - 1),
        State.AtWatermark => Watermark,
        State.AfterWatermark => Math.Max(Watermark, unchecked(Watermark + 1)),
        _ => 0,
    };

    /// <param name="Items">How many activities the engine sent.</param>
    /// <param name="Count">How many of them are different.</param>
    /// <param name="BeforeLeid">How many lie before <c>leid</c>.</param>
    /// <param name="BeforeWatermark">How many lie between <c>leid</c> and the watermark.</param>
    /// <param name="AtWatermark">How many lie at the watermark.</param>
    /// <param name="Known">How many of those have been given.</param>
    /// <param name="Later">How many lie behind the watermark.</param>
    /// <param name="Undated">How many have no time.</param>
    /// <param name="New">How many that lie at the watermark, behind it, or nowhere have not been given.</param>
    /// <param name="First">The earliest time.</param>
    /// <param name="Hash">Differs where the activities do.</param>
    private readonly record struct Answer(int Items, int Count, int BeforeLeid, int BeforeWatermark, int AtWatermark, int Known, int Later, int Undated, int New, long First, ulong Hash);

    private Answer Examine(List<Activity> page)
    {
        var items = page.Count;
        Interactions.Client.Watermark.Arrange(page);
        var (leid, watermark) = (Leid, Watermark);
        int beforeLeid = 0, beforeWatermark = 0, atWatermark = 0, known = 0, later = 0, undated = 0, isNew = 0;
        var (first, hash) = (long.MaxValue, 0ul);
        foreach (var activity in page)
        {
            hash = unchecked(hash + (ulong)ActivityKey.Of(activity).GetHashCode());
            var isKnown = _watermark.Knows(activity);
            if (activity.EventId is not (>= 0 and var time))
            {
                undated++;
                if (!isKnown) isNew++;
                continue;
            }
            first = Math.Min(first, time);
            if (time < leid) beforeLeid++;
            if (time < watermark && time >= leid) beforeWatermark++;
            if (time > watermark) later++;
            if (time == watermark) atWatermark++;
            if (time == watermark && isKnown) known++;
            if (time >= watermark && !isKnown) isNew++;
        }
        return new(items, page.Count, beforeLeid, beforeWatermark, atWatermark, known, later, undated, isNew, first, hash);
    }

    /// <summary>Whether an answer is the one before it over again. Some engines repeat a page, but it may also be the right answer, so it is asked for once more.</summary>
    private bool IsRepeated(Answer answer)
    {
        var isSame = _lastAnswer == (answer.Count, answer.Hash);
        // Where nothing comes after the watermark, the first two questions have the same answer.
        var isExpected = _state is State.BeforeWatermark or State.AtWatermark && answer is { New: 0, BeforeLeid: 0, BeforeWatermark: 0 } && !engine.RepeatsPages;
        if (_hasAskedTwice && !isSame) engine.RepeatsPages = true;
        _lastAnswer = (answer.Count, answer.Hash);
        return _hasAskedTwice = isSame && !isExpected && !_hasAskedTwice;
    }

    /// <summary>Whether an answer that must hold the watermark's own activities has fewer of them than an earlier one.</summary>
    private bool Lacks(Answer answer)
    {
        // An activity from before may be the previous one, which some engines add, and it may have taken the place of another.
        var isPreviousOnly = answer.BeforeLeid + answer.BeforeWatermark == 1;
        if (answer.AtWatermark >= _mostAtWatermark - (isPreviousOnly ? 1 : 0)) return false;
        return _state == State.BeforeWatermark
            // An exclusive engine shows no activity of the watermark here, or one if it adds the previous activity.
            || (_state == State.AtWatermark && (answer.AtWatermark > 1 || _isInclusive || engine.Leid == LeidSemantics.Inclusive));
    }

    private void NoteAnswer(Answer answer)
    {
        if (answer.Count > 0 && answer.BeforeLeid == 0 && Leid > _first) _heedsLeid = true;
        _first = Math.Min(_first, answer.First);
        _mostAtWatermark = Math.Max(_mostAtWatermark, answer.AtWatermark);
        _hasRead |= answer.Count > 0;
        engine.NoteAnswer(answer.Count, answer.Items);
    }

    /// <summary>No transition: the answer is provably incomplete.</summary>
    private List<Activity> AskAgain()
    {
        IsIncomplete = true;
        _lastAnswer = null;
        return [];
    }

    /// <summary>Transition: activities were found that an earlier question did not show. What that one left out may have been cut off, or may only now have arrived.</summary>
    private void LookBack()
    {
        _lookedBackFrom = _state;
        _state = State.BeforeWatermark;
    }

    /// <summary>Transition: the watermark has moved.</summary>
    /// <param name="page">The page that moved it.</param>
    /// <param name="answer">What it held.</param>
    /// <param name="steppedOver">The old watermark, where the answer did not start with it: the rest of that millisecond may be lost.</param>
    private void GoOn(List<Activity> page, Answer answer, long? steppedOver)
    {
        if (steppedOver is { } millisecond) Overflows(millisecond);
        _answerWithWatermark = (answer.Count, answer.Items);
        _mostAtWatermark = _watermark.Count;
        _isInclusive = _heldAtLeid = false;
        _answersAtWatermark = 0;
        _lookedBackFrom = State.BeforeWatermark;
        _state = State.BeforeWatermark;

        // This is probably the last page, so the question that confirms the end can be asked at the same time.
        if ((answer.Count < engine.LargestAnswer || !engine.CutsAnswers) && !engine.RepeatsPages && engine.Leid != LeidSemantics.Unknown)
            LikelyNextLeid = LeidOf(engine.Leid == LeidSemantics.Inclusive && page.FindLast(activity => activity.EventId < Watermark)?.EventId != Watermark - 1
                ? State.AfterWatermark : State.AtWatermark);
    }

    /// <summary>Transition: the watermark's own millisecond had more. The same question may show still more.</summary>
    private void StayAtWatermark(Answer answer)
    {
        _lookedBackFrom = State.BeforeWatermark;
        if (_state != State.BeforeWatermark) TryNext(answer);
    }

    /// <summary>Transition: nothing new. That is the end only where the answer starts behind everything known.</summary>
    private void TryNext(Answer answer)
    {
        // Where activities without a time fill an answer, what comes after them cannot be asked for.
        if (answer.Undated > 1 && answer.Count >= engine.LargestAnswer) Doubt(Interactions.Client.EndDoubt.TimesUnreadable, answer);
        switch (_state)
        {
            case State.BeforeWatermark when _watermark.Count == 0 && answer.Count == 0:
                Finish(isOverflow: false);
                break;
            case State.BeforeWatermark:
                _state = engine.Leid == LeidSemantics.Inclusive && answer.BeforeWatermark == 0 && _watermark.Count > 0 ? State.AfterWatermark : State.AtWatermark;
                break;
            case State.AtWatermark when answer.AtWatermark > 0:
                _heldAtLeid = true;
                _state = State.AfterWatermark;
                break;
            default:
                if (answer.Count == 0 && _watermark.Count > 0) Learn();
                FinishOrMeasure(answer);
                break;
        }
    }

    /// <summary>Learns how the engine reads <c>leid</c> from an empty answer, which no engine gives that adds the previous activity.</summary>
    private void Learn()
    {
        if (_state == State.AtWatermark) engine.Leid = LeidSemantics.Exclusive;
        else if (_heldAtLeid) engine.Leid = LeidSemantics.Inclusive;
    }

    /// <summary>Transition: the end. Where the last millisecond filled an answer, does the engine return more than that at once?</summary>
    private void FinishOrMeasure(Answer answer)
    {
        var isFull = _answerWithWatermark.Count >= engine.LargestAnswer || _answerWithWatermark.Items >= engine.MostItems;
        if (!isFull || _watermark.Count == 0) Finish(isOverflow: false);
        else if (engine.CutsAnswers) Finish(isOverflow: true);
        else if (_watermark.Count > 1 && from > 1) _state = State.Measuring;
        else Finish(isOverflow: _watermark.Count > 1 && _answerWithWatermark.Items >= SmallestLimit);
    }

    private void Finish(bool isOverflow)
    {
        if (isOverflow) Overflows(Watermark);
        _state = State.Finished;
    }

    private void Overflows(long millisecond) => (Overflow, PageSize) = (millisecond, _answerWithWatermark.Count);

    private void Doubt(EndDoubt reason, Answer answer) => (EndDoubt, PageSize) = (reason, answer.Count);
}
