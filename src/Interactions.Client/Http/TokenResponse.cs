using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>The body of the identity service's response to a token request (contract §2).</summary>
internal sealed class TokenResponse
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    /// <summary>The lifetime of the token in seconds.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; set; }

    [JsonPropertyName("token_type")]
    public string? TokenType { get; set; }
}
