namespace Interactions.Client;

/// <summary>Pages through a conversation by <c>leid</c> so that every activity comes exactly once, under every reading of the contract.</summary>
/// <remarks>
/// The contract (§3) leaves open whether <c>leid</c> includes its own millisecond, how many activities an answer holds, and whether a
/// millisecond can be split between two answers. So the cursor stands on an edge: all before it is done, the edge's own millisecond
/// perhaps not. Asking from the millisecond before the edge (<see cref="Probe.Before"/>) covers the edge under both readings; what is
/// known is dropped. An answer with nothing new is the end, unless a limit may have cut it off before anything new: then the cursor
/// asks from the edge itself, which leaves out a crowded millisecond before it, and at last from behind it. Where these show more, the
/// cursor looks back: either it has arrived since, or the edge holds more than the engine returns at once, which is given up and
/// said. An answer that is the last one over again is asked for twice, for engines that repeat a page. Only the keys of the edge are kept.
/// </remarks>
internal sealed class Cursor
{
    private enum Probe
    {
        /// <summary>From the millisecond before the edge.</summary>
        Before,

        /// <summary>From the edge itself.</summary>
        On,

        /// <summary>From the millisecond behind the edge.</summary>
        Past,

        /// <summary>From the start of the conversation, only to see how much the engine returns at once.</summary>
        Measure,
    }

    /// <summary>An edge is left for the next probe after so many answers, even where each held something new: no timeline is that crowded.</summary>
    private const int Patience = 10;

    private readonly long _from;
    private readonly HashSet<ActivityKey> _atEdge = [];
    private HashSet<ActivityKey>? _undated;
    private Probe _probe = Probe.Before;
    private long _edge;
    private int _answersAtEdge;
    private Probe _lookedBackFrom;
    private (int Count, int Hash)? _last;
    private bool _askedTwice;
    private int _largest;
    private int _withEdge;
    private bool _wentOn;
    private bool _givesPrevious;

    /// <param name="from">The first millisecond wanted.</param>
    public Cursor(long from) => _edge = _from = from;

    /// <summary>What to send as <c>leid</c>.</summary>
    public long Leid => _probe switch
    {
        Probe.Before => Math.Max(0, _edge - 1),
        Probe.On => _edge,
        Probe.Past => Math.Max(_edge, unchecked(_edge + 1)),
        _ => 0,
    };

    /// <summary>The millisecond to go on from: all before it is done.</summary>
    public long Edge => _edge;

    /// <summary>Whether the conversation's end is reached.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>The millisecond of which activities may be out of reach, as the last answer showed.</summary>
    public long? Crowded { get; private set; }

    /// <summary>How many activities the engine returned at most.</summary>
    public int LargestAnswer => _largest;

    /// <summary>Takes an answer to <see cref="Leid"/>, and decides what to ask next.</summary>
    /// <param name="page">The answer; it is put in order.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> Take(List<Activity> page)
    {
        Crowded = null;
        var answer = Look(page);
        if (IsRepeated(answer)) return [];
        if (_probe == Probe.Measure)
        {
            Finish(isCrowded: answer.Count <= _largest);
            return [];
        }

        // Whether the answer reaches back to where the edge begins: asked from the edge itself, only an inclusive engine's does.
        var hasEdge = _probe == Probe.Before || (_probe == Probe.On && answer.Known >= _atEdge.Count);
        if (hasEdge) _withEdge = answer.Count;
        if (answer.New > 0 && _largest > 0) _wentOn = true;
        if (answer.FromBefore == 1) _givesPrevious = true;
        _largest = Math.Max(_largest, answer.Count);

        if (answer.New > 0 && _probe > _lookedBackFrom && !(hasEdge && _atEdge.Count > 0))
        {
            // What the edge lacked may have been cut off, or may only now have arrived.
            _lookedBackFrom = _probe;
            _probe = Probe.Before;
            return [];
        }

        var edge = _edge;
        var fresh = TakeNew(page);
        if (_edge > edge)
        {
            // Got here by stepping over an edge that still cuts its answer off: the rest of that millisecond may be lost.
            if (!hasEdge) Crowded = edge;
            _withEdge = answer.Count;
            _answersAtEdge = 0;
            _lookedBackFrom = Probe.Before;
            _probe = Probe.Before;
        }
        else
        {
            var isNews = hasEdge && fresh.Count > 0 && ++_answersAtEdge < Patience;
            if (isNews) _lookedBackFrom = Probe.Before;
            if (!isNews || _probe != Probe.Before) Advance(answer, hasEdge, isStuck: fresh.Count == 0 && answer.FromBefore > 1);
        }
        return fresh;
    }

