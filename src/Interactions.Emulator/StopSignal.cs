using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Interactions.Emulator;

/// <summary>Completes on Ctrl+C, on SIGTERM, and when the parent process ends.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignal(int? parentId)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (parentId is { } id) _ = WatchAsync(id);
    }

    public Task Task => _stop.Task;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.TrySetResult();
    }

    private async Task WatchAsync(int parentId)
    {
        try
        {
            using Process parent = Process.GetProcessById(parentId);
            await parent.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // The parent has already ended.
        }

        _stop.TrySetResult();
    }
}
