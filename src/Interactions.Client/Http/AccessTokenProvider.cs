using System.Diagnostics.CodeAnalysis;
using System.Net.Http;
using System.Text.Json;

namespace Interactions.Client;

/// <summary>Provides the access token of requests: the one that the options hold, or one that is requested with client_credentials and renewed (contract §2).</summary>
/// <param name="options">The client id and secret, or the token.</param>
/// <param name="transport">Sends the request.</param>
/// <param name="pipeline">Retries it.</param>
/// <param name="redactor">Is told of new tokens.</param>
[SuppressMessage("Design", "CA1001", Justification = "Disposing of the semaphore would leave those who wait for it waiting forever. It holds nothing that must be released.")]
internal sealed class AccessTokenProvider(EngineOptions options, EngineTransport transport, RequestPipeline pipeline, Redactor redactor)
{
    private const int LongestResponse = 256 * 1024;
    private readonly SemaphoreSlim _renewing = new(1);
    private volatile AccessToken? _token = options.Token is null ? null : new AccessToken(options.Token, null, null);

    private sealed record AccessToken(string Value, DateTimeOffset? RenewAt, DateTimeOffset? Expires);

    /// <summary>When the current token expires; null where that is unknown.</summary>
    public DateTimeOffset? Expires => _token?.Expires;

    /// <summary>Whether a token that the engine has refused can be replaced.</summary>
    public bool CanRenew => options.ClientId is not null;

    /// <summary>Whether a token can be sent in an Authorization header: visible ASCII characters, at least one.</summary>
    public static bool IsHeaderSafe(string token) => token.Length > 0 && token.All(c => c is > ' ' and <= '~');

    /// <summary>Gets a token that has not expired.</summary>
    /// <param name="refused">A token that the engine has refused, so that another one is needed; null where there is none.</param>
    /// <param name="notify">Receives notices of requests and retries.</param>
    /// <param name="cancellationToken">Cancels waiting for the token.</param>
    public async ValueTask<string> GetAsync(string? refused, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        if (IsUsable(_token, refused)) return _token!.Value;

        // However many requests need a new token, one of them asks for it and the others wait here.
        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsUsable(_token, refused)) return _token!.Value;
            var token = await pipeline.Create<AccessToken>(notify).ExecuteAsync(
                async stop => await RequestAsync(notify, stop).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            _token = token;
            return token.Value;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private static bool IsUsable(AccessToken? token, string? refused) =>
        token is not null && token.Value != refused && !(token.RenewAt <= DateTimeOffset.UtcNow);

    private async Task<AccessToken> RequestAsync(Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, EngineAddress.Combine(options.IdentityUri!, "connect/token"))
        {
            // This class percent-encodes every value, which a secret in base64 needs.
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret!,
            }),
        };
        var requested = DateTimeOffset.UtcNow;
        using var response = await transport.SendAsync(request, notify, cancellationToken).ConfigureAwait(false);
        if (!response.HttpResponse.IsSuccessStatusCode) throw await ResponseClassifier.ReadFailureAsync(response, Meaning, cancellationToken).ConfigureAwait(false);

        TokenResponse? answer = null;
        try
        {
            var body = await response.ReadTextAsync(LongestResponse, cancellationToken).ConfigureAwait(false);
            if (body.Length > 0) answer = JsonSerializer.Deserialize(body, ResponseJsonContext.Default.TokenResponse);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Not kept as inner exception, because its message could quote a token that is not known yet.
        }
        redactor.Add(answer?.AccessToken);

        var host = options.IdentityUri!.Authority;
        if (answer?.AccessToken is not { } value || !IsHeaderSafe(value))
            throw new EngineException(EngineErrorKind.InvalidResponse, $"{host} returned no access token. Check that it is the identity service.");
        if (answer.TokenType is not null && !answer.TokenType.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            throw new EngineException(EngineErrorKind.InvalidResponse, $"{host} returned a token of type '{answer.TokenType}'. Only Bearer is supported.");

        if (!(answer.ExpiresIn > 0 && answer.ExpiresIn < TimeSpan.FromDays(3650).TotalSeconds)) return new AccessToken(value, null, null);
        // Renewed a tenth of its lifetime before it expires, but at most five minutes, so that no request carries a token that expires on the way.
        var lifetime = TimeSpan.FromSeconds(answer.ExpiresIn.Value);
        var margin = TimeSpan.FromSeconds(Math.Min(300, lifetime.TotalSeconds / 10));
        return new AccessToken(value, requested + lifetime - margin, requested + lifetime);
    }

    /// <summary>What a status of an identity service means. OAuth reports a client that is not accepted with 400, and a 404 is about no conversation.</summary>
    private static (EngineErrorKind Kind, string Meaning)? Meaning(int status, ErrorResponse error) => status switch
    {
        401 => (EngineErrorKind.Unauthorized, "does not accept the client id and secret"),
        400 when error.Codes.Any(code => code is "invalid_client" or "unauthorized_client" or "invalid_grant") =>
            (EngineErrorKind.Unauthorized, "does not accept the client id and secret"),
        404 => (EngineErrorKind.RejectedRequest, "is not an identity service: it has no /connect/token"),
        _ => null,
    };
}
