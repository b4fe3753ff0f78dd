using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interactions.Reports.Tests;

/// <summary>Activities of every type, with an attack in every field that holds text.</summary>
internal static class Hostile
{
    /// <summary>Text that ends every element it could stand in, runs a script, asks a server, changes the layout and turns the line around.</summary>
    public static string Text(int port) => "\"'></title></style></textarea></pre></bdi></p></li></ol></main><script>document.documentElement.setAttribute('data-owned','1')</script>"
        + $"<img src=http://127.0.0.1:{port}/i onerror=\"document.documentElement.setAttribute('data-owned','1')\"><iframe src=http://127.0.0.1:{port}/f></iframe>"
        + $"<link rel=stylesheet href=http://127.0.0.1:{port}/c><style>body{{display:none}}</style><meta http-equiv=refresh content=\"0;url=http://127.0.0.1:{port}/r\">"
        + "<svg onload=\"document.documentElement.setAttribute('data-owned','1')\"> {{7*7}} ${7*7} \u0000\u0007\u001b[2J\u202e\u2066\u2028"
        + new string('W', 400);

    public static IEnumerable<Activity> Activities(int port)
    {
        var text = Text(port);
        string[] addresses = [text, "javascript:document.documentElement.setAttribute('data-owned','1')", $"http://127.0.0.1:{port}/\"onmouseover=\"alert(1)", $"data:text/html,{text}", $"//127.0.0.1:{port}/x"];
        var time = 1_712_318_591_000;
        foreach (var address in addresses)
        {
            foreach (var type in new[] { "text", "image", "youtube", "vimeo", "video", "audio", "attachment", "location", "contact", "card", "carousel", "list", "command", "hologram", text })
                yield return Given.Activity(Envelope(time += 1000, text, "message", Message(type, text, address)));
            yield return Given.Activity(Envelope(time += 1000, text, "event", new JsonObject { ["type"] = text, ["payloadType"] = text, ["payload"] = new JsonObject { [text] = address }, ["x"] = text }));
            yield return Given.Activity(new JsonObject { ["type"] = text, ["x"] = new JsonArray(text, new JsonObject { [text] = text }) }.ToJsonString());
        }
    }

    private static JsonObject Message(string type, string text, string address)
    {
        JsonObject Property() => new() { ["key"] = text, ["value"] = text, ["type"] = text };
        JsonObject Action() => new() { ["type"] = text, ["title"] = text, ["url"] = address, ["payload"] = text, ["urlIcon"] = address, ["urlImage"] = address, ["x"] = text };
        JsonObject Item() => new() { ["title"] = text, ["subtitle"] = text, ["content"] = text, ["urlType"] = text, ["url"] = address, ["fallbackImageUrl"] = address, ["actions"] = new JsonArray(Action()), ["x"] = text };
        var message = new JsonObject { ["type"] = type, ["properties"] = new JsonArray(Property()), ["actions"] = new JsonArray(Action()), ["x"] = text };
        foreach (var name in new[] { "url", "urlAnchor", "imageUrl", "fallbackImageUrl" }) message[name] = address;
        foreach (var name in new[] { "text", "label", "mimeType", "alt", "title", "titleColor", "address", "subtitle", "urlType", "content" }) message[name] = text;
        message["items"] = type == "text" ? new JsonArray(Item(), new JsonObject { ["type"] = "image", ["alt"] = text, ["url"] = address }) : new JsonArray(Item());
        return message;
    }

    private static string Envelope(long time, string text, string type, JsonObject content)
    {
        JsonObject Party() => new() { ["integrationId"] = text, ["integrationType"] = time % 2000 == 0 ? "Customer" : text, ["channelType"] = text, ["tokenId"] = text, ["channelData"] = text, ["x"] = text };
        return JsonSerializer.Serialize(new JsonObject
        {
            ["type"] = type, ["eventId"] = time, ["externalId"] = text, ["eventTrigger"] = text, ["flowProcess"] = text, ["x"] = text,
            ["sender"] = Party(), ["recipient"] = Party(), [type] = content,
        });
    }
}
