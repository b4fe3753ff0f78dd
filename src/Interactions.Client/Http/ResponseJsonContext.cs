using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>What the engine and its identity service answer beside activities, which are read by <see cref="PropertyTable{T}"/>.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata, Converters = [typeof(TextConverter)])]
[JsonSerializable(typeof(TokenReply))]
[JsonSerializable(typeof(ErrorReply))]
internal sealed partial class EngineJson : JsonSerializerContext;
