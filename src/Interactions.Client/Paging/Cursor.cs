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
    /// <summary>After so many answers with news of one millisecond the next state is tried, because no real millisecond is that full.</summary>
    private const int MostAnswers = 10;

    /// <summary>Where nothing has shown how much an engine returns at once, an answer with fewer activities than this is not taken for a full one.</summary>
    private const int SmallestLimit = 10;

    private readonly Watermark _watermark = new(from);
    private readonly RepeatedPageDetector _repeatedPages = new(engine);
    private CursorState _state = CursorState.BeforeWatermark;
    private SeenMillisecond _millisecond = new();
    private long _first = long.MaxValue;
    private bool _heedsLeid;

    /// <summary>What to send as <c>leid</c>.</summary>
    public long Leid => _state.Leid(Watermark);

    /// <summary>What will probably be asked after <see cref="Leid"/>; <see langword="null"/> where that is open.</summary>
    public long? LikelyNextLeid { get; private set; }

    /// <summary>The millisecond to go on from: all activities before it have been given.</summary>
    public long Watermark => _watermark.EventId;

    /// <summary>Whether the conversation's end is reached.</summary>
    public bool IsFinished => _state == CursorState.Finished;

    /// <summary>Whether the last answer lacked activities that must be in it. It was not taken: the same question is to be asked again.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Why there may be more activities that cannot be asked for; <see langword="null"/> where there is no reason to think so.</summary>
    public EndDoubt? Doubt { get; private set; }

    /// <summary>The millisecond that may hold more activities than the engine returns at once, as the last answer showed.</summary>
    public long? Overflow { get; private set; }

    /// <summary>How many activities the answer held that <see cref="Overflow"/> or <see cref="Doubt"/> is about.</summary>
    public int PageSize { get; private set; }

    /// <summary>Takes an answer to <see cref="Leid"/>, and decides what to ask next.</summary>
    /// <param name="page">The answer; it is put in order, and duplicates are removed.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> Take(List<Activity> page)
    {
        (Overflow, IsIncomplete, LikelyNextLeid) = (null, false, null);
        var answer = Answer.Of(page, Leid, _watermark);
        // Where nothing comes after the watermark, the first two questions have the same answer.
        var isEqualExpected = _state is CursorState.BeforeWatermark or CursorState.AtWatermark && answer is { New: 0, BeforeLeid: 0, BeforeWatermark: 0 };
        if (_repeatedPages.MustAskAgain(answer, isEqualExpected)) return [];
        if (_state == CursorState.Measuring) return FinishMeasuring(answer, page);
        engine.NoteAnswer(answer.Count, answer.Items);
        // Some engines give one activity from before leid, the previous one, but not more.
        if (answer is { New: 0, BeforeLeid: > 1 }) return _heedsLeid ? Refuse() : FinishInDoubt(answer);
        if (Lacks(answer)) return answer is { AfterWatermark: 0, BeforeWatermark: > 0 } && _state == CursorState.BeforeWatermark ? SkipFullMillisecond(answer, page) : Refuse();

        // Of the answers from the watermark itself, only an inclusive engine's starts with it.
        var startsWithWatermark = _state == CursorState.BeforeWatermark || (_state == CursorState.AtWatermark && answer.Known >= _watermark.Count && !StartsPerhapsWithPrevious(answer));
        Note(answer, startsWithWatermark);
        if (answer.New > 0 && _state > _millisecond.LookedBackFrom && !(startsWithWatermark && _watermark.Count > 0)) return LookBack();

        if (answer.New > 0 && _state == CursorState.AfterWatermark && !_millisecond.IsInclusive && page.Count(activity => activity.EventId == Leid) == 1) return StepOver();

        var watermark = Watermark;
        var fresh = _watermark.Advance(page);
        if (Watermark > watermark) GoOn(page, answer, steppedOver: startsWithWatermark ? null : watermark);
        else if (answer.New > 0 && ++_millisecond.Answers < MostAnswers) Stay(answer, startsWithWatermark);
        else TryNext(answer);
        return fresh;
    }

    /// <summary>Takes the whole activities of an answer that broke off. The watermark moves only where the order of the answer shows what is missing.</summary>
    /// <param name="page">What was whole.</param>
    /// <param name="isInOrder">Whether it arrived in order of time.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> TakePart(List<Activity> page, bool isInOrder)
    {
        var answer = Answer.Of(page, Leid, _watermark);
        engine.NoteAnswer(answer.Count, answer.Items);
        // Only an answer from before the watermark holds all of the watermark's own millisecond.
        if (_state != CursorState.BeforeWatermark || (answer.AfterWatermark > 0 && Lacks(answer))) return [];
        var watermark = Watermark;
        var fresh = _watermark.Advance(page);
        if (!isInOrder) _watermark.MoveBack(watermark);
        return fresh;
    }

    /// <summary>Whether an answer has fewer activities of the watermark's millisecond than it must have.</summary>
    private bool Lacks(Answer answer)
    {
        if (answer.AtWatermark >= _millisecond.MostAtOnce - (answer.MayHoldPrevious ? 1 : 0)) return false;
        return _state == CursorState.BeforeWatermark
            // Here an exclusive engine returns none of them, or one as the previous activity.
            || (_state == CursorState.AtWatermark && (answer.AtWatermark > 1 || _millisecond.IsInclusive || engine.Leid == LeidSemantics.Inclusive));
    }

    /// <summary>Whether the watermark's only activity in an answer may be the previous one: asked from before it, the engine did not show it.</summary>
    private bool StartsPerhapsWithPrevious(Answer answer) =>
        _watermark.Count == 0 && answer is { AtWatermark: 1, AfterWatermark: > 0 } && _millisecond is { IsInclusive: false, LastAnswer.MayHoldPrevious: true };

    private void Note(Answer answer, bool startsWithWatermark)
    {
        // A single activity of the watermark may be the previous one of an answer that starts after it.
        if (startsWithWatermark || (_state == CursorState.AtWatermark && answer.AtWatermark > 1)) _millisecond.LastAnswer = answer;
        _millisecond.MostAtOnce = Math.Max(_millisecond.MostAtOnce, answer.AtWatermark);
        if (answer.New > 0 && _watermark.Count > 0) engine.CutsAnswers = true;
        // An engine that ignores leid returns what lies before it, too.
        if (answer is { Count: > 0, BeforeLeid: 0 } && Leid > _first) _heedsLeid = true;
        _first = Math.Min(_first, answer.First);
    }

    /// <summary>Stays in its state: the answer is provably incomplete, or an old one.</summary>
    private List<Activity> Refuse()
    {
        IsIncomplete = true;
        _repeatedPages.Forget();
        return [];
    }

    /// <summary>To <see cref="CursorState.AtWatermark"/>: the millisecond before the watermark has filled the answer.</summary>
    private List<Activity> SkipFullMillisecond(Answer answer, List<Activity> page)
    {
        _millisecond.IsInclusive = !answer.MayHoldPrevious;
        _state = CursorState.AtWatermark;
        return _watermark.Advance(page);
    }

    /// <summary>To <see cref="CursorState.BeforeWatermark"/>: activities were found that an earlier question did not show, because it was cut off or because they came only now.</summary>
    private List<Activity> LookBack()
    {
        _millisecond.LookedBackFrom = _state;
        _state = CursorState.BeforeWatermark;
        return [];
    }

    /// <summary>To <see cref="CursorState.BeforeWatermark"/> of the next millisecond: of that, an exclusive engine may have shown only the last activity, as the previous one.</summary>
    private List<Activity> StepOver()
    {
        ReportOverflow(Watermark);
        _watermark.MoveOn(Leid);
        _millisecond = new();
        _state = CursorState.BeforeWatermark;
        return [];
    }

    /// <summary>To <see cref="CursorState.BeforeWatermark"/>: the watermark has moved.</summary>
    /// <param name="page">The page that moved it.</param>
    /// <param name="answer">What it held.</param>
    /// <param name="steppedOver">The old watermark, where the answer did not start with it: the rest of that millisecond may be lost.</param>
    private void GoOn(List<Activity> page, Answer answer, long? steppedOver)
    {
        if (steppedOver is { } millisecond) ReportOverflow(millisecond);
        _millisecond = new() { MostAtOnce = _watermark.Count, LastAnswer = answer };
        _state = CursorState.BeforeWatermark;

        // This is probably the last page, so what confirms the end can be asked at the same time as the next question.
        if (engine.Leid == LeidSemantics.Unknown || engine.RepeatsPages || (engine.CutsAnswers && answer.Count >= engine.LargestAnswer)) return;
        var isNextFull = page.FindLast(activity => activity.EventId < Watermark)?.EventId == Watermark - 1;
        LikelyNextLeid = (engine.Leid == LeidSemantics.Inclusive && !isNextFull ? CursorState.AfterWatermark : CursorState.AtWatermark).Leid(Watermark);
    }

    /// <summary>Stays before the watermark while answers have more of its millisecond, or goes back there.</summary>
    private void Stay(Answer answer, bool startsWithWatermark)
    {
        // More of it from an answer that did not start with it: there may be others.
        if (!startsWithWatermark) _state = CursorState.BeforeWatermark;
        _millisecond.LookedBackFrom = CursorState.BeforeWatermark;
        if (_state != CursorState.BeforeWatermark) TryNext(answer);
    }

    /// <summary>To the next state: nothing new. That is the end only where the answer starts after the watermark.</summary>
    private void TryNext(Answer answer)
    {
        // Where activities without a time fill an answer, what comes after them cannot be asked for.
        if (answer.Undated > 1 && answer.Count >= engine.LargestAnswer) (Doubt, PageSize) = (EndDoubt.TimesUnreadable, answer.Count);
        switch (_state)
        {
            case CursorState.BeforeWatermark when _watermark.Count == 0 && answer.Count == 0:
                Finish(isOverflow: false);
                break;
            case CursorState.BeforeWatermark:
                _state = engine.Leid == LeidSemantics.Inclusive && answer.BeforeWatermark == 0 && _watermark.Count > 0 ? CursorState.AfterWatermark : CursorState.AtWatermark;
                break;
            case CursorState.AtWatermark when answer.AtWatermark > 0:
                _state = CursorState.AfterWatermark;
                break;
            default:
                // An engine that adds the previous activity returns no empty answer here, so an empty one shows how it reads leid.
                if (answer.Count == 0 && _watermark.Count > 0) engine.Leid = _state == CursorState.AtWatermark ? LeidSemantics.Exclusive : LeidSemantics.Inclusive;
                FinishOrMeasure();
                break;
        }
    }

    /// <summary>To <see cref="CursorState.Finished"/>, or to <see cref="CursorState.Measuring"/> where the last millisecond fills an answer and it is not known how much the engine returns at once.</summary>
    private void FinishOrMeasure()
    {
        var last = _millisecond.LastAnswer;
        var isFull = last.Count >= engine.LargestAnswer || last.Items >= engine.MostItems;
        if (!isFull || _watermark.Count == 0) Finish(isOverflow: false);
        else if (engine.CutsAnswers) Finish(isOverflow: true);
        else if (_watermark.Count > 1 && from > 1) _state = CursorState.Measuring;
        else Finish(isOverflow: _watermark.Count > 1 && last.Items >= SmallestLimit);
    }

    /// <summary>To <see cref="CursorState.Finished"/>, or back where the answer shows more than those from the watermark did.</summary>
    private List<Activity> FinishMeasuring(Answer answer, List<Activity> page)
    {
        if (answer.Count == 0) return Refuse();
        if (answer.New > 0)
        {
            engine.NoteAnswer(answer.Count, answer.Items);
            var watermark = Watermark;
            var fresh = _watermark.Advance(page);
            if (Watermark > watermark) GoOn(page, answer, steppedOver: null);
            else _state = CursorState.BeforeWatermark;
            return fresh;
        }
        // An answer that lacks the watermark's activities was cut off, so the engine returns no more than this at once.
        var isCut = answer.Known < _watermark.Count || answer.Items >= SmallestLimit;
        Finish(isOverflow: isCut && (answer.Count <= engine.LargestAnswer || answer.Items <= _millisecond.LastAnswer.Items));
        return [];
    }

    /// <summary>To <see cref="CursorState.Finished"/>: the engine ignores <c>leid</c>, so no question shows more.</summary>
    private List<Activity> FinishInDoubt(Answer answer)
    {
        (Doubt, PageSize) = (EndDoubt.LeidIgnored, answer.Count);
        Finish(isOverflow: false);
        return [];
    }

    private void Finish(bool isOverflow)
    {
        if (isOverflow) ReportOverflow(Watermark);
        _state = CursorState.Finished;
    }

    private void ReportOverflow(long millisecond) => (Overflow, PageSize) = (millisecond, _millisecond.LastAnswer.Count);
}
