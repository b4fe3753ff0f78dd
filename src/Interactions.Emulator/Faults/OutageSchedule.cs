using Interactions.Emulator.Http;

namespace Interactions.Emulator.Faults;

/// <summary>Begins and ends the <see cref="Outage"/>. There is at most one at a time.</summary>
internal sealed class OutageSchedule(SuspendableListener listener, OpenConnections connections) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private CancellationTokenSource _schedule = new();
    private volatile CancellationTokenSource _cut = new();
    private volatile Outage? _current;

    /// <summary>The outage of this moment, or null when all is well.</summary>
    public Outage? Current => _current;

    /// <summary>Is cancelled when the next outage begins that resets connections.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <param name="outage">The outage, in place of the one that there may be.</param>
    /// <param name="exceptConnection">The id of the connection to leave open when others are reset, or null.</param>
    public async Task StartAsync(Outage outage, string? exceptConnection)
    {
        await EndAsync();
        CancellationToken ended = _schedule.Token;
        if (outage.AfterSeconds == 0) await BeginAsync(outage, exceptConnection, ended);
        if (outage.AfterSeconds > 0 || outage.Seconds is not null) _ = RunAsync(outage, ended);
    }

    public async Task EndAsync()
    {
        await _changing.WaitAsync();
        try
        {
            await _schedule.CancelAsync();
            _schedule.Dispose();
            _schedule = new CancellationTokenSource();
            _current = null;
            await listener.ResumeAsync();
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose()
    {
        _schedule.Cancel();
        _schedule.Dispose();
        _cut.Dispose();
        _changing.Dispose();
    }

    private async Task RunAsync(Outage outage, CancellationToken ended)
    {
        try
        {
            if (outage.AfterSeconds > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(outage.AfterSeconds), ended);
                await BeginAsync(outage, null, ended);
            }

            if (outage.Seconds is not { } seconds) return;
            await Task.Delay(TimeSpan.FromSeconds(seconds), ended);
            await EndAsync();
        }
        catch (OperationCanceledException)
        {
            // It was ended, or another one has taken its place.
        }
    }

    private async Task BeginAsync(Outage outage, string? exceptConnection, CancellationToken ended)
    {
        await _changing.WaitAsync(ended);
        try
        {
            ended.ThrowIfCancellationRequested();
            _current = outage;
            if (outage.Kind == OutageKind.Unavailable) return;
            if (outage.Kind == OutageKind.Refuse) await listener.SuspendAsync();
            await Interlocked.Exchange(ref _cut, new CancellationTokenSource()).CancelAsync();
            connections.Abort(exceptConnection);
        }
        finally
        {
            _changing.Release();
        }
    }
}
