namespace Interactions.Client.Tests;

/// <summary>The contract's samples (§6) of all 13 message types, with every field of each.</summary>
public class MessageTypesTests
{
    [Fact]
    public void Text_with_reply_and_link()
    {
        var message = Parse.Message<TextMessage>("""
            {"text":"Which size?","actions":[{"title":"Small","payload":"size=S","type":"reply","urlIcon":"https://a/i","urlImage":"https://a/p","isDefault":true,"channels":[{"type":"Slack"}]},{"title":"Guide","url":"https://shop.example/sizes","type":"link"},{"type":"postback","title":"Buy","payload":"sku=K17"}],"type":"text"}
            """);
        Assert.Equal("text", message.Type);
        Assert.Equal("Which size?", message.Text);
        var reply = message.Actions![0];
        Assert.Equal(("reply", "Small", "size=S", null), (reply.Type, reply.Title, reply.Payload, reply.Url));
        Assert.Equal(("https://a/i", "https://a/p", true), (reply.UrlIcon, reply.UrlImage, reply.IsDefault));
        Assert.Equal("Slack", Assert.Single(reply.Channels!).Type);
        var link = message.Actions[1];
        Assert.Equal(("link", "Guide", "https://shop.example/sizes", null, null), (link.Type, link.Title, link.Url, link.Payload, link.IsDefault));
        Assert.Equal(("postback", "sku=K17"), (message.Actions[2].Type, message.Actions[2].Payload));
        Assert.Equal("Which size? [Small | Guide | Buy]", message.ToString());
    }

    [Fact]
    public void Text_with_messages_inside()
    {
        var message = Parse.Message<TextMessage>("""{"items":[{"url":"https://a/b.png","type":"image"},{"address":"Here","type":"location"},{"type":"hologram"}],"type":"text"}""");
        Assert.IsType<ImageMessage>(message.Items![0]);
        Assert.IsType<LocationMessage>(message.Items[1]);
        Assert.IsType<UnknownMessage>(message.Items[2]);
        Assert.Equal("[image] https://a/b.png [location] Here [hologram]", message.ToString());
    }

    [Theory]
    [InlineData("youtube")]
    [InlineData("vimeo")]
    [InlineData("video")]
    [InlineData("audio")]
    public void Something_to_play(string type)
    {
        var message = Parse.Message<MediaMessage>(
            "{\"url\":\"https://cdn.example/u\",\"label\":\"Unboxing\",\"mimeType\":\"video/mp4\",\"size\":88211,\"fallbackImageUrl\":\"https://cdn.example/f\",\"length\":9000000042,\"type\":\"" + type + "\"}");
        Assert.Equal(type, message.Type);
        Assert.Equal(("https://cdn.example/u", "Unboxing", "video/mp4"), (message.Url, message.Label, message.MimeType));
        Assert.Equal((88211L, "https://cdn.example/f", 9000000042L), (message.Size, message.FallbackImageUrl, message.Length));
        Assert.Null(message.AdditionalProperties);
        Assert.Equal($"[{type}] Unboxing https://cdn.example/u", message.ToString());
    }

    [Fact]
    public void Image_with_channel_hints()
    {
        var message = Parse.Message<ImageMessage>("""
            {"url":"https://cdn.example/dent.jpg","alt":"Dented box","title":"Left corner","titleColor":"#fff","urlAnchor":"https://shop.example/claims/9","channels":[{"type":"Webchat","metadata":[{"key":"caption-show","value":"true"}]}],"type":"image"}
            """);
        Assert.Equal(("https://cdn.example/dent.jpg", "Dented box", "Left corner"), (message.Url, message.Alt, message.Title));
        Assert.Equal(("#fff", "https://shop.example/claims/9"), (message.TitleColor, message.UrlAnchor));
        var channel = Assert.Single(message.Channels!);
        Assert.Equal("Webchat", channel.Type);
        Assert.Equal(("caption-show", "true", null), (channel.Metadata![0].Key, channel.Metadata[0].Value, channel.Metadata[0].Type));
        Assert.Equal("[image] Left corner https://cdn.example/dent.jpg", message.ToString());
    }

    [Fact]
    public void Attachment()
    {
        var message = Parse.Message<AttachmentMessage>("""{"label":"Invoice 2041","mimeType":"application/pdf","url":"https://cdn.example/2041.pdf","size":51234,"type":"attachment"}""");
        Assert.Equal(("Invoice 2041", "application/pdf", "https://cdn.example/2041.pdf", 51234L), (message.Label, message.MimeType, message.Url, message.Size));
        Assert.Equal("[attachment] Invoice 2041 https://cdn.example/2041.pdf", message.ToString());
    }

