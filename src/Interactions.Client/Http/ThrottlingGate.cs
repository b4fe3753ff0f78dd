using System.Diagnostics;

namespace Interactions.Client;

/// <summary>Delays all requests of a client after the engine has refused one with 429, so that the others are not refused too.</summary>
internal sealed class ThrottlingGate
{
    private long _end = Stopwatch.GetTimestamp();

    /// <summary>Blocks all requests for a duration. Never shortens a pause that is already set.</summary>
    public void Close(TimeSpan duration)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        for (var known = Volatile.Read(ref _end); known < end; known = Volatile.Read(ref _end))
            if (Interlocked.CompareExchange(ref _end, end, known) == known) return;
    }

    /// <summary>Waits until requests may be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _end) - Stopwatch.GetTimestamp() is > 0 and var left)
            await Task.Delay(TimeSpan.FromSeconds((double)left / Stopwatch.Frequency) + TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(false);
    }
}
