namespace Interactions.Client;

/// <summary>A whole page, requested and read in the background.</summary>
internal sealed class PendingPage
{
    private readonly CancellationTokenSource _cancelling;
    // Who waits for it sends the next request, on this thread before it parses the page: another thread would have to be woken for each page.
    private readonly TaskCompletionSource<long?> _lastEventId = new();

    /// <summary>Sends the request.</summary>
    /// <param name="leid">Where the page starts.</param>
    /// <param name="request">The request; it is disposed of when it is over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public PendingPage(long leid, PageRequest request, CancellationToken cancellationToken)
    {
        Leid = leid;
        _cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Answer = ReadAsync(request, _cancelling.Token);
    }

    /// <summary>A page, or what was whole of it and why there is no more.</summary>
    /// <param name="Activities">The activities, in the engine's order.</param>
    /// <param name="IsInOrder">Whether they came in order of time.</param>
    /// <param name="Failure">Why there are no more.</param>
    public sealed record Result(List<Activity> Activities, bool IsInOrder, EngineException? Failure);

    /// <summary>The <c>leid</c> that was asked for.</summary>
    public long Leid { get; }

    /// <summary>The event id of the last activity, as soon as its text has arrived; <see langword="null"/> where the text does not show it.</summary>
    public Task<long?> LastEventId => _lastEventId.Task;

    /// <summary>The page.</summary>
    public Task<Result> Answer { get; }

    /// <summary>Cancels the request if it is still under way.</summary>
    public async ValueTask CancelAsync()
    {
        if (!Answer.IsCompleted)
        {
            _cancelling.Cancel();
            await Task.WhenAny(Answer).ConfigureAwait(false);
        }
        _cancelling.Dispose();
    }

    private async Task<Result> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        using (request)
        {
            try
            {
                await request.ReadToEndAsync(last => _lastEventId.TrySetResult(last), cancellationToken).ConfigureAwait(false);
                return new(request.Activities, request.IsInOrder, null);
            }
            catch (EngineException failure)
            {
                return new(request.Activities, request.IsInOrder, failure);
            }
            finally
            {
                _lastEventId.TrySetResult(null);
            }
        }
    }
}
