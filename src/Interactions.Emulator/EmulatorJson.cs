using System.Text.Json;
using System.Text.Json.Serialization;
using Interactions.Emulator.Control;
using Interactions.Emulator.Engine;
using Interactions.Emulator.Identity;

namespace Interactions.Emulator;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(Fault[]))]
[JsonSerializable(typeof(Growth))]
[JsonSerializable(typeof(Outage))]
[JsonSerializable(typeof(IReadOnlyList<SeenRequest>))]
[JsonSerializable(typeof(OptionsPatch))]
[JsonSerializable(typeof(EngineErrorBody))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(IssuedToken))]
[JsonSerializable(typeof(OpenConnectionCount))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
