using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Interactions.Emulator.Identity;

/// <summary>Issues tokens, and knows which of them the engine accepts.</summary>
internal sealed class TokenStore(int lifetimeSeconds)
{
    private const string PortalClientPrefix = "hubster.portal.api.";
    private const string Scheme = "Bearer ";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _engineTokens = new(StringComparer.Ordinal);

    public static bool IsPortal(string clientId) => clientId.StartsWith(PortalClientPrefix, StringComparison.Ordinal);

    /// <summary>A new token. The engine does not accept the token of a portal client, although it looks the same.</summary>
    public string Issue(string clientId)
    {
        DateTimeOffset expires = DateTimeOffset.UtcNow.AddSeconds(lifetimeSeconds);
        string token = Render(expires);
        if (!IsPortal(clientId)) _engineTokens[token] = expires;
        return token;
    }

    public void ExpireAll() => _engineTokens.Clear();

    public bool Accepts(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && _engineTokens.TryGetValue(authorization[Scheme.Length..].Trim(), out DateTimeOffset expires)
        && DateTimeOffset.UtcNow < expires;

    private static string Render(DateTimeOffset expires)
    {
        string claims = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"exp":{{expires.ToUnixTimeSeconds()}},"jti":"{{Guid.NewGuid():N}}"}""");
        return string.Join('.',
            Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8),
            Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims)),
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(64)));
    }
}
