using System.Globalization;

namespace Interactions.Reports.Transcripts;

/// <summary>Takes a message of any type apart into what a transcript shows of it (contract §6).</summary>
/// <param name="json">Writes what has no better form.</param>
internal sealed class MessageParts(ActivityJson json)
{
    /// <summary>What a message is, where it is not mere text: <c>Image</c>, <c>Carousel</c>.</summary>
    public static string? Kind(Message? message) => message switch
    {
        null => "No content",
        TextMessage => null,
        _ => Named(message.Type),
    };

    public IReadOnlyList<Part> Of(Message? message) => [.. Content(message), .. More(message?.AdditionalProperties, message)];

    private IEnumerable<Part> Content(Message? message) => message switch
    {
        TextMessage text => [.. Text(text.Text), .. Items(text.Items), .. Buttons(text.Actions)],
        ImageMessage image => [.. Title(image.Title), .. Text(image.Alt), .. Address("", null, image.Url), .. Address("Opens", null, image.UrlAnchor)],
        MediaMessage media => [.. Address("", media.Label, media.Url), .. Fact("Type", media.MimeType), .. Size(media.Size),
            .. Fact("Length", media.Length), .. Address("Picture", null, media.FallbackImageUrl)],
        AttachmentMessage file => [.. Address("", file.Label, file.Url), .. Fact("Type", file.MimeType), .. Size(file.Size)],
        LocationMessage place => [.. Text(place.Address), .. Fact("Latitude", place.Latitude), .. Fact("Longitude", place.Longitude), .. Address("Picture", null, place.ImageUrl)],
        ContactMessage contact => [.. Title(contact.Title), .. Text(contact.Subtitle), .. Facts(contact.Properties), .. Address("Picture", null, contact.ImageUrl)],
        CardMessage card => [.. Title(card.Title), .. Text(card.Subtitle), .. Text(card.Content), .. Address(Named(card.UrlType), null, card.Url),
            .. Address("Picture", null, card.FallbackImageUrl)],
        CarouselMessage carousel => Items(carousel.Items),
        ListMessage list => [.. Items(list.Items), .. Buttons(list.Actions)],
        CommandMessage command => [.. Title(command.Title), .. Text(command.Subtitle), .. Facts(command.Properties)],
        _ => [],
    };

    private IEnumerable<Part> Items(IReadOnlyList<Message>? items) => (items ?? [])
        .Where(item => item is not null).Select(item => new GroupPart(Kind(item) ?? "Text", Of(item)));

    private IEnumerable<Part> Items(IReadOnlyList<ListItem>? items) => (items ?? []).Where(item => item is not null).Select((item, index) => new GroupPart(
        string.Format(CultureInfo.InvariantCulture, "Item {0}", index + 1),
        [.. Title(item.Title), .. Text(item.Subtitle), .. Text(item.Content), .. Address(Named(item.UrlType), null, item.Url),
            .. Address("Picture", null, item.FallbackImageUrl), .. Buttons(item.Actions), .. More(item.AdditionalProperties, item)]));

    private IEnumerable<Part> Buttons(IReadOnlyList<MessageAction>? actions) => (actions ?? []).Where(action => action is not null).SelectMany(action =>
        new[] { (Part)new ButtonPart(Named(action.Type, "Button"), action.Title ?? "", action.Url, action.Payload) }
            .Concat(Address("Icon", null, action.UrlIcon)).Concat(Address("Picture", null, action.UrlImage)).Concat(More(action.AdditionalProperties, action)));

    private static IEnumerable<Part> Facts(IReadOnlyList<MessageProperty>? properties) => (properties ?? []).Where(property => property is not null)
        .Select(property => new FactPart(string.IsNullOrEmpty(property.Type) ? property.Key ?? "" : $"{property.Key} ({property.Type})", property.Value ?? ""));

    private static IEnumerable<Part> Title(string? text) => string.IsNullOrEmpty(text) ? [] : [new TitlePart(text!)];

    private static IEnumerable<Part> Text(string? text) => string.IsNullOrEmpty(text) ? [] : [new TextPart(text!)];

    private static IEnumerable<Part> Address(string kind, string? label, string? address) =>
        string.IsNullOrEmpty(address) && string.IsNullOrEmpty(label) ? [] : [new AddressPart(kind, label, address ?? "")];

    private static IEnumerable<Part> Size(long? bytes) =>
        bytes is null ? [] : [new FactPart("Size", string.Format(CultureInfo.InvariantCulture, "{0:#,0} bytes", bytes))];

    private static IEnumerable<Part> Fact(string name, object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? [new FactPart(name, text)] : [];

    /// <summary>What has no property: all of a message of an unknown type, or what else came with one that is known.</summary>
    private IEnumerable<Part> More(IDictionary<string, object?>? more, object? owner) =>
        more is { Count: > 0 } ? [new JsonPart(owner is UnknownMessage ? "JSON of this message" : "More properties", json.ToText(owner is UnknownMessage ? owner : more))] : [];

    /// <summary>A name from the engine with a capital letter, to stand as a heading.</summary>
    private static string Named(string? type, string otherwise = "Message") =>
        string.IsNullOrEmpty(type) ? otherwise : char.ToUpperInvariant(type![0]) + type.Substring(1);
}
