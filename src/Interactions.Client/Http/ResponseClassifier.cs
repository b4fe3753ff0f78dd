using System.Globalization;
using System.Net.Http;

namespace Interactions.Client;

/// <summary>What a status that is not a success means (contract §3, §8).</summary>
internal static class ReplyStatus
{
    private const int LongestErrorBody = 64 * 1024;

    /// <summary>The failure that an answer tells of.</summary>
    /// <param name="reply">An answer whose status is not a success.</param>
    /// <param name="redact">Takes out of the engine's words what must not be shown.</param>
    /// <param name="cancellationToken">Ends the reading of the body.</param>
    public static async Task<EngineException> ReadFailureAsync(EngineReply reply, Func<string, string> redact, CancellationToken cancellationToken)
    {
        ErrorReply error;
        try
        {
            error = ErrorReply.Read((await reply.ReadToEndAsync(LongestErrorBody, cancellationToken).ConfigureAwait(false)).Span);
        }
        catch (EngineException)
        {
            // The status says enough.
            error = new ErrorReply();
        }

        var status = (int)reply.Response.StatusCode;
        var kind = Kind(status);
        var host = reply.Response.RequestMessage!.RequestUri!.Authority;
        var message = string.Format(CultureInfo.InvariantCulture, "{0} {1} ({2}).", host, Meaning(status, kind), status);
        if (status is >= 300 and < 400 && reply.Response.Headers.Location is { } location)
            message = string.Format(CultureInfo.InvariantCulture, "{0} redirects to {1} ({2}), which is not followed, because the token would go there too.",
                host, location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path) : location.OriginalString, status);
        var description = error.Description.Length == 0 ? null : TerminalText.OneLine(redact(error.Description));
        if (description is not null) message += " It says: " + description;

        return new EngineException(kind, TerminalText.OneLine(redact(message)))
        {
            EngineDescription = description,
            StatusCode = status,
            EngineCodes = [.. error.Codes.Select(code => TerminalText.OneLine(redact(code)))],
            TrackingId = error.TrackingId is null ? null : TerminalText.OneLine(redact(error.TrackingId)),
            EngineTimestamp = error.Timestamp is null ? null : TerminalText.OneLine(redact(error.Timestamp)),
            RetryAfter = RetryAfter(reply.Response),
            IsTransient = status is 408 or 429 or 500 or 502 or 503 or 504,
        };
    }

    private static EngineErrorKind Kind(int status) => status switch
    {
        401 => EngineErrorKind.Unauthorized,
        403 => EngineErrorKind.Forbidden,
        404 => EngineErrorKind.ConversationNotFound,
        408 => EngineErrorKind.Timeout,
        429 => EngineErrorKind.Throttled,
        >= 500 => EngineErrorKind.Unavailable,
        _ => EngineErrorKind.RejectedRequest,
    };

    private static string Meaning(int status, EngineErrorKind kind) => kind switch
    {
        EngineErrorKind.Unauthorized => "does not accept the token",
        EngineErrorKind.Forbidden => "does not allow this",
        EngineErrorKind.ConversationNotFound => "does not know this conversation",
        EngineErrorKind.Timeout => "gave up waiting",
        EngineErrorKind.Throttled => "has had too many requests",
        EngineErrorKind.Unavailable when status == 503 => "is not available",
        EngineErrorKind.Unavailable => "is in trouble",
        _ => "does not take the request",
    };

    /// <summary>Seconds or an HTTP date; a date in the past is no wait at all.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - DateTimeOffset.UtcNow).Ticks)),
        _ => null,
    };
}
