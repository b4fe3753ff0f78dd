using System.Text;
using System.Text.RegularExpressions;

namespace Interactions.Client.Tests;

/// <summary>A value that does not fit its property goes to the additional properties, and everything else is read.</summary>
public class MisfitsTests
{
    [Theory]
    [InlineData("eventId", "\"soon\"", "soon")]
    [InlineData("interactionId", "\"not-a-guid\"", "not-a-guid")]
    [InlineData("interactionId", "12", 12L)]
    [InlineData("isEcho", "\"perhaps\"", "perhaps")]
    [InlineData("sender", "\"me\"", "me")]
    [InlineData("message", "\"Hi\"", "Hi")]
    [InlineData("event", "3", 3L)]
    public void A_misfit_of_the_activity_goes_to_its_additional_properties(string name, string json, object expected)
    {
        var activity = Parse.Activity("{\"type\":\"message\",\"" + name + "\":" + json + ",\"externalId\":\"still here\"}");
        Assert.Equal(expected, activity.AdditionalProperties![name]);
        Assert.Equal(("message", "still here"), (activity.Type, activity.ExternalId));
        Assert.NotNull(activity.Text);
    }

    [Fact]
    public void A_value_of_another_type_is_kept_as_its_json_where_text_is_expected()
    {
        Assert.Equal("""{"a":[1]}""", Parse.Activity("""{"externalId":{"a":[1]}}""").ExternalId);
        Assert.Equal("17", Parse.Message<TextMessage>("""{"type":"text","text":17}""").Text);
        Assert.Equal("true", Parse.Activity("""{"sender":{"channelData":true}}""").Sender!.ChannelData);
        Assert.Equal("9", Parse.Activity("""{"type":9}""").Type);
    }

    [Theory]
    [InlineData("""{"type":"location","address":"Here","latitude":"north"}""", "latitude", "north")]
    [InlineData("""{"latitude":{"deg":44},"type":"location","address":"Here"}""", "latitude", null)]
    [InlineData("""{"address":"Here","imageUrl":"u","longitude":[],"type":"location"}""", "longitude", null)]
    public void A_misfit_inside_a_message_leaves_the_rest_of_the_message(string json, string name, string? expected)
    {
        var message = Parse.Message<LocationMessage>(json);
        Assert.Equal("Here", message.Address);
        Assert.True(message.AdditionalProperties!.ContainsKey(name));
        if (expected is not null) Assert.Equal(expected, message.AdditionalProperties[name]);
    }

    [Fact]
    public void Lists_of_the_wrong_shape_go_to_the_additional_properties()
    {
        var text = Parse.Message<TextMessage>("""{"type":"text","text":"Hi","actions":{"type":"link"},"items":"none"}""");
        Assert.Equal("Hi", text.Text);
        Assert.Equal("link", Parse.Object(text.AdditionalProperties!["actions"])["type"]);
        Assert.Equal("none", text.AdditionalProperties["items"]);
    }

    [Fact]
    public void A_misfit_deep_in_a_message_goes_to_the_additional_properties_of_its_own_object()
    {
        var text = Parse.Message<TextMessage>("""{"type":"text","actions":[{"title":"a","isDefault":"maybe","url":"u"},{"title":"b","isDefault":true}]}""");
        Assert.Equal(["a", "b"], text.Actions!.Select(action => action.Title));
        Assert.Equal("maybe", text.Actions![0].AdditionalProperties!["isDefault"]);
        Assert.Equal("u", text.Actions[0].Url);
        Assert.True(text.Actions[1].IsDefault);
        Assert.Null(text.AdditionalProperties);
    }

    [Fact]
    public void A_list_with_one_item_that_does_not_fit_goes_to_the_additional_properties_whole()
    {
        var text = Parse.Message<TextMessage>("""{"type":"text","actions":[{"title":"a"},7,{"title":"b"}],"text":"Hi","channels":[{"type":"Slack"}]}""");
        Assert.Null(text.Actions);
        Assert.Equal(7L, Assert.IsType<object?[]>(text.AdditionalProperties!["actions"])[1]);
        Assert.Equal(("Hi", "Slack"), (text.Text, text.Channels![0].Type));
    }

