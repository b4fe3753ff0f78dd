using System.Globalization;
using System.Text.Json;

namespace Interactions.Emulator.Generation;

/// <summary>Writes the <c>event</c> of an activity.</summary>
internal sealed class EventWriter(Random random)
{
    /// <param name="json">Where to.</param>
    /// <param name="type">The type of the event.</param>
    /// <param name="text">Of a payload: what happens to an order, <c>hold</c> or <c>changed</c>, and its number.</param>
    public void Write(Utf8JsonWriter json, string type, string text)
    {
        bool typeFirst = random.OneIn(2);
        json.WriteStartObject();
        if (typeFirst) json.WriteString("type"u8, type);
        if (type == "payload") WritePayload(json, text.Split(' '));
        if (!typeFirst) json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    private void WritePayload(Utf8JsonWriter json, string[] words)
    {
        bool isHold = words[0] == "hold";
        json.WriteStartObject("payload"u8);
        json.WriteNumber("orderId"u8, int.Parse(words[1], CultureInfo.InvariantCulture));
        if (isHold)
        {
            json.WriteBoolean("hold"u8, true);
            json.WriteNull("releasedBy"u8);
        }
        else
        {
            json.WriteNumber("total"u8, random.Next(100, 99_999) / 100m);
            json.WriteStartArray("lines"u8);
            for (int line = random.Next(1, 4); line > 0; line--)
            {
                json.WriteStartObject();
                json.WriteString("sku"u8, $"K{random.Next(10, 99)}");
                json.WriteNumber("quantity"u8, line);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("payloadType"u8, "shop.order." + words[0]);
    }
}
