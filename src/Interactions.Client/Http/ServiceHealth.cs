using System.Diagnostics;

namespace Interactions.Client;

/// <summary>Whether a service is down, known to all requests of a client. It is found out once: the first request that fails in all its
/// retries marks the service as down, and the others are then sent once each, until one succeeds.</summary>
internal sealed class ServiceHealth
{
    /// <summary>How long the service counts as down after the last failure. A call that comes later has its retries again.</summary>
    private static readonly long Memory = 10 * Stopwatch.Frequency;

    private long _end = long.MinValue;

    /// <summary>Whether the service is down.</summary>
    public bool IsDown => Stopwatch.GetTimestamp() < Volatile.Read(ref _end);

    /// <summary>Notes that a request failed, and that nothing is left to try.</summary>
    public void MarkDown() => Volatile.Write(ref _end, Stopwatch.GetTimestamp() + Memory);

    /// <summary>Notes that the service answered.</summary>
    public void MarkUp() => Volatile.Write(ref _end, long.MinValue);
}
