using System.Collections.Concurrent;
using System.Diagnostics;

namespace Interactions.Emulator.Conversations;

/// <summary>Lets conversations grow by themselves.</summary>
internal sealed class GrowthSchedule(ConversationStore conversations, CancellationToken stopping)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _growing = new();

    public void Start(Guid id, Growth growth)
    {
        CancellationTokenSource started = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _growing.AddOrUpdate(id, started, (_, previous) =>
        {
            End(previous);
            return started;
        });
        _ = GrowAsync(id, growth, started);
    }

    public void Stop(Guid id)
    {
        if (_growing.TryRemove(id, out CancellationTokenSource? growing)) End(growing);
    }

    // Nothing is added after this, because what is being added holds the lock.
    private static void End(CancellationTokenSource growing)
    {
        lock (growing) growing.Cancel();
        growing.Dispose();
    }

    private async Task GrowAsync(Guid id, Growth growth, CancellationTokenSource started)
    {
        CancellationToken stopped = started.Token;
        using PeriodicTimer timer = new(Interval);
        Stopwatch watch = Stopwatch.StartNew();
        long grown = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                long due = (long)(watch.Elapsed.TotalSeconds * growth.PerSecond);
                int late = growth.LateEvery == 0 ? 0 : (int)((due / growth.LateEvery) - (grown / growth.LateEvery));
                lock (started)
                {
                    if (stopped.IsCancellationRequested) return;
                    conversations.Continue(id, (int)(due - grown) - late);
                    conversations.Continue(id, late, DateTimeOffset.UtcNow.AddSeconds(-growth.LateSeconds));
                }

                grown = due;
            }
        }
        catch (OperationCanceledException)
        {
            // It was stopped.
        }
    }
}
