using System.Text.Json.Serialization;

namespace Interactions.Emulator.Http;

/// <summary>The error body of the engine.</summary>
internal sealed record EngineErrorBody(int Status, IReadOnlyList<EngineErrorItem> Errors, string TrackingId, DateTimeOffset Timestamp);

internal sealed record EngineErrorItem(int Code, string Description);

/// <summary>What the token endpoint answers to the right secret.</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("scope")] string Scope);

/// <summary>What the token endpoint answers to anything else.</summary>
internal sealed record TokenRefusal(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);

/// <summary>What <c>POST /emulator/tokens</c> answers.</summary>
internal sealed record IssuedToken([property: JsonPropertyName("access_token")] string AccessToken);

/// <summary>What <c>GET /emulator/connections</c> answers.</summary>
internal sealed record OpenConnectionCount(int Open);

/// <summary>What <c>PATCH /emulator/options</c> takes: null leaves an option as it is.</summary>
internal sealed record OptionsPatch(int? PageCap, LeidBound? Leid, int? Latency, IReadOnlyList<string>? Quirks);