    /// <summary>Takes the whole activities of an answer that broke off. The edge moves only where the order of the answer shows what is missing.</summary>
    /// <param name="page">What was whole.</param>
    /// <param name="isInOrder">Whether it arrived in order of time.</param>
    /// <returns>What is new, in order of time.</returns>
    public List<Activity> TakePart(List<Activity> page, bool isInOrder)
    {
        var edge = _edge;
        // Behind the edge there may be more of the edge itself.
        var fresh = _probe == Probe.Before ? TakeNew(page) : [];
        if (!isInOrder) _edge = edge;
        return fresh;
    }

    private readonly record struct Answer(int Count, int Known, int New, int FromBefore, int Hash);

    private Answer Look(List<Activity> page)
    {
        var (leid, known, isNew, fromBefore, hash) = (Leid, 0, 0, 0, 0);
        foreach (var activity in page)
        {
            var key = ActivityKey.Of(activity);
            hash = unchecked(hash + key.GetHashCode());
            if (activity.EventId < leid) fromBefore++;
            if (activity.EventId == _edge && _atEdge.Contains(key)) known++;
            else if (activity.EventId >= _edge) isNew++;
        }
        return new(page.Count, known, isNew, fromBefore, hash);
    }

    /// <summary>Whether an answer is the one before it over again. It may still be the right one, so it is asked for once more.</summary>
    private bool IsRepeated(Answer answer)
    {
        // A single activity, where there has never been another, is most likely all there is.
        var isAlone = _largest == 1 && answer is { New: 0, FromBefore: 0 } && _lookedBackFrom == Probe.Before && _probe != Probe.Measure;
        var isRepeated = _last == (answer.Count, answer.Hash) && !isAlone;
        _last = (answer.Count, answer.Hash);
        return _askedTwice = isRepeated && !_askedTwice;
    }

    /// <summary>An answer brought the cursor no further: the end, or a limit that cut it off.</summary>
    private void Advance(Answer answer, bool hasEdge, bool isStuck)
    {
        var isCut = _lookedBackFrom > Probe.Before || (answer.Count > 0 && answer.Count + (_givesPrevious ? 1 : 0) >= _largest);
        switch (_probe)
        {
            case var _ when isStuck:
                // The engine does not look at leid. One activity from before it is some engines' habit.
                Finish(isCrowded: false);
                break;
            case Probe.Before when isCut:
                _probe = Probe.On;
                break;
            case Probe.On when isCut:
                _probe = Probe.Past;
                break;
            case Probe.Before or Probe.On when hasEdge:
                Finish(isCrowded: false);
                break;
            default:
                Suspect();
                break;
        }
    }

    /// <summary>The end. But where the last millisecond filled an answer, does the engine return more than that at once?</summary>
    private void Suspect()
    {
        if (_withEdge < _largest) Finish(isCrowded: false);
        else if (_wentOn) Finish(isCrowded: true);
        else if (_atEdge.Count > 1 && _from > 1) _probe = Probe.Measure;
        else Finish(isCrowded: _atEdge.Count > 1);
    }

    private void Finish(bool isCrowded)
    {
        if (isCrowded) Crowded = _edge;
        IsFinished = true;
    }

    private List<Activity> TakeNew(List<Activity> page)
    {
        Order(page);
        var fresh = new List<Activity>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            var activity = page[i];
            if (activity.EventId is not { } time)
            {
                // No time, so no place in a page: given where it is first met.
                if ((_undated ??= []).Add(ActivityKey.Of(activity))) fresh.Add(activity);
                continue;
            }
            if (time < _edge) continue;
            if (time > _edge)
            {
                _edge = time;
                _atEdge.Clear();
                // Alone in its millisecond, and not the last: nothing will be compared with it.
                if (i + 1 < page.Count && page[i + 1].EventId > time)
                {
                    fresh.Add(activity);
                    continue;
                }
            }
            if (_atEdge.Add(ActivityKey.Of(activity))) fresh.Add(activity);
        }
        return fresh;
    }

    /// <summary>Puts a page in order of time, without moving those of one millisecond against each other.</summary>
    private static void Order(List<Activity> page)
    {
        long? latest = null;
        foreach (var activity in page)
        {
            if (!(activity.EventId < latest))
            {
                latest = activity.EventId ?? latest;
                continue;
            }
            var ordered = page.OrderBy(activity => activity.EventId ?? long.MinValue).ToList();
            page.Clear();
            page.AddRange(ordered);
            return;
        }
    }
}
