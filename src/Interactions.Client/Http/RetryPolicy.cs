using Polly;
using Polly.Retry;

namespace Interactions.Client;

/// <summary>How often, and after what wait, a request that failed in passing is sent again.</summary>
internal static class Retries
{
    /// <param name="options">Count, interval and ceiling.</param>
    /// <param name="pause">What all requests wait for where the engine has had too many.</param>
    /// <param name="notify">Hears of every wait.</param>
    public static ResiliencePipeline<T> Create<T>(EngineOptions options, SharedPause pause, Action<EngineNotice>? notify)
    {
        if (options.MaximumRetryCount == 0) return ResiliencePipeline<T>.Empty;
        return new ResiliencePipelineBuilder<T>().AddRetry(new RetryStrategyOptions<T>
        {
            MaxRetryAttempts = options.MaximumRetryCount,
            ShouldHandle = retry => new ValueTask<bool>(retry.Outcome.Exception is EngineException { IsTransient: true } failure
                && !(failure.RetryAfter > options.MaximumRetryInterval)),
            DelayGenerator = retry => new ValueTask<TimeSpan?>(Delay(options, retry.AttemptNumber, retry.Outcome.Exception as EngineException)),
            OnRetry = retry =>
            {
                var failure = (EngineException)retry.Outcome.Exception!;
                if (failure.Kind == EngineErrorKind.Throttled) pause.Hold(retry.RetryDelay);
                notify?.Invoke(new RetryScheduled(failure, retry.AttemptNumber + 1, retry.RetryDelay));
                return default;
            },
        }).Build();
    }

    /// <summary>Twice as long each time and up to a quarter more, so that callers do not come back together; never sooner than the engine asked for, nor beyond the ceiling.</summary>
    internal static TimeSpan Delay(EngineOptions options, int attempt, EngineException? failure)
    {
        var ceiling = options.MaximumRetryInterval.TotalMilliseconds;
        var backoff = Math.Min(options.RetryInterval.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30)), ceiling);
        var asked = failure?.RetryAfter?.TotalMilliseconds ?? 0;
        return TimeSpan.FromMilliseconds(Math.Min(Math.Max(backoff, asked) * (1 + (Jitter() / 4)), Math.Max(ceiling, asked)));
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