    [Fact]
    public void Messages_nested_too_deep_are_kept_as_json_text()
    {
        var json = new StringBuilder().Insert(0, """{"type":"text","text":"Hi","items":[""", 500).Insert(500 * """{"type":"text","text":"Hi","items":[""".Length, "]}", 500).ToString();
        var message = Parse.Message<TextMessage>(json);
        var levels = 1;
        for (; message.Items is [TextMessage inner]; message = inner) levels++;
        Assert.InRange(levels, 20, 64);
        Assert.Equal("Hi", message.Text);
        Assert.StartsWith("[{", Assert.IsType<string>(message.AdditionalProperties!["items"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misfit_inside_a_sender_leaves_the_rest_of_the_sender()
    {
        var sender = Parse.Activity("""{"sender":{"integrationId":"i","channelType":{"name":"Slack"}}}""").Sender!;
        Assert.Equal("i", sender.IntegrationId);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        // JavaScript writes this for an emoji that was cut in two.
        var activity = Parse.Activity("""{"eventId":5,"message":{"type":"text","text":"cut \ud83d"},"note":"a\udc00b"}""");
        Assert.Equal("cut \ufffd", Assert.IsType<TextMessage>(activity.Message).Text);
        Assert.Equal("a\ufffdb", activity.AdditionalProperties!["note"]);
        Assert.Equal(5, activity.EventId);
    }

    [Fact]
    public void Valid_characters_beside_half_a_surrogate_pair_are_kept()
    {
        var text = Parse.Message<TextMessage>("""{"type":"text","text":"\ud83d\ude00 \\ud83d \ud83d\n\ud83d\ud83d\ude00"}""").Text;
        Assert.Equal("\ud83d\ude00 \\ud83d \ufffd\n\ufffd\ud83d\ude00", text);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_become_the_replacement_character()
    {
        byte[] json = [.. """{"eventId":5,"message":{"type":"text","text":"caf"""u8, 0xE9, .. " "u8, 0xF0, 0x9F, .. """ "}}"""u8];
        var activity = Parse.Activity(json);
        Assert.Equal("caf\ufffd \ufffd ", Assert.IsType<TextMessage>(activity.Message).Text);
        Assert.Equal(5, activity.EventId);
    }

    [Theory]
    [InlineData("""{"more":{"n\udc00":["x\ud83d",{"y":"\ud83d\ude00"}]},"eventId":5}""", "more", """{n\ufffd: [x\ufffd, {y: \ud83d\ude00}]}""")]
    [InlineData("""{"eventId":{"a":"\ud83d"},"isEcho":true}""", "eventId", """{a: \ufffd}""")]
    [InlineData("""{"n\udc00":1,"eventId":5}""", "n\ufffd", "1")]
    public void What_nobody_has_looked_at_is_mended_too(string json, string name, string expected) =>
        Assert.Equal(Regex.Unescape(expected), Show(Parse.Activity(json).AdditionalProperties![name]));

    [Fact]
    public void Bytes_that_are_not_utf8_are_mended_where_nobody_has_looked()
    {
        byte[] json = [.. """{"more":[{"a":"caf"""u8, 0xE9, .. "\"}],\"eventId\":5}"u8];
        var activity = Parse.Activity(json);
        Assert.Equal("[{a: caf\ufffd}]", Show(activity.AdditionalProperties!["more"]));
        Assert.Equal(5, activity.EventId);
    }

    [Fact]
    public async Task Two_threads_that_look_at_once_find_the_same()
    {
        for (var i = 0; i < 200; i++)
        {
            var properties = Parse.Activity("""{"a":1,"b":{"c":[2]},"d":"x"}""").AdditionalProperties!;
            var looks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Show(properties))));
            Assert.All(looks, look => Assert.Equal("{a: 1, b: {c: [2]}, d: x}", look));
        }
    }

    private static string? Show(object? value) => value switch
    {
        IDictionary<string, object?> properties => $"{{{string.Join(", ", properties.Select(property => $"{property.Key}: {Show(property.Value)}"))}}}",
        object?[] items => $"[{string.Join(", ", items.Select(Show))}]",
        _ => value?.ToString(),
    };

    [Fact]
    public void A_value_nested_too_deep_is_kept_as_json_text_and_the_rest_is_read()
    {
        var deep = new StringBuilder().Append('[', 10_000).Append(']', 10_000).ToString();
        var activity = Parse.Activity($$"""{"type":"event","deep":{{deep}},"eventId":5,"event":{"type":"payload","payloadType":"p","payload":{{deep}} } }""");
        Assert.Equal(deep, activity.AdditionalProperties!["deep"]);
        Assert.Equal(5, activity.EventId);
        Assert.Equal("p", activity.Event?.PayloadType);
        Assert.Equal(deep, activity.Event!.Payload);
        Assert.Null(activity.Event.AdditionalProperties);
    }
}
