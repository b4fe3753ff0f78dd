namespace Interactions.Client;

/// <summary>Waits for work that cannot be cancelled, such as a read of .NET Framework's response streams, but not longer than a token.</summary>
internal static class Abandonment
{
    /// <summary>Waits for a task or a token, whichever is first.</summary>
    /// <exception cref="OperationCanceledException">The token was first. The work goes on, and nobody waits for its result.</exception>
    public static async Task<T> OrCanceledAsync<T>(this Task<T> work, CancellationToken cancellationToken)
    {
        var canceled = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(static source => ((TaskCompletionSource<T>)source!).TrySetCanceled(), canceled))
        {
            if (await Task.WhenAny(work, canceled.Task).ConfigureAwait(false) == work) return await work.ConfigureAwait(false);
        }
        // Its failure is looked at, so that it does not count as overlooked.
        _ = work.ContinueWith(static given => given.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new OperationCanceledException(cancellationToken);
    }
}
