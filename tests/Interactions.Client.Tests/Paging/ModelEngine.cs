using System.Buffers.Binary;

namespace Interactions.Client.Tests;

/// <summary>An engine in memory that answers as an <see cref="EngineCase"/> says: what every reading of the contract allows, and worse.</summary>
internal sealed class ModelEngine
{
    private const long FirstMillisecond = 1000;

    private readonly EngineCase _case;
    private readonly Func<int, bool> _holds;
    private readonly Random _random;
    private readonly List<Activity> _timeline = [];
    private readonly List<(int Request, int Gap, int Count)> _arrivals;
    private List<Activity>? _previousAnswer;
    private int _numbers;
    private long _last = FirstMillisecond - 1;

    /// <param name="given">How it answers.</param>
    /// <param name="holds">Which activities it answers with, by their number; all when left out.</param>
    public ModelEngine(EngineCase given, Func<int, bool>? holds = null)
    {
        _case = given;
        _holds = holds ?? (_ => true);
        _random = new Random(given.Seed);
        foreach (var (gap, count) in given.Timeline) Add(gap, count);
        AtTheStart = _timeline.Count;
        _arrivals = [.. given.Arrivals.OrderBy(late => late.Request)];
    }

    /// <summary>Where reading starts.</summary>
    public long From => Math.Max(0, _case.From < 0 ? 0 : FirstMillisecond + _case.From);

    /// <summary>All activities so far, in order.</summary>
    public IReadOnlyList<Activity> Timeline => _timeline;

    /// <summary>How many activities there were before the first request.</summary>
    public int AtTheStart { get; }

    public int Requests { get; private set; }

    /// <summary>The most activities in an answer so far.</summary>
    public int LargestAnswer { get; private set; }

    /// <summary>One answer.</summary>
    public List<Activity> Answer(long leid)
    {
        var page = Select(leid);
        LargestAnswer = Math.Max(LargestAnswer, page.Count);
        return page;
    }

    private List<Activity> Select(long leid)
    {
        Requests++;
        while (_arrivals.Count > 0 && _arrivals[0].Request <= Requests)
        {
            Add(_arrivals[0].Gap, _arrivals[0].Count);
            _arrivals.RemoveAt(0);
        }

        if (_case.RepeatsPages && _previousAnswer is { } again)
        {
            _previousAnswer = null;
            return [.. again];
        }

        var timeline = _case.MixesTies ? [.. _timeline.OrderBy(activity => activity.EventId).ThenBy(_ => _random.Next())] : _timeline;
        var first = _case.IgnoresLeid ? 0 : timeline.FindIndex(activity => _case.IsExclusive ? activity.EventId > leid : activity.EventId >= leid);
        if (first < 0) first = timeline.Count;
        var cap = _case.Cap == 0 ? int.MaxValue : _case.Cap;
        if (_case.GivesPrevious && first > 0)
        {
            first--;
            if (_case.PreviousIsExtra && cap < int.MaxValue) cap++;
        }
        var page = timeline.Skip(first).Take(cap).ToArray();
        if (_case.Shuffles) _random.Shuffle(page);
        _previousAnswer = [.. page];
        return [.. page];
    }

    private void Add(int gap, int count)
    {
        _last = Math.Max(FirstMillisecond, _last + gap);
        for (var i = 0; i < count; i++)
        {
            var id = new byte[16];
            BinaryPrimitives.WriteInt32BigEndian(id, ++_numbers);
            if (_holds(_numbers)) _timeline.Add(new Activity { EventId = _last, InteractionId = new Guid(id) });
        }
    }
}
