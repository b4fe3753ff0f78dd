namespace Interactions.Client;

/// <summary>The last part of a conversation that each poll reads again, and the keys of what has been given of it.</summary>
/// <remarks>
/// An activity may appear with an earlier time than those already given, because it comes from another server or over a slow channel. So
/// each poll starts at the latest time less the look-back, and what is known is dropped. Keys from before that are forgotten: no later
/// poll returns their activities, so memory does not grow with the time that a conversation is followed.
/// </remarks>
/// <param name="from">The first millisecond wanted.</param>
/// <param name="lookback">How late an activity may appear.</param>
internal sealed class LookbackWindow(long from, TimeSpan lookback)
{
    /// <summary>During a poll, keys are forgotten only where there are more of them than this, about 10 MB.</summary>
    /// <remarks>A first poll reads a whole conversation, so keys must be forgotten during it. Not all at once: an answer that is not in order of time and breaks off is read again from its start.</remarks>
    private const int KeysToKeep = 100_000;

    private readonly HashSet<ActivityKey> _known = [];
    private readonly Dictionary<ActivityKey, long> _undated = [];
    private readonly long _lookback = (long)lookback.TotalMilliseconds;
    private int _forgetAbove = KeysToKeep;

    /// <summary>The first millisecond that the next poll reads. It never goes back, because the keys of before are forgotten.</summary>
    public long From { get; private set; } = from;

    /// <summary>How many keys are kept.</summary>
    public int Count => _known.Count + _undated.Count;

    /// <summary>Adds an activity that a poll returned.</summary>
    /// <param name="activity">The activity. Those of one poll come in order of time.</param>
    /// <param name="now">The time of the poll, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>Whether it is new.</returns>
    public bool Add(Activity activity, long now)
    {
        var key = ActivityKey.Of(activity);
        if (EventTime.Of(activity) is not { } time)
        {
            var isNew = !_undated.ContainsKey(key);
            _undated[key] = now;
            return isNew;
        }
        if (_known.Count >= _forgetAbove && time <= now)
        {
            Forget(time - _lookback);
            _forgetAbove = Math.Max(KeysToKeep, 2 * _known.Count);
        }
        return _known.Add(key);
    }

    /// <summary>Moves the window after a poll.</summary>
    /// <param name="now">The clock, in milliseconds since 1970-01-01 UTC. An event id ahead of it, which a wrong clock elsewhere has made, does not move the window: that would hide everything until then.</param>
    /// <param name="completeTo">Where the poll failed, the millisecond before which it gave everything.</param>
    public void Advance(long now, long? completeTo)
    {
        var latest = From;
        foreach (var key in _known)
            if (key.EventId <= now && key.EventId > latest) latest = key.EventId.Value;
        if (completeTo < latest) latest = completeTo.Value;
        if (latest - _lookback <= From) return;
        From = latest - _lookback;
        Forget(From);
        _forgetAbove = KeysToKeep;
    }

    /// <summary>Forgets the activities without a time, or with a negative one, that no poll has returned for the length of the look-back.</summary>
    /// <remarks>They have no place in the window, so only this tells that the engine does not return them any more.</remarks>
    /// <param name="polled">When the last whole poll began, in milliseconds since 1970-01-01 UTC.</param>
    public void ForgetUndated(long polled)
    {
        foreach (var gone in _undated.Where(seen => seen.Value < polled - _lookback).Select(seen => seen.Key).ToList()) _undated.Remove(gone);
    }

    private void Forget(long before)
    {
        // The room of a long first poll is not needed again.
        if (_known.RemoveWhere(key => key.EventId < before) > KeysToKeep / 2) _known.TrimExcess();
    }
}
