using System.Globalization;
using System.Net.Http;

namespace Interactions.Client;

/// <summary>What a status means to the caller that sent the request, where that differs from its general meaning.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="error">The body.</param>
/// <returns>The kind of failure, and words that complete "engine.example …"; null for the general meaning.</returns>
internal delegate (EngineErrorKind Kind, string Meaning)? StatusMeaning(int status, ErrorResponse error);

/// <summary>Makes an <see cref="EngineException"/> of a response whose status is not a success (contract §3, §8).</summary>
internal static class ResponseClassifier
{
    /// <summary>The most bytes of an error body that are read.</summary>
    public const int LongestErrorBody = 64 * 1024;

    /// <summary>Reads the failure that a response reports.</summary>
    /// <param name="response">A response whose status is not a success.</param>
    /// <param name="meaning">What the status means to the caller.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    public static async Task<EngineException> ReadFailureAsync(EngineResponse response, StatusMeaning meaning, CancellationToken cancellationToken)
    {
        var error = await ReadErrorAsync(response, cancellationToken).ConfigureAwait(false);
        var http = response.HttpResponse;
        var status = (int)http.StatusCode;
        var (kind, words) = meaning(status, error) ?? General(status);
        var host = http.RequestMessage!.RequestUri!.Authority;
        var message = string.Format(CultureInfo.InvariantCulture, "{0} {1} ({2}).", host, words, status);
        if (status is >= 300 and < 400 && http.Headers.Location is { } location)
            message = string.Format(CultureInfo.InvariantCulture, "{0} redirects to {1} ({2}). Redirects are not followed, because the token would be sent there too.",
                host, location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path) : location.OriginalString, status);
        if (error.Description.Length > 0) message += " It says: " + error.Description;

        return new EngineException(kind, message)
        {
            EngineDescription = error.Description.Length > 0 ? error.Description : null,
            StatusCode = status,
            EngineCodes = error.Codes,
            TrackingId = error.TrackingId,
            EngineTimestamp = error.Timestamp,
            RetryAfter = RetryAfter(http),
            IsTransient = IsTransient(status),
            Cause = status is 502 or 503 or 504 ? FailureCause.Outage : status == 404 && kind == EngineErrorKind.RejectedRequest && !error.IsEngines ? FailureCause.WrongPath : FailureCause.Unspecified,
        };
    }

    /// <summary>The failure in the body of a response whose status is a success; null where the body has not the engine's shape of an error.</summary>
    public static EngineException? FindError(EngineResponse response, string body)
    {
        var error = ErrorResponse.Read(body);
        if (!error.IsEngines) return null;
        var http = response.HttpResponse;
        var (kind, words) = error.Status switch
        {
            404 when error.Codes.Contains("ENG006500") => (EngineErrorKind.ConversationNotFound, "does not know this conversation"),
            >= 400 and var status => General(status),
            _ => (EngineErrorKind.InvalidResponse, "reports an error"),
        };
        return new EngineException(kind, $"{http.RequestMessage!.RequestUri!.Authority} {words}, although the status is {(int)http.StatusCode}. It says: {error.Description}")
        {
            EngineDescription = error.Description.Length > 0 ? error.Description : null,
            StatusCode = (int)http.StatusCode,
            EngineCodes = error.Codes,
            TrackingId = error.TrackingId,
            EngineTimestamp = error.Timestamp,
            IsTransient = IsTransient(error.Status),
        };
    }

    /// <summary>The statuses after which the same request may succeed (contract §8).</summary>
    private static bool IsTransient(int? status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    private static async Task<ErrorResponse> ReadErrorAsync(EngineResponse response, CancellationToken cancellationToken)
    {
        try
        {
            return ErrorResponse.Read(await response.ReadTextAsync(LongestErrorBody, cancellationToken).ConfigureAwait(false));
        }
        catch (EngineException)
        {
            // The body could not be read. The status alone tells what failed.
            return ErrorResponse.Read("");
        }
    }

    private static (EngineErrorKind Kind, string Meaning) General(int status) => status switch
    {
        401 => (EngineErrorKind.Unauthorized, "does not accept the token"),
        403 => (EngineErrorKind.Forbidden, "denies access"),
        408 => (EngineErrorKind.Timeout, "gave up waiting"),
        429 => (EngineErrorKind.Throttled, "is throttling requests"),
        503 => (EngineErrorKind.Unavailable, "is not available"),
        >= 500 => (EngineErrorKind.Unavailable, "reports a server error"),
        _ => (EngineErrorKind.RejectedRequest, "does not accept the request"),
    };

    /// <summary>The delay that the engine asks for, in seconds, also parts of one, or as a date. A date in the past is a delay of zero.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - DateTimeOffset.UtcNow).Ticks)),
        _ when response.Headers.TryGetValues("Retry-After", out var values)
            && double.TryParse(values.First(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds)
            => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)),
        _ => null,
    };
}
