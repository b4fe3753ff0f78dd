using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>Reads a message by its <c>type</c>, wherever in the object that stands and however it is cased.</summary>
internal sealed class MessageConverter : JsonConverter<Message>
{
    public override Message? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.StartObject ? throw new JsonException() : TypeOf(reader)?.ToLowerInvariant() switch
        {
            "text" => Read<TextMessage>(ref reader, options),
            "youtube" or "vimeo" or "video" or "audio" => Read<MediaMessage>(ref reader, options),
            "image" => Read<ImageMessage>(ref reader, options),
            "attachment" => Read<AttachmentMessage>(ref reader, options),
            "location" => Read<LocationMessage>(ref reader, options),
            "contact" => Read<ContactMessage>(ref reader, options),
            "card" => Read<CardMessage>(ref reader, options),
            "carousel" => Read<CarouselMessage>(ref reader, options),
            "list" => Read<ListMessage>(ref reader, options),
            "command" => Read<CommandMessage>(ref reader, options),
            _ => Read<UnknownMessage>(ref reader, options),
        };

    private static T? Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options) where T : Message =>
        ((JsonConverter<T>)options.GetConverter(typeof(T))).Read(ref reader, typeof(T), options);

    /// <summary>What kind of message a JSON object is, whether or not the rest of it fits.</summary>
    public static Type KindOf(ReadOnlySpan<byte> message, JsonSerializerOptions options)
    {
        var reader = new Utf8JsonReader(message, ActivityReader.Scan);
        reader.Read();
        var bare = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"type":"{{JsonEncodedText.Encode(TypeOf(reader) ?? "")}}"}"""));
        bare.Read();
        return new MessageConverter().Read(ref bare, typeof(Message), options)!.GetType();
    }

    /// <summary>The <c>type</c> of the object that a reader stands at the start of.</summary>
    /// <param name="reader">A copy, so that the caller's stays where it is.</param>
    private static string? TypeOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8)
                || (reader.ValueSpan.Length == 4 && "type".Equals(reader.GetString(), StringComparison.OrdinalIgnoreCase));
            if (!reader.Read()) break;
            if (isType && reader.TokenType == JsonTokenType.String) return SharedStrings.Read(ref reader);
            reader.Skip();
        }
        return null;
    }

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Activities are read, never written.");
}
