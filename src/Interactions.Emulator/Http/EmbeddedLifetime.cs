namespace Interactions.Emulator.Http;

/// <summary>Keeps the host from handling signals and writing to the console. The process that runs the emulator does that.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
