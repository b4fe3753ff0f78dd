using System.Numerics;

namespace Interactions.Client.Tests;

public class EventsTests
{
    [Fact]
    public void The_contracts_payload_event_is_read_with_every_field()
    {
        var activity = Parse.Activity("""
            {"type":"event","eventId":1712345680000,"isEcho":false,"sender":{"integrationType":"Agent","channelType":"Slack"},"recipient":{"integrationType":"Customer","channelType":"WebChat"},"event":{"payload":{"orderId":5521,"hold":true},"payloadType":"shop.order.hold","type":"payload"}}
            """);
        Assert.Equal("event", activity.Type);
        Assert.Null(activity.Message);
        Assert.Equal(("payload", "shop.order.hold"), (activity.Event!.Type, activity.Event.PayloadType));
        var payload = Parse.Object(activity.Event.Payload);
        Assert.Equal(["orderId", "hold"], payload.Keys.Cast<string>());
        Assert.Equal(5521L, payload["orderId"]);
        Assert.Equal(true, payload["hold"]);
        Assert.Equal("[payload] shop.order.hold", activity.Text);
    }

    [Theory]
    [InlineData("seen")]
    [InlineData("typing_on")]
    [InlineData("typing_off")]
    [InlineData("payload")]
    [InlineData("waving")]
    public void Every_event_type_is_kept_by_name(string type)
    {
        var activity = Parse.Activity("{\"type\":\"event\",\"event\":{\"type\":\"" + type + "\"}}");
        Assert.Equal(type, activity.Event!.Type);
        Assert.Equal($"[{type}]", activity.Text);
    }

    [Fact]
    public void A_payload_may_be_any_json_value()
    {
        Assert.Null(Parse.Payload("null"));
        Assert.Equal("text", Parse.Payload("\"text\""));
        Assert.Equal(true, Parse.Payload("true"));
        Assert.Equal(1.5, Parse.Payload("1.5"));
        Assert.Equal(new object?[] { 1L, "two", null, false }, Assert.IsType<object?[]>(Parse.Payload("""[1,"two",null,false]""")));
        Assert.Empty(Assert.IsType<object?[]>(Parse.Payload("[]")));
        Assert.Empty(Parse.Object(Parse.Payload("{}")));
        Assert.Equal("deep", Parse.Object(Assert.IsType<object?[]>(Parse.Object(Parse.Payload("""{"a":[{"b":"deep"}]}"""))["a"])[0])["b"]);
    }

    [Fact]
    public void Numbers_get_a_type_that_keeps_their_digits_and_stay_text_where_there_is_none()
    {
        Assert.Equal(long.MaxValue, Parse.Payload("9223372036854775807"));
        Assert.Equal(BigInteger.Parse("9223372036854775808", System.Globalization.CultureInfo.InvariantCulture), Parse.Payload("9223372036854775808"));
        Assert.Equal(BigInteger.Parse("-123456789012345678901234567890", System.Globalization.CultureInfo.InvariantCulture), Parse.Payload("-123456789012345678901234567890"));
        Assert.Equal(1e300, Parse.Payload("1e300"));
        Assert.Equal("1e999", Parse.Payload("1e999"));
    }

    [Fact]
    public void A_very_long_number_is_kept_as_text()
    {
        // Parsing it as a number would take minutes on .NET Framework.
        var digits = new string('7', 1_000_000);
        Assert.Equal(digits, Parse.Payload(digits));
    }

    [Fact]
    public void Keys_that_differ_only_in_case_are_both_kept()
    {
        var payload = Parse.Object(Parse.Payload("""{"id":1,"ID":2,"Id":3}"""));
        Assert.Equal((1L, 2L, 3L), (payload["id"], payload["ID"], payload["Id"]));
    }

    [Fact]
    public void The_last_of_duplicate_keys_wins()
    {
        Assert.Equal(2L, Parse.Object(Parse.Payload("""{"id":1,"id":2}"""))["id"]);
        Assert.Equal("b", Parse.Activity("""{"externalId":"a","externalId":"b"}""").ExternalId);
        Assert.Equal(2L, Parse.Activity("""{"news":1,"news":2}""").AdditionalProperties!["news"]);
    }

    [Fact]
    public void Text_that_looks_like_a_date_stays_text()
    {
        Assert.Equal("2024-04-05T19:34:38.901Z", Parse.Payload("\"2024-04-05T19:34:38.901Z\""));
        Assert.Equal("2024-04-05T19:34:38Z", Parse.Message<TextMessage>("""{"type":"text","text":"2024-04-05T19:34:38Z"}""").Text);
        Assert.Equal("2024-04-05", Parse.Activity("""{"closed":"2024-04-05"}""").AdditionalProperties!["closed"]);
        Assert.Equal("/Date(1712345678901)/", Parse.Activity("""{"externalId":"/Date(1712345678901)/"}""").ExternalId);
    }

    [Fact]
    public void A_payload_is_converted_by_the_given_function()
    {
        var reader = new ActivityReader(members => string.Join(",", members.Keys.Cast<string>()));
        var activity = reader.Read("""{"event":{"payload":{"a":1,"b":{"c":2}}}}"""u8, Guid.Empty);
        Assert.Equal("a,b", activity.Event!.Payload);
    }
}
