using System.Text.Json;

namespace Interactions.Emulator.Generation;

/// <summary>Writes the <c>message</c> of an activity: any of the 13 types. Optional properties of the contract are written at random.</summary>
internal sealed class MessageWriter(Random random)
{
    private readonly MessageParts _parts = new(random);

    public void Write(Utf8JsonWriter json, string kind, string text)
    {
        string type = kind is EpisodeLine.LinkKind or EpisodeLine.ChoiceKind or EpisodeLine.AlbumKind ? EpisodeLine.TextKind : kind;
        bool typeFirst = random.OneIn(2);
        json.WriteStartObject();
        if (typeFirst) json.WriteString("type"u8, type);
        WriteProperties(json, kind, text);
        if (random.OneIn(10)) _parts.WriteChannels(json);
        if (!typeFirst) json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter json, string kind, string text)
    {
        switch (kind)
        {
            case EpisodeLine.TextKind or EpisodeLine.LinkKind: json.WriteString("text"u8, text); break;
            case EpisodeLine.ChoiceKind: WriteChoice(json, text); break;
            case EpisodeLine.AlbumKind: WriteAlbum(json, text); break;
            case "youtube": WriteMedia(json, text, "https://youtube.com/embed/q9Zt3", null); break;
            case "vimeo": WriteMedia(json, text, "https://player.vimeo.com/video/4455667", null); break;
            case "video": WriteMedia(json, text, "https://cdn.example/video.mp4", "video/mp4"); break;
            case "audio": WriteMedia(json, text, "https://cdn.example/audio.mp3", "audio/mpeg"); break;
            case "image": WriteImage(json, text); break;
            case "attachment": WriteAttachment(json, text); break;
            case "location": WriteLocation(json); break;
            case "contact": WriteContact(json); break;
            case "card": WriteCard(json); break;
            case "carousel": _parts.WriteItems(json); break;
            case "list": _parts.WriteItems(json); _parts.WriteActions(json); break;
            case "command": WriteCommand(json); break;
        }
    }

    private void WriteChoice(Utf8JsonWriter json, string text)
    {
        string[] parts = text.Split('|', StringSplitOptions.TrimEntries);
        if (parts[0].Length > 0) json.WriteString("text"u8, parts[0]);
        _parts.WriteReplies(json, parts.AsSpan(1));
    }

    private void WriteAlbum(Utf8JsonWriter json, string text)
    {
        json.WriteString("text"u8, text);
        json.WriteStartArray("items"u8);
        Write(json, random.Pick<string>(["youtube", "vimeo", "video", "audio"]), "");
        Write(json, random.Pick<string>(["image", "attachment", "location", "contact", "card"]), "");
        json.WriteEndArray();
    }

    private void WriteMedia(Utf8JsonWriter json, string label, string url, string? mimeType)
    {
        json.WriteString("url"u8, url);
        if (label.Length > 0) json.WriteString("label"u8, label);
        if (mimeType is not null) json.WriteString("mimeType"u8, mimeType);
        if (random.OneIn(3)) json.WriteNumber("size"u8, random.Next(10_000, 9_000_000));
        if (random.OneIn(3)) json.WriteString("fallbackImageUrl"u8, "https://cdn.example/still.jpg");
        if (random.OneIn(3)) json.WriteNumber("length"u8, random.Next(5, 4000));
    }

    private void WriteImage(Utf8JsonWriter json, string title)
    {
        json.WriteString("url"u8, "https://cdn.example/image.jpg");
        json.WriteString("alt"u8, title.Length > 0 ? title : "A kettle");
        if (title.Length > 0 && random.OneIn(2)) json.WriteString("title"u8, title);
        if (random.OneIn(3)) json.WriteString("titleColor"u8, "#c0392b");
        if (random.OneIn(3)) json.WriteString("urlAnchor"u8, "https://shop.example/claims/9");
    }

    private void WriteAttachment(Utf8JsonWriter json, string label)
    {
        json.WriteString("url"u8, $"https://cdn.example/{random.Next(1000, 9999)}.pdf");
        json.WriteString("label"u8, label.Length > 0 ? label : "Manual");
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
