using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>The engine's JSON: source-generated, property names in any letter case, numbers also as strings (contract §4).</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(TextMessage))]
[JsonSerializable(typeof(MediaMessage))]
[JsonSerializable(typeof(ImageMessage))]
[JsonSerializable(typeof(AttachmentMessage))]
[JsonSerializable(typeof(LocationMessage))]
[JsonSerializable(typeof(ContactMessage))]
[JsonSerializable(typeof(CardMessage))]
[JsonSerializable(typeof(CarouselMessage))]
[JsonSerializable(typeof(ListMessage))]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(UnknownMessage))]
[JsonSerializable(typeof(TokenReply))]
[JsonSerializable(typeof(ErrorReply))]
internal sealed partial class EngineJson : JsonSerializerContext
{
    /// <param name="shapeObject">How an object without a type of its own is handed on.</param>
    public static EngineJson Create(Func<System.Collections.Specialized.OrderedDictionary, object>? shapeObject)
    {
        var options = new JsonSerializerOptions(Default.Options) { TypeInfoResolver = null };
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new PlainValueConverter(shapeObject));
        return new EngineJson(options);
    }
}
