using System.Text.Json;

namespace Interactions.Emulator.Generation;

/// <summary>Writes the <c>message</c> of an activity: any of the 13 types. Optional properties of the contract are written at random.</summary>
internal sealed class MessageWriter(Random random)
{
    private readonly ShuffledDeck<string> _phrases = new(Phrases.All, random);
    private readonly MessageParts _parts = new(random);

    public void Write(Utf8JsonWriter json, string kind)
    {
        string type = kind == ActivityKinds.Link ? "text" : kind;
        bool typeFirst = random.OneIn(2);
        json.WriteStartObject();
        if (typeFirst) json.WriteString("type"u8, type);
        WriteProperties(json, kind);
        if (random.OneIn(10)) _parts.WriteChannels(json);
        if (!typeFirst) json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter json, string kind)
    {
        switch (kind)
        {
            case "text": WriteText(json); break;
            case ActivityKinds.Link: json.WriteString("text"u8, "Have a look at https://youtube.com/watch?v=q9Zt3 first"); break;
            case "youtube": WriteMedia(json, "https://youtube.com/embed/q9Zt3", null); break;
            case "vimeo": WriteMedia(json, "https://player.vimeo.com/video/4455667", null); break;
            case "video": WriteMedia(json, "https://cdn.example/unboxing.mp4", "video/mp4"); break;
            case "audio": WriteMedia(json, "https://cdn.example/voicemail.mp3", "audio/mpeg"); break;
            case "image": WriteImage(json); break;
            case "attachment": WriteAttachment(json); break;
            case "location": WriteLocation(json); break;
            case "contact": WriteContact(json); break;
            case "card": WriteCard(json); break;
            case "carousel": _parts.WriteItems(json); break;
            case "list": _parts.WriteItems(json); _parts.WriteActions(json); break;
            case "command": WriteCommand(json); break;
        }
    }

    private void WriteText(Utf8JsonWriter json)
    {
        bool hasActions = random.OneIn(6), hasItems = random.OneIn(12);
        bool hasText = !(hasActions || hasItems) || !random.OneIn(4);
        if (hasText) json.WriteString("text"u8, _phrases.Deal());
        if (hasItems)
        {
            json.WriteStartArray("items"u8);
            for (int left = random.Next(1, 3); left > 0; left--)
            {
                Write(json, random.Pick<string>(["youtube", "vimeo", "video", "audio", "image", "attachment", "location", "contact", "card"]));
            }

            json.WriteEndArray();
        }

        if (hasActions) _parts.WriteActions(json);
    }

    private void WriteMedia(Utf8JsonWriter json, string url, string? mimeType)
    {
        json.WriteString("url"u8, url);
        if (random.OneIn(2)) json.WriteString("label"u8, "Unboxing, part " + (char)('A' + random.Next(26)));
        if (mimeType is not null) json.WriteString("mimeType"u8, mimeType);
        if (random.OneIn(3)) json.WriteNumber("size"u8, random.Next(10_000, 9_000_000));
        if (random.OneIn(3)) json.WriteString("fallbackImageUrl"u8, "https://cdn.example/still.jpg");
        if (random.OneIn(3)) json.WriteNumber("length"u8, random.Next(5, 4000));
    }

    private void WriteImage(Utf8JsonWriter json)
    {
        json.WriteString("url"u8, "https://cdn.example/dent.jpg");
        json.WriteString("alt"u8, "Dented box");
        if (random.OneIn(2)) json.WriteString("title"u8, "Left corner");
        if (random.OneIn(3)) json.WriteString("titleColor"u8, "#c0392b");
        if (random.OneIn(3)) json.WriteString("urlAnchor"u8, "https://shop.example/claims/9");
    }

    private void WriteAttachment(Utf8JsonWriter json)
    {
        int invoice = random.Next(1000, 9999);
        json.WriteString("url"u8, $"https://cdn.example/{invoice}.pdf");
        json.WriteString("label"u8, $"Invoice {invoice}");
        json.WriteString("mimeType"u8, random.OneIn(4) ? "pdf" : "application/pdf");
        if (random.OneIn(2)) json.WriteNumber("size"u8, random.Next(10_000, 900_000));
    }

    private void WriteLocation(Utf8JsonWriter json)
    {
        json.WriteString("address"u8, "1 Harbour Rd, Halifax, NS");
        json.WriteNumber("latitude"u8, 44.6476 + (random.Next(1000) / 10_000.0));
        json.WriteNumber("longitude"u8, -63.5728 - (random.Next(1000) / 10_000.0));
        if (random.OneIn(2)) json.WriteString("imageUrl"u8, "https://cdn.example/map.png");
    }

    private void WriteContact(Utf8JsonWriter json)
    {
        json.WriteString("title"u8, "Ada Moreau");
        json.WriteString("subtitle"u8, "Claims desk");
        json.WriteString("imageUrl"u8, "https://cdn.example/ada.png");
        json.WriteStartArray("properties"u8);
        MessageParts.WriteProperty(json, "Desk", $"+1 902 555 0{random.Next(100, 200)}", "phone;work");
        MessageParts.WriteProperty(json, "Mail", "ada@shop.example", "email");
        MessageParts.WriteProperty(json, "Office", "1 Harbour Rd, Halifax, NS", "address;work");
        json.WriteEndArray();
    }

    // The documentation says imageUrl and the model says url (docs/contract.md §6), so cards have one or the other.
    private void WriteCard(Utf8JsonWriter json)
    {
        json.WriteString("urlType"u8, random.Pick<string>(["image", "youtube", "vimeo", "video", "audio"]));
        json.WriteString(random.OneIn(3) ? "imageUrl"u8 : "url"u8, "https://cdn.example/kettle.png");
        if (random.OneIn(3)) json.WriteString("fallbackImageUrl"u8, "https://cdn.example/still.jpg");
        json.WriteString("title"u8, "Kettle");
        json.WriteString("subtitle"u8, "1.7 L");
        if (random.OneIn(2)) json.WriteString("content"u8, "Back in stock.");
    }

    private void WriteCommand(Utf8JsonWriter json)
    {
        json.WriteString("title"u8, "Transfer");
        json.WriteString("subtitle"u8, "to billing");
        json.WriteStartArray("properties"u8);
        MessageParts.WriteProperty(json, "queue", random.Pick<string>(["billing", "claims", "shipping"]), null);
        json.WriteEndArray();
    }
}
