using System.Net.Http;
using System.Text.Json;

namespace Interactions.Client;

/// <summary>The token that requests carry: one given by hand, or one that is asked for with client_credentials and renewed (contract §2).</summary>
internal sealed class TokenSource(EngineOptions options, EngineTransport transport, SharedPause pause) : IDisposable
{
    private const int LongestReply = 256 * 1024;
    private readonly SemaphoreSlim _renewing = new(1);
    private volatile Token? _token = options.Token is null ? null : new Token(options.Token, null, null);

    private sealed record Token(string Value, DateTimeOffset? RenewAt, DateTimeOffset? Expires);

    /// <summary>When the current token ends, where that is known.</summary>
    public DateTimeOffset? Expires => _token?.Expires;

    /// <summary>Whether a refused token can be replaced.</summary>
    public bool CanRenew => options.ClientId is not null;

    /// <summary>A token that has not run out.</summary>
    /// <param name="refused">A token that the engine did not accept; another one is got in its place.</param>
    /// <param name="notify">Hears of requests and waits.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<string> GetAsync(string? refused, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        if (IsGood(_token, refused)) return _token!.Value;

        // One renewal, however many requests wait for it.
        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsGood(_token, refused)) return _token!.Value;
            var token = await Retries.Create<Token>(options, pause, notify).ExecuteAsync(
                async stop => await RequestAsync(notify, stop).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            _token = token;
            return token.Value;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private static bool IsGood(Token? token, string? refused) =>
        token is not null && token.Value != refused && !(token.RenewAt <= DateTimeOffset.UtcNow);

    private async Task<Token> RequestAsync(Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, EngineAddress.Below(options.IdentityUri!, "connect/token"))
        {
            // Percent-encodes every value: secrets are base64.
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret!,
            }),
        };
        var asked = DateTimeOffset.UtcNow;
        using var reply = await transport.SendAsync(request, notify, cancellationToken).ConfigureAwait(false);
        if (!reply.Response.IsSuccessStatusCode) throw Refused(await ReplyStatus.ReadFailureAsync(reply, Redact, cancellationToken).ConfigureAwait(false));

        var body = await reply.ReadToEndAsync(LongestReply, cancellationToken).ConfigureAwait(false);
        TokenReply? answer = null;
        try
        {
            if (body.Length > 0) answer = JsonSerializer.Deserialize(body.Span, EngineJson.Default.TokenReply);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Not the exception itself: it could quote the token.
        }

        if (answer?.AccessToken is not { Length: > 0 } value || value.Any(c => c is <= ' ' or > '~'))
            throw new EngineException(EngineErrorKind.InvalidResponse, $"{options.IdentityUri!.Authority} answered without an access token. Check that it is the identity service.");
        if (answer.TokenType is not null && !answer.TokenType.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            throw new EngineException(EngineErrorKind.InvalidResponse, $"{options.IdentityUri!.Authority} gave a token of type '{TerminalText.OneLine(Redact(answer.TokenType))}' where Bearer is needed.");

        if (!(answer.ExpiresIn > 0 && answer.ExpiresIn < TimeSpan.FromDays(3650).TotalSeconds)) return new Token(value, null, null);
        // Renewed ahead of its end, by a tenth of its life but at most five minutes.
        var life = TimeSpan.FromSeconds(answer.ExpiresIn.Value);
        var ahead = TimeSpan.FromSeconds(Math.Min(300, life.TotalSeconds / 10));
        return new Token(value, asked + life - ahead, asked + life);
    }

    /// <summary>What a status means that comes from an identity service: OAuth says 400 for a client that is not accepted, and there are no conversations.</summary>
    private EngineException Refused(EngineException failure)
    {
        var (kind, meaning) = failure.StatusCode switch
        {
            401 => (EngineErrorKind.Unauthorized, "does not accept the client id and secret"),
            400 when failure.EngineCodes.Any(code => code is "invalid_client" or "unauthorized_client" or "invalid_grant") =>
                (EngineErrorKind.Unauthorized, "does not accept the client id and secret"),
            404 => (EngineErrorKind.RejectedRequest, "is no identity service"),
            _ => (failure.Kind, null),
        };
        if (meaning is null) return failure;
        var description = failure.EngineDescription is null ? "" : " It says: " + failure.EngineDescription;
        return new EngineException(kind, $"{options.IdentityUri!.Authority} {meaning} ({failure.StatusCode}).{description}")
        {
            StatusCode = failure.StatusCode,
            EngineCodes = failure.EngineCodes,
            EngineDescription = failure.EngineDescription,
            TrackingId = failure.TrackingId,
            EngineTimestamp = failure.EngineTimestamp,
        };
    }

    /// <summary>Takes token and secret out of what somebody else wrote.</summary>
    public string Redact(string text) => Redact(text, _token?.Value);

    /// <summary>Takes a token, which may have been renewed since it was sent, and the secret out of what somebody else wrote.</summary>
    public string Redact(string text, string? sent)
    {
        var secret = options.ClientSecret;
        foreach (var hidden in new[] { sent, secret, secret is null ? null : Uri.EscapeDataString(secret) })
            if (!string.IsNullOrEmpty(hidden)) text = text.Replace(hidden, "***");
        return text;
    }

    public void Dispose() => _renewing.Dispose();
}
