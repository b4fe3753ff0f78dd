using System.Buffers.Binary;
using System.Globalization;

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

    /// <summary>How many answers ago one came from a replica that lags behind.</summary>
    public int SinceStale { get; private set; } = int.MaxValue / 2;

    /// <summary>One answer, as a client reads it.</summary>
    public List<Activity> Answer(long leid)
    {
        var page = Select(leid);
        LargestAnswer = Math.Max(LargestAnswer, page.Count);
        return [.. page.Select(AsRead)];
    }

    /// <summary>How many bytes an activity takes: 1 to 3, or as many as an answer may hold.</summary>
    public int Size(Activity activity)
    {
        var number = Number(activity);
        return _case.LargeEvery > 0 && number % _case.LargeEvery == 0 ? _case.ByteCap : 1 + (number % 3);
    }

    /// <summary>Which activity it is: 1 for the first that was added.</summary>
    public static int Number(Activity activity) => int.Parse(activity.ExternalId!, CultureInfo.InvariantCulture);

    /// <summary>Whether a client can read the event id.</summary>
    public bool IsDated(Activity activity) => _case.UndatedEvery == 0 || Number(activity) % _case.UndatedEvery != 0;

    private Activity AsRead(Activity activity) => IsDated(activity) ? activity
        : new Activity { InteractionId = activity.InteractionId, ExternalId = activity.ExternalId, Fingerprint = activity.Fingerprint };

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

        var lag = _case.Stale.Where(stale => stale.Request == Requests).Select(stale => stale.Lag).FirstOrDefault();
        SinceStale = lag > 0 ? 0 : SinceStale + 1;
        var timeline = _timeline.Take(Math.Max(0, _timeline.Count - lag)).ToList();
        if (_case.MixesTies) timeline = [.. timeline.OrderBy(activity => activity.EventId).ThenBy(_ => _random.Next())];
        var first = _case.IgnoresLeid ? 0 : timeline.FindIndex(activity => _case.IsExclusive ? activity.EventId > leid : activity.EventId >= leid);
        if (first < 0) first = timeline.Count;
        var cap = _case.Caps.Count > 0 ? _case.Caps[(Requests - 1) % _case.Caps.Count] : _case.Cap == 0 ? int.MaxValue : _case.Cap;
        if (_case.GivesPrevious && first > 0)
        {
            first--;
            if (_case.PreviousIsExtra && cap < int.MaxValue) cap++;
        }
        var page = timeline.Skip(first).ToList();
        if (_case.RepeatsActivities && page.Count > 0 && _random.Next(2) == 0)
        {
            var repeated = _random.Next(Math.Min(page.Count, cap));
            page.Insert(repeated, page[repeated]);
        }
        page = [.. page.Take(Math.Min(cap, CountBelowByteCap(page)))];
        if (_case.Shuffles) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(page));
        _previousAnswer = [.. page];
        return page;
    }

    private int CountBelowByteCap(List<Activity> page)
    {
        if (_case.ByteCap == 0) return page.Count;
        var bytes = 0;
        return Math.Max(1, page.TakeWhile(activity => (bytes += Size(activity)) <= _case.ByteCap).Count());
    }

    private void Add(int gap, int count)
    {
        _last = Math.Max(FirstMillisecond, _last + gap);
        for (var i = 0; i < count; i++)
        {
            _numbers++;
            var id = new byte[16];
            BinaryPrimitives.WriteInt32BigEndian(id, _case.SharesIds ? _numbers / 3 : _numbers);
            if (!_holds(_numbers)) continue;
            _timeline.Add(new Activity
            {
                EventId = _last,
                InteractionId = new Guid(id),
                ExternalId = _numbers.ToString(CultureInfo.InvariantCulture),
                Fingerprint = (ulong)_numbers,
            });
        }
    }
}
