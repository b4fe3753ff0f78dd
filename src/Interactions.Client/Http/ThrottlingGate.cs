using System.Diagnostics;

namespace Interactions.Client;

/// <summary>When the engine has had too many requests, all of them wait, instead of each finding out alone.</summary>
internal sealed class SharedPause
{
    private long _end = Stopwatch.GetTimestamp();

    /// <summary>Lets nothing be sent for a while; a pause that is longer already stays.</summary>
    public void Hold(TimeSpan duration)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        for (var known = Volatile.Read(ref _end); known < end; known = Volatile.Read(ref _end))
            if (Interlocked.CompareExchange(ref _end, end, known) == known) return;
    }

    /// <summary>Waits until requests may be sent again.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _end) - Stopwatch.GetTimestamp() is > 0 and var left)
            await Task.Delay(TimeSpan.FromSeconds((double)left / Stopwatch.Frequency) + TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(false);
    }
}
