namespace Interactions.Client;

/// <summary>Pages through a conversation by <c>leid</c> so that every activity comes exactly once, under every reading of the contract.</summary>
/// <remarks>
/// The contract (§3) leaves open whether <c>leid</c> includes its own millisecond, how many activities an answer holds, and whether a
/// millisecond can be split between two answers. So the cursor stands on an edge: all before it is done, the edge's own millisecond
/// perhaps not. Asking from the millisecond before the edge (<see cref="Probe.Before"/>) covers the edge under both readings; what is
/// known is dropped. An answer with nothing new is the end, unless a limit may have cut it off before anything new: then the cursor
/// asks from the edge itself, which leaves out a crowded millisecond before it, and at last from behind it, which gives up on the
/// rest of a millisecond that holds more than the engine returns at once, and says so. Only the keys of the edge are kept.
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
    private const int Patience = 3;

    private readonly long _from;
    private readonly HashSet<ActivityKey> _atEdge = [];
    private HashSet<ActivityKey>? _undated;
    private Probe _probe = Probe.Before;
    private long _edge;
    private int _answersAtEdge;
    private bool _askedTwice;
    private int _largest;
    private bool _limitSeen;
    private int _crowd;
    private bool _crowdFills;

    /// <param name="from">The first millisecond wanted.</param>
    public Cursor(long from) => _edge = _from = from;

    /// <summary>What to send as <c>leid</c>.</summary>
    public long Leid => _probe switch
    {
        Probe.Before => Math.Max(0, _edge - 1),
        Probe.On => _edge,
        Probe.Past => _edge + 1,
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
        if (_probe == Probe.Measure)
        {
            Finish(isCrowded: page.Count <= _largest);
            return [];
        }

        var answer = Look(page);
        var edge = _edge;
        var fresh = TakeNew(page);
        if (fresh.Count > 0 && _largest > 0) _limitSeen = true;
        _largest = Math.Max(_largest, page.Count);

        if (_edge > edge)
        {
            // Got here by stepping over an edge whose answer was full: the rest of that millisecond may be lost.
            if (_probe == Probe.Past || (_probe == Probe.On && answer.AtEdge < _crowd)) Crowded = edge;
            _answersAtEdge = 0;
        }

        if (fresh.Count > 0 && ++_answersAtEdge < Patience)
        {
            _probe = Probe.Before;
            _askedTwice = false;
        }
        else
        {
            Advance(answer);
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
        var fresh = _probe == Probe.Measure ? [] : TakeNew(page);
        if (!isInOrder) _edge = edge;
        return fresh;
    }

    private readonly record struct Answer(int Count, int AtEdge, int FromBefore, bool HasLeid);

    private Answer Look(List<Activity> page)
    {
        var (atEdge, fromBefore, hasLeid) = (0, 0, false);
        foreach (var activity in page)
        {
            if (activity.EventId == _edge) atEdge++;
            if (activity.EventId < Leid) fromBefore++;
            if (activity.EventId == Leid) hasLeid = true;
        }
        return new(page.Count, atEdge, fromBefore, hasLeid);
    }

    /// <summary>An answer brought the cursor no further: the end, or a limit that cut it off.</summary>
    private void Advance(Answer answer)
    {
        if (answer.FromBefore > 0 && answer.Count >= _largest && !_askedTwice)
        {
            // No answer to this question: the engine repeats a page, or does not look at leid. Once more, to know which.
            _askedTwice = true;
            return;
        }
        _askedTwice = false;

        var isFull = answer.Count > 0 && answer.Count >= _largest;
        switch (_probe)
        {
            case Probe.Before when isFull || answer.HasLeid:
                Note(answer, isFull);
                _probe = Probe.On;
                break;
            case Probe.On when answer.AtEdge >= Math.Max(1, _crowd) && isFull:
                Note(answer, isFull);
                _probe = Probe.Past;
                break;
            case Probe.On when answer.AtEdge < Math.Max(1, _crowd):
            case Probe.Past:
                Suspect();
                break;
            default:
                Finish(isCrowded: false);
                break;
        }
    }

    /// <summary>Remembers how the edge's own millisecond fills an answer; one activity from before it is some engines' habit.</summary>
    private void Note(Answer answer, bool isFull)
    {
        _crowd = answer.AtEdge;
        _crowdFills = isFull && answer.FromBefore <= 1 && answer.AtEdge + answer.FromBefore == answer.Count;
    }

    /// <summary>The end. But where the last millisecond filled an answer, does the engine return more than that at once?</summary>
    private void Suspect()
    {
        if (!_crowdFills) Finish(isCrowded: false);
        else if (_limitSeen) Finish(isCrowded: true);
        else if (_crowd > 1 && _from > 1) _probe = Probe.Measure;
        else Finish(isCrowded: _crowd > 1);
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
        foreach (var activity in page)
        {
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
            }
            if (_atEdge.Add(ActivityKey.Of(activity))) fresh.Add(activity);
        }
        return fresh;
    }

    /// <summary>Puts a page in order of time, without moving those of one millisecond against each other.</summary>
    private static void Order(List<Activity> page)
    {
        for (var i = 1; i < page.Count; i++)
        {
            if (!(page[i].EventId < page[i - 1].EventId)) continue;
            var ordered = page.OrderBy(activity => activity.EventId ?? long.MinValue).ToList();
            page.Clear();
            page.AddRange(ordered);
            return;
        }
    }
}
