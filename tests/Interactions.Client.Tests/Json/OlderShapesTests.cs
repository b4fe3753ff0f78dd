namespace Interactions.Client.Tests;

/// <summary>The names and shapes that engines sent before November 2020 (contract §9).</summary>
public class OlderShapesTests
{
    [Fact]
    public void An_event_called_action()
    {
        var activity = Parse.Activity("""{"type":"action","eventId":1,"action":{"type":"payload","payloadType":"p","payload":{"a":1}}}""");
        Assert.Equal("action", activity.Type);
        Assert.Equal(("payload", "p"), (activity.Event!.Type, activity.Event.PayloadType));
        Assert.Equal(1L, Parse.Object(activity.Event.Payload)["a"]);
        Assert.Null(activity.AdditionalProperties);
    }

    [Theory]
    [InlineData("senderAction")]
    [InlineData("sender_action")]
    public void An_event_called_sender_action_in_either_spelling(string type)
    {
        var activity = Parse.Activity("{\"type\":\"" + type + "\",\"senderAction\":{\"action\":\"typing_on\"}}");
        Assert.Equal((type, "typing_on"), (activity.Type, activity.Event!.Type));
        Assert.Equal("[typing_on]", activity.Text);
    }

    [Fact]
    public void A_picture_called_imageUrl_or_mediaUrl()
    {
        Assert.Equal("u", Parse.Message<CardMessage>("""{"type":"card","imageUrl":"u"}""").Url);
        Assert.Equal("u", Parse.Message<CarouselMessage>("""{"type":"carousel","items":[{"mediaUrl":"u"}]}""").Items![0].Url);
    }

    [Fact]
    public void The_newer_name_wins_in_either_order()
    {
        Assert.Equal("new", Parse.Message<CardMessage>("""{"type":"card","url":"new","imageUrl":"old"}""").Url);
        Assert.Equal("new", Parse.Message<CardMessage>("""{"type":"card","imageUrl":"old","url":"new"}""").Url);
        Assert.Equal("new", Parse.Activity("""{"action":{"type":"old"},"event":{"type":"new"}}""").Event!.Type);
        Assert.Equal("new", Parse.Activity("""{"event":{"type":"new"},"action":{"type":"old"},"eventId":1}""").Event!.Type);
        Assert.Equal(1, Parse.Activity("""{"event":{"type":"new"},"action":{"type":"old"},"eventId":1}""").EventId);
        Assert.Equal("old", Parse.Activity("""{"action":{"type":"old"},"event":null}""").Event!.Type);
    }
}
