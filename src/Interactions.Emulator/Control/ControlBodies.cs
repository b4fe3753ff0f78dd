using System.Text.Json.Serialization;

namespace Interactions.Emulator.Control;

/// <summary>The response to <c>POST /emulator/tokens</c>.</summary>
internal sealed record IssuedToken([property: JsonPropertyName("access_token")] string AccessToken);

/// <summary>The response to <c>GET /emulator/connections</c>.</summary>
internal sealed record OpenConnectionCount(int Open);

/// <summary>The body of <c>PATCH /emulator/options</c>. Null leaves an option unchanged.</summary>
internal sealed record OptionsPatch(int? PageCap, int? PageBytes, LeidBound? Leid, EventIdFormat? EventIdFormat, int? Latency, EngineQuirks? Quirks);
