using Polly;
using Polly.Retry;

namespace Interactions.Client;

/// <summary>How many times, and after which delay, a request that failed temporarily is sent again.</summary>
internal static class RetryPolicy
{
    /// <summary>Makes a pipeline that retries.</summary>
    /// <param name="options">The number of retries and their delays.</param>
    /// <param name="gate">Closed for the delay after a 429, so that other requests wait too.</param>
    /// <param name="notify">Receives a notice of every retry.</param>
    public static ResiliencePipeline<T> Create<T>(EngineOptions options, ThrottlingGate gate, Action<EngineNotice>? notify)
    {
        if (options.MaximumRetryCount == 0) return ResiliencePipeline<T>.Empty;
        return new ResiliencePipelineBuilder<T>().AddRetry(new RetryStrategyOptions<T>
        {
            MaxRetryAttempts = options.MaximumRetryCount,
            ShouldHandle = retry => new ValueTask<bool>(retry.Outcome.Exception is EngineException { IsTransient: true, IsRetried: false } failure
                && !(failure.RetryAfter > options.MaximumRetryInterval)),
            DelayGenerator = retry => new ValueTask<TimeSpan?>(Delay(options, retry.AttemptNumber, retry.Outcome.Exception as EngineException)),
            OnRetry = retry =>
            {
                var failure = (EngineException)retry.Outcome.Exception!;
                if (failure.Kind == EngineErrorKind.Throttled) gate.Close(retry.RetryDelay);
                notify?.Invoke(new RetryScheduled(failure, retry.AttemptNumber + 1, retry.RetryDelay));
                return default;
            },
        }).Build();
    }

    /// <summary>The delay before a retry: doubles with each attempt, plus up to a quarter at random, so that clients do not retry at the same moment.
    /// It is never shorter than the engine's <c>Retry-After</c>, and never longer than the maximum unless the engine asks for that.</summary>
    internal static TimeSpan Delay(EngineOptions options, int attempt, EngineException? failure)
    {
        var maximum = options.MaximumRetryInterval.TotalMilliseconds;
        var backoff = Math.Min(options.RetryInterval.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30)), maximum);
        var requested = failure?.RetryAfter?.TotalMilliseconds ?? 0;
        return TimeSpan.FromMilliseconds(Math.Min(Math.Max(backoff, requested) * (1 + (Jitter() / 4)), Math.Max(maximum, requested)));
    }

#if NET
    private static double Jitter() => Random.Shared.NextDouble();
#else
    private static readonly Random Source = new();

    private static double Jitter()
    {
        lock (Source) return Source.NextDouble();
    }
#endif
}
