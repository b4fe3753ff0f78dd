namespace Interactions.Client.Tests;

/// <summary>A clock on which time passes only where a timer is set, and then at once. So a test sees every poll at its exact time, and waits for none.</summary>
internal sealed class WaitingClock : TimeProvider
{
    /// <summary>When it starts, in milliseconds since 1970-01-01 UTC.</summary>
    public const long Start = 1_700_000_000_000;

    public TimeSpan Passed { get; private set; }

    public TimeSpan EndsAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far the time of day is ahead of that of the engine.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>The time of the engine.</summary>
    public long EngineTime => Start + (long)Passed.TotalMilliseconds;

    /// <summary>Called when the time is over.</summary>
    public Action Ended { get; set; } = () => { };

    public int Timers { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Start) + Passed + Ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timers++;
        return new Timer(this, callback, state);
    }

    private void Pass(TimeSpan time)
    {
        Passed += time;
        if (Passed >= EndsAfter) Ended();
    }

    private sealed class Timer(WaitingClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed) return false;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            clock.Pass(dueTime);
            callback(state);
            return true;
        }

        public void Dispose()
        {
            if (_isDisposed) return;
            _isDisposed = true;
            clock.Timers--;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
