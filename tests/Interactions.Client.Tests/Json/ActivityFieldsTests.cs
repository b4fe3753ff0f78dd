using System.Text;

namespace Interactions.Client.Tests;

public class ActivityFieldsTests
{
    // The contract's sample (§5). The type of the activity comes first, the type of its message last.
    private const string Sample = """
        {"type":"message","eventTrigger":"message:bot","eventId":1712345678901,"externalId":"ticket-77","isEcho":false,"interactionId":"6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42","flowProcess":"Default","sender":{"integrationId":"1b2f8d10-0000-4000-8000-00000000b070","integrationType":"Bot","channelType":"Bot","tokenId":"opaque-1"},"recipient":{"integrationId":"1b2f8d10-0000-4000-8000-00000000c057","integrationType":"Customer","channelType":"TwilioSMS","tokenId":"opaque-2","channelData":"x"},"message":{"text":"Your parcel left the depot.","type":"text"}}
        """;

    [Fact]
    public void Every_field_of_a_message_is_read() => AssertIsSample(Parse.Activity(Sample));

    [Fact]
    public void Names_and_discriminators_may_be_in_any_letter_case()
    {
        // The vendor's models write names in PascalCase by default.
        AssertIsSample(Parse.Activity(Renamed(name => char.ToUpperInvariant(name[0]) + name[1..])));
        AssertIsSample(Parse.Activity(Renamed(name => name.ToUpperInvariant())));
        AssertIsSample(Parse.Activity(Renamed(name => name.ToLowerInvariant())));
    }

    [Fact]
    public void Properties_may_come_in_any_order()
    {
        var members = System.Text.Json.Nodes.JsonNode.Parse(Sample)!.AsObject();
        AssertIsSample(Parse.Activity(new System.Text.Json.Nodes.JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString()));
    }

    [Fact]
    public void An_empty_object_is_an_activity_without_values()
    {
        var activity = Parse.Activity("{}");
        Assert.Null(activity.Type);
        Assert.Null(activity.EventId);
        Assert.Null(activity.Timestamp);
        Assert.Null(activity.Message);
        Assert.False(activity.IsEcho);
        Assert.Equal("[unknown]", activity.Text);
        Assert.Equal(InMemoryReply.ConversationId, activity.ConversationId);
    }

    [Fact]
    public void Null_means_the_same_as_missing()
    {
        var activity = Parse.Activity("""
            {"type":null,"eventTrigger":null,"eventId":null,"externalId":null,"isEcho":null,"interactionId":null,"flowProcess":null,"sender":null,"recipient":null,"message":null,"event":null}
            """);
        Assert.Null(activity.Type);
        Assert.Null(activity.EventId);
        Assert.False(activity.IsEcho);
        Assert.Null(activity.InteractionId);
        Assert.Null(activity.FlowProcess);
        Assert.Null(activity.Sender);
        Assert.Null(activity.AdditionalProperties);
    }

    [Fact]
    public void Nulls_inside_a_message_are_no_failure()
    {
        var text = Parse.Message<TextMessage>("""{"type":"text","text":null,"items":[null],"actions":[null,{"title":null}],"channels":[null]}""");
        Assert.Null(text.Text);
        Assert.Null(Assert.Single(text.Items!));
        Assert.NotNull(text.ToString());

        Assert.NotNull(Parse.Message<CarouselMessage>("""{"type":"carousel","items":[null]}""").ToString());
        Assert.NotNull(Parse.Message<CommandMessage>("""{"type":"command","properties":[null]}""").ToString());
    }

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.000Z")]
    [InlineData("1712345678901", "2024-04-05T19:34:38.901Z")]
    [InlineData("\"1712345678901\"", "2024-04-05T19:34:38.901Z")]
    [InlineData("253402300799999", "9999-12-31T23:59:59.999Z")]
    public void The_timestamp_is_the_event_id_to_the_millisecond_in_utc(string eventId, string expected)
    {
        var timestamp = Parse.Activity($$"""{"eventId":{{eventId}}}""").Timestamp;
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), timestamp);
        Assert.Equal(TimeSpan.Zero, timestamp!.Value.Offset);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("253402300800000")]
    [InlineData("9223372036854775807")]
    public void An_event_id_outside_the_calendar_is_kept_without_a_timestamp(string eventId)
    {
        var activity = Parse.Activity($$"""{"eventId":{{eventId}}}""");
        Assert.Equal(eventId, activity.EventId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(activity.Timestamp);
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    [InlineData("B")]
    [InlineData("P")]
    public void An_interaction_id_may_have_every_form_that_a_guid_is_written_in(string format)
    {
        var id = new Guid("6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42");
        foreach (var text in new[] { id.ToString(format), id.ToString(format).ToUpperInvariant() })
        {
            var activity = Parse.Activity("{\"interactionId\":\"" + text + "\"}");
            Assert.Equal(id, activity.InteractionId);
            Assert.Null(activity.AdditionalProperties);
        }
    }

    private static void AssertIsSample(Activity activity)
    {
        Assert.Equal(InMemoryReply.ConversationId, activity.ConversationId);
        Assert.Equal("message", activity.Type);
        Assert.Equal("message:bot", activity.EventTrigger);
        Assert.Equal(1712345678901, activity.EventId);
        Assert.Equal("ticket-77", activity.ExternalId);
        Assert.False(activity.IsEcho);
        Assert.Equal(Guid.Parse("6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42"), activity.InteractionId);
        Assert.Equal("Default", activity.FlowProcess);
        Assert.Equal(("1b2f8d10-0000-4000-8000-00000000b070", "Bot", "Bot", "opaque-1", null), Fields(activity.Sender!));
        Assert.Equal(("1b2f8d10-0000-4000-8000-00000000c057", "Customer", "TwilioSMS", "opaque-2", "x"), Fields(activity.Recipient!));
        Assert.Equal("Your parcel left the depot.", Assert.IsType<TextMessage>(activity.Message).Text);
        Assert.Equal("text", activity.Message.Type);
        Assert.Null(activity.Event);
        Assert.Null(activity.AdditionalProperties);
        Assert.Equal("Your parcel left the depot.", activity.Text);
    }

    private static (string?, string?, string?, string?, string?) Fields(Source source) =>
        (source.IntegrationId, source.IntegrationType, source.ChannelType, source.TokenId, source.ChannelData);

    private static string Renamed(Func<string, string> rename)
    {
        var json = new StringBuilder(Sample);
        foreach (System.Text.RegularExpressions.Match name in System.Text.RegularExpressions.Regex.Matches(Sample, "\"(\\w+)\":"))
            json.Remove(name.Groups[1].Index, name.Groups[1].Length).Insert(name.Groups[1].Index, rename(name.Groups[1].Value));
        return json.ToString();
    }
}
