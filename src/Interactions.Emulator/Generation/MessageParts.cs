using System.Text.Json;

namespace Interactions.Emulator.Generation;

/// <summary>Writes the parts that several message types have: list items, actions, channels and properties.</summary>
internal sealed class MessageParts(Random random)
{
    private static readonly string[] Titles = ["Buy", "Show more", "Size guide", "Talk to a person"];

    public static void WriteProperty(Utf8JsonWriter json, string key, string value, string? type)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, key);
        json.WriteString("value"u8, value);
        if (type is not null) json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    public void WriteItems(Utf8JsonWriter json)
    {
        json.WriteStartArray("items"u8);
        for (int left = random.Next(1, 5); left > 0; left--) WriteItem(json);
        json.WriteEndArray();
    }

    public void WriteActions(Utf8JsonWriter json)
    {
        json.WriteStartArray("actions"u8);
        int first = random.Next(Titles.Length);
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            WriteAction(json, random.Pick<string>(["link", "postback", "reply"]), Titles[(first + left) % Titles.Length]);
        }

        json.WriteEndArray();
    }

    /// <summary>Buttons with these titles.</summary>
    public void WriteReplies(Utf8JsonWriter json, ReadOnlySpan<string> titles)
    {
        json.WriteStartArray("actions"u8);
        foreach (string title in titles) WriteAction(json, random.Pick<string>(["postback", "reply"]), title);
        json.WriteEndArray();
    }

    public void WriteChannels(Utf8JsonWriter json)
    {
        json.WriteStartArray("channels"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, random.Pick<string>(["Webchat", "WebChat", "Slack"]));
        json.WriteStartArray("metadata"u8);
        switch (random.Next(3))
        {
            case 0: WriteProperty(json, "caption-show", "true", null); break;
            case 1: WriteProperty(json, "caption-color", "#fff", null); break;
            default: WriteProperty(json, "type", random.Pick<string>(["primary", "danger", "success", "info"]), null); break;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteItem(Utf8JsonWriter json)
    {
        (string name, string detail) = random.Pick<(string, string)>([("Kettle", "1.7 L"), ("Toaster", "2 slots"), ("Café crème", "250 g"), ("Blender", "6 speeds")]);
        json.WriteStartObject();
        json.WriteString("title"u8, name);
        json.WriteString("subtitle"u8, detail);
        if (random.OneIn(3)) json.WriteString("content"u8, "Back in stock.");
        json.WriteString("urlType"u8, "image");
        json.WriteString(random.OneIn(8) ? "mediaUrl"u8 : "url"u8, "https://cdn.example/item.png");
        if (random.OneIn(4)) json.WriteString("fallbackImageUrl"u8, "https://cdn.example/still.jpg");
        if (random.OneIn(3)) WriteActions(json);
        json.WriteEndObject();
    }

    private void WriteAction(Utf8JsonWriter json, string type, string title)
    {
        bool typeFirst = random.OneIn(2);
        json.WriteStartObject();
        if (typeFirst) json.WriteString("type"u8, type);
        json.WriteString("title"u8, title);
        if (type == "link") json.WriteString("url"u8, "https://shop.example/sizes");
        else json.WriteString("payload"u8, "answer=" + title);
        if (random.OneIn(6)) json.WriteString("urlIcon"u8, "https://cdn.example/icon.png");
        if (random.OneIn(6)) json.WriteString("urlImage"u8, "https://cdn.example/button.png");
        if (random.OneIn(6)) json.WriteBoolean("isDefault"u8, random.OneIn(2));
        if (random.OneIn(6)) WriteChannels(json);
        if (!typeFirst) json.WriteString("type"u8, type);
        json.WriteEndObject();
    }
}
