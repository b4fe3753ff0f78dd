using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>Reads a message by its <c>type</c>, wherever in the object that stands and however it is cased.</summary>
internal sealed class MessageConverter : JsonConverter<Message>
{
    public override Message? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = typeof(UnknownMessage);
        if (reader.TokenType == JsonTokenType.StartObject) type = TypeOf(reader);
        return (Message?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(type));
    }

    /// <param name="reader">A copy, so that the caller's stays at the start of the object.</param>
    private static Type TypeOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("Type"u8)
                || "type".Equals(reader.GetString(), StringComparison.OrdinalIgnoreCase);
            if (!reader.Read()) break;
            if (isType && reader.TokenType == JsonTokenType.String) return TypeOf(SharedStrings.Read(ref reader));
            reader.Skip();
        }
        return typeof(UnknownMessage);
    }

    private static Type TypeOf(string name) => name.ToLowerInvariant() switch
    {
        "text" => typeof(TextMessage),
        "youtube" or "vimeo" or "video" or "audio" => typeof(MediaMessage),
        "image" => typeof(ImageMessage),
        "attachment" => typeof(AttachmentMessage),
        "location" => typeof(LocationMessage),
        "contact" => typeof(ContactMessage),
        "card" => typeof(CardMessage),
        "carousel" => typeof(CarouselMessage),
        "list" => typeof(ListMessage),
        "command" => typeof(CommandMessage),
        _ => typeof(UnknownMessage),
    };

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Activities are read, never written.");
}