    [Fact]
    public void Location()
    {
        var message = Parse.Message<LocationMessage>("""{"address":"1 Harbour Rd, Halifax, NS","latitude":44.6476,"longitude":-63.5728,"imageUrl":"https://a/map","type":"location"}""");
        Assert.Equal(("1 Harbour Rd, Halifax, NS", 44.6476, -63.5728, "https://a/map"), (message.Address, message.Latitude, message.Longitude, message.ImageUrl));
        Assert.Equal("[location] 1 Harbour Rd, Halifax, NS (44.6476, -63.5728)", message.ToString());
    }

    [Fact]
    public void Contact()
    {
        var message = Parse.Message<ContactMessage>("""
            {"title":"Ada Moreau","subtitle":"Claims desk","imageUrl":"https://cdn.example/ada.png","properties":[{"key":"Desk","value":"+1 902 555 0144","type":"phone;work"}],"type":"contact"}
            """);
        Assert.Equal(("Ada Moreau", "Claims desk", "https://cdn.example/ada.png"), (message.Title, message.Subtitle, message.ImageUrl));
        var property = Assert.Single(message.Properties!);
        Assert.Equal(("Desk", "+1 902 555 0144", "phone;work"), (property.Key, property.Value, property.Type));
        Assert.Equal("[contact] Ada Moreau, Claims desk", message.ToString());
    }

    [Fact]
    public void Card()
    {
        var message = Parse.Message<CardMessage>("""{"urlType":"image","url":"https://cdn.example/kettle.png","fallbackImageUrl":"https://a/f","title":"Kettle","subtitle":"1.7 L","content":"Back in stock.","type":"card"}""");
        Assert.Equal(("image", "https://cdn.example/kettle.png", "https://a/f"), (message.UrlType, message.Url, message.FallbackImageUrl));
        Assert.Equal(("Kettle", "1.7 L", "Back in stock."), (message.Title, message.Subtitle, message.Content));
        Assert.Equal("[card] Kettle, 1.7 L, Back in stock.", message.ToString());
    }

    [Fact]
    public void Carousel()
    {
        var message = Parse.Message<CarouselMessage>("""
            {"items":[{"title":"Kettle","content":"1.7 L","urlType":"image","url":"https://cdn.example/kettle.png","fallbackImageUrl":"https://a/f","actions":[{"type":"postback","title":"Buy","payload":"sku=K17"}]},{"title":"Pot"}],"type":"carousel"}
            """);
        var item = message.Items![0];
        Assert.Equal(("Kettle", null, "1.7 L"), (item.Title, item.Subtitle, item.Content));
        Assert.Equal(("image", "https://cdn.example/kettle.png", "https://a/f"), (item.UrlType, item.Url, item.FallbackImageUrl));
        Assert.Equal(("postback", "Buy", "sku=K17"), (item.Actions![0].Type, item.Actions[0].Title, item.Actions[0].Payload));
        Assert.Equal("[carousel] Kettle | Pot", message.ToString());
    }

    [Fact]
    public void List()
    {
        var message = Parse.Message<ListMessage>("""
            {"items":[{"title":"Toaster","subtitle":"2 slots","urlType":"image","url":"https://cdn.example/toaster.png"}],"actions":[{"type":"link","title":"All deals","url":"https://shop.example/deals"}],"type":"list"}
            """);
        Assert.Equal(("Toaster", "2 slots"), (message.Items![0].Title, message.Items[0].Subtitle));
        Assert.Equal(("link", "All deals", "https://shop.example/deals"), (message.Actions![0].Type, message.Actions[0].Title, message.Actions[0].Url));
        Assert.Equal("[list] Toaster", message.ToString());
    }

    [Fact]
    public void Command()
    {
        var message = Parse.Message<CommandMessage>("""{"title":"Transfer","subtitle":"to billing","properties":[{"key":"queue","value":"billing"}],"type":"command"}""");
        Assert.Equal(("Transfer", "to billing"), (message.Title, message.Subtitle));
        Assert.Equal(("queue", "billing"), (message.Properties![0].Key, message.Properties[0].Value));
        Assert.Equal("[command] Transfer, to billing, queue=billing", message.ToString());
    }

    [Theory]
    [InlineData("""{"type":"IMAGE","url":"u"}""", "IMAGE")]
    [InlineData("""{"url":"u","Type":"Image"}""", "Image")]
    [InlineData("""{"url":"u","\u0074ype":"im\u0061ge"}""", "image")]
    public void A_type_is_found_anywhere_and_in_any_letter_case_and_stays_as_it_was_sent(string json, string type)
    {
        var message = Parse.Message<ImageMessage>(json);
        Assert.Equal((type, "u"), (message.Type, message.Url));
    }

    [Fact]
    public void The_type_of_something_inside_is_not_the_type_of_the_message()
    {
        var message = Parse.Message<TextMessage>("""{"actions":[{"type":"link"}],"meta":{"type":"image"},"text":"Hi","type":"text"}""");
        Assert.Equal("Hi", message.Text);
    }
}
