using System.Globalization;
using System.Text.Json;

namespace Interactions.Emulator.Generation;

/// <summary>Writes the <c>event</c> of an activity.</summary>
internal sealed class EventWriter(Random random)
{
    public void Write(Utf8JsonWriter json, string type, string order)
    {
        bool typeFirst = random.OneIn(2);
        json.WriteStartObject();
        if (typeFirst) json.WriteString("type"u8, type);
        if (type == "payload") WritePayload(json, order);
        if (!typeFirst) json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    private void WritePayload(Utf8JsonWriter json, string order)
    {
        bool isHold = random.OneIn(2);
        json.WriteStartObject("payload"u8);
        json.WriteNumber("orderId"u8, int.Parse(order, CultureInfo.InvariantCulture));
        if (isHold)
        {
            json.WriteBoolean("hold"u8, random.OneIn(2));
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
        json.WriteString("payloadType"u8, isHold ? "shop.order.hold" : "shop.order.changed");
    }
}
