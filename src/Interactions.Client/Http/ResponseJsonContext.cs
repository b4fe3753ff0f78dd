using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>The serializer's metadata of the body that is read whole. Activities are read with <see cref="PropertyTable{T}"/>.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata, MaxDepth = 100_000, Converters = [typeof(LenientStringConverter)])]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class ResponseJsonContext : JsonSerializerContext;
