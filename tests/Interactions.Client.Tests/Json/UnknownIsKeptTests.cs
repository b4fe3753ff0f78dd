namespace Interactions.Client.Tests;

public class UnknownIsKeptTests
{
    [Fact]
    public void A_message_of_an_unknown_type_keeps_its_content()
    {
        var activity = Parse.Activity("""{"type":"message","message":{"title":"Rate us","stars":{"max":5},"type":"survey"}}""");
        var message = Assert.IsType<UnknownMessage>(activity.Message);
        Assert.Equal("survey", message.Type);
        Assert.Equal("Rate us", message.AdditionalProperties!["title"]);
        Assert.Equal(5L, Parse.Object(message.AdditionalProperties["stars"])["max"]);
        Assert.Equal("[survey] Rate us", activity.Text);
    }

    [Theory]
    [InlineData("""{"text":"Hi"}""")]
    [InlineData("""{"text":"Hi","type":null}""")]
    [InlineData("""{"text":"Hi","type":7}""")]
    [InlineData("""{"text":"Hi","type":{"a":1}}""")]
    public void A_message_without_a_usable_type_keeps_its_content(string json) =>
        Assert.Equal("Hi", Parse.Message<UnknownMessage>(json).AdditionalProperties!["text"]);

    [Fact]
    public void Unknown_properties_are_kept_on_every_level_by_the_engines_names()
    {
        var activity = Parse.Activity("""
            {"X-New":1,"sender":{"mood":"good"},"message":{"type":"text","urgent":true,
            "items":[{"type":"contact","vip":1,"properties":[{"key":"k","label":"l"}]}],
            "actions":[{"type":"link","rel":"r"}],"channels":[{"type":"Slack","thread":"t"}]}}
            """);
        var text = Assert.IsType<TextMessage>(activity.Message);
        var contact = Assert.IsType<ContactMessage>(text.Items![0]);
        Assert.Equal(1L, activity.AdditionalProperties!["X-New"]);
        Assert.Equal("good", activity.Sender!.AdditionalProperties!["mood"]);
        Assert.Equal(true, text.AdditionalProperties!["urgent"]);
        Assert.Equal(1L, contact.AdditionalProperties!["vip"]);
        Assert.Equal("l", contact.Properties![0].AdditionalProperties!["label"]);
        Assert.Equal("r", text.Actions![0].AdditionalProperties!["rel"]);
        Assert.Equal("t", text.Channels![0].AdditionalProperties!["thread"]);
        Assert.Equal("v", Parse.Activity("""{"event":{"type":"seen","by":"v"}}""").Event!.AdditionalProperties!["by"]);
        Assert.Equal("v", Parse.Message<ListMessage>("""{"type":"list","items":[{"x":"v"}]}""").Items![0].AdditionalProperties!["x"]);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("timestamp")]
    [InlineData("conversationId")]
    [InlineData("TEXT")]
    [InlineData("fingerprint")]
    public void A_property_that_the_engine_names_like_one_of_ours_is_kept(string name)
    {
        var activity = Parse.Activity("{\"eventId\":1,\"before\":1,\"" + name + "\":\"theirs\",\"after\":2,\"event\":{\"type\":\"seen\"}}");
        var kept = activity.AdditionalProperties!;
        Assert.Equal("theirs", kept.Single(property => property.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);
        Assert.Equal((1L, 2L), ((long)kept["before"]!, (long)kept["after"]!));
        Assert.Equal("[seen]", activity.Text);
        Assert.Equal(InMemoryReply.ConversationId, activity.ConversationId);
    }
}
