using Polly;

namespace Interactions.Client;

/// <summary>What every request of a client to one service goes through: it ends when the client is closed, is retried, and shows no secrets when it fails.</summary>
/// <param name="options">The number of retries and their delays.</param>
/// <param name="gate">Closed after a 429.</param>
/// <param name="redactor">Removes secrets from failures.</param>
/// <param name="closing">Cancelled when the client is closed.</param>
internal sealed class RequestPipeline(EngineOptions options, ThrottlingGate gate, Redactor redactor, CancellationToken closing)
{
    private readonly ServiceHealth _health = new();

    /// <summary>Makes the pipeline of some requests.</summary>
    /// <param name="notify">Receives a notice of every retry.</param>
    /// <param name="retry">Whether failures are retried.</param>
    public ResiliencePipeline<T> Create<T>(Action<EngineNotice>? notify, bool retry = true) => new ResiliencePipelineBuilder<T>()
        .AddStrategy(_ => new LastStrategy<T>(options.Uri, _health, closing))
        .AddPipeline(retry ? RetryPolicy.Create<T>(options, gate, notify) : ResiliencePipeline<T>.Empty)
        .AddStrategy(_ => new AttemptStrategy<T>(redactor, _health))
        .Build();

    private static bool IsOutage(EngineException failure) => failure is { IsTransient: true, Cause: FailureCause.Outage or FailureCause.Proxy };

    /// <summary>Around all attempts: ends them, and the delay between two of them, when the client is closed. Where the last one failed, the service is marked as down.</summary>
    private sealed class LastStrategy<T>(Uri address, ServiceHealth health, CancellationToken closing) : ResilienceStrategy<T>
    {
        protected override async ValueTask<Outcome<T>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<T>>> callback, ResilienceContext context, TState state)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, closing);
            var linked = ResilienceContextPool.Shared.Get(ending.Token);
            var outcome = await callback(linked, state).ConfigureAwait(false);
            ResilienceContextPool.Shared.Return(linked);

            if (outcome.Exception is null) return outcome;
            if (context.CancellationToken.IsCancellationRequested) return Outcome.FromException<T>(new OperationCanceledException(context.CancellationToken));
            if (closing.IsCancellationRequested)
                return Outcome.FromException<T>(new EngineException(EngineErrorKind.Unreachable, $"The connection to {address.Authority} was closed.") { Cause = FailureCause.Closed });
            if (outcome.Exception is EngineException failure)
            {
                failure.IsRetried = true;
                if (IsOutage(failure)) health.MarkDown();
            }
            return outcome;
        }
    }

    /// <summary>Around one attempt: removes secrets from its failure, and sees to it that nothing is retried while the service is down.</summary>
    private sealed class AttemptStrategy<T>(Redactor redactor, ServiceHealth health) : ResilienceStrategy<T>
    {
        protected override async ValueTask<Outcome<T>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<T>>> callback, ResilienceContext context, TState state)
        {
            var wasDown = health.IsDown;
            var outcome = await callback(context, state).ConfigureAwait(false);
            if (outcome.Exception is null) health.MarkUp();
            if (outcome.Exception is not EngineException failure) return outcome;

            var clean = redactor.Clean(failure);
            clean.IsRetried |= IsOutage(clean) && (wasDown || health.IsDown);
            return Outcome.FromException<T>(clean);
        }
    }
}
