using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>A sender or recipient that comes again is not read again, and what is read is the same as if it were.</summary>
public class RecentSourcesTests
{
    private const string Bot = """{"integrationId":"b7","integrationType":"Bot","channelType":"Bot","tokenId":"t\u002f1=="}""";

    private static readonly string[] Sources =
    [
        Bot,
        Bot.Replace(",", " , ", StringComparison.Ordinal),
        Bot.Replace("t\\u002f1", "t/2", StringComparison.Ordinal),
        """{"tokenId":"t","channelType":3,"integrationType":"customer"}""",
        """{"integrationId":"a","newer":{"x":[1,{"y":"}"}]}}""",
        """{"integrationId":{"misfit":"}"}}""",
        """{"channelData":"{\"a\":\"}\"}"}""",
        """{"channelData":"\ud83d"}""",
        """{"channelData":"é😀"}""",
        "{}", "{ }", "null", "[]", "\"text\"", "12",
    ];

    private static readonly Gen<string> Members = Gen.OneOf(
        Gen.Elements(Sources).Select(source => $"\"sender\":{source}"),
        Gen.Elements(Sources).Select(source => $"\"recipient\" : {source}"),
        Gen.Elements(Sources).Select(source => $"\"other\":{source}"),
        Gen.Elements(Sources).Select(source => $$"""  "message":{"text":"}","type":"text","sender":{{source}}}"""),
        Gen.Elements("\"eventId\":5", "\"eventId\":\"misfit\"", "\"unknown\": [1,2,{\"a\":3}]", "\"interactionId\":{\"a\":[\"b\"]}", "\"externalId\":{\"json\":[1]}"));

    private static readonly Gen<string[]> Series = Members.ArrayOf().Select(members => "{" + string.Join(",", members.Take(6)) + "}").ArrayOf();

    private static ActivityReader NewReader() => new(shapeObject: null);

    private static Activity Read(ActivityReader reader, string json) => reader.Read(Encoding.UTF8.GetBytes(json), InMemoryReply.ConversationId);

    private static string Tell(Source? source) =>
        source is null ? "none" : $"{source.IntegrationId}|{source.IntegrationType}|{source.ChannelType}|{source.TokenId}|{source.ChannelData}|{source.AdditionalProperties}";

    private static string Tell(Activity activity) => string.Join("\n", Tell(activity.Sender), Tell(activity.Recipient),
        activity.EventId, activity.InteractionId, activity.ExternalId, activity.Text, activity.Message?.AdditionalProperties, activity.AdditionalProperties,
        Encoding.UTF8.GetString(activity.SentJson!), activity.Fingerprint);

    [Fact]
    public void Activities_are_read_as_if_each_were_the_first() => Property.Holds(Series, _ => [], 3_000, series =>
    {
        var reader = NewReader();
        // All are read before any is looked at, because what is unknown is read when somebody looks.
        var read = series.Select(json => Read(reader, json)).ToList();
        Assert.Equal(series.Select(json => Tell(Read(NewReader(), json))), read.Select(Tell));
    });

    [Fact]
    public void One_that_comes_again_is_not_read_again()
    {
        var reader = NewReader();
        var first = Read(reader, $$"""{"sender":{{Bot}},"eventId":1}""");
        var second = Read(reader, $$"""{"eventId":2,"recipient":{{Bot}} , "sender":{{Bot}}}""");
        Assert.Same(first.Sender, second.Sender);
        Assert.Same(first.Sender, second.Recipient);
        Assert.Equal(2, second.EventId);
    }

    [Fact]
    public void One_that_differs_in_any_byte_is_another()
    {
        for (var place = 1; place < Bot.Length - 1; place++)
        {
            var other = $"{Bot[..place]}x{Bot[place..]}";
            var json = $$"""{"sender":{{other}},"eventId":2}""";
            var reader = NewReader();
            var first = Read(reader, $$"""{"sender":{{Bot}}}""");
            if (Record.Exception(() => Read(NewReader(), json)) is { } broken)
            {
                Assert.IsType(broken.GetType(), Record.Exception(() => Read(reader, json)));
                continue;
            }
            var second = Read(reader, json);
            Assert.NotSame(first.Sender, second.Sender);
            Assert.Equal(Tell(Read(NewReader(), json)), Tell(second));
        }
    }

    [Fact]
    public void Many_different_ones_are_each_read_as_they_were_sent()
    {
        var reader = NewReader();
        for (var round = 0; round < 3; round++)
        {
            for (var id = 0; id < 100; id++)
                Assert.Equal($"id {id}", Read(reader, $$$"""{"sender":{"integrationId":"id {{{id}}}","channelData":"{{{new string('x', id * 50)}}}"}}""").Sender!.IntegrationId);
        }
    }

    [Fact]
    public void What_follows_one_is_checked_as_ever()
    {
        var reader = NewReader();
        Read(reader, $$"""{"sender":{{Bot}}}""");
        foreach (var rest in new[] { "", ",", "}}", "\"eventId\":1}", ",}", ",,\"eventId\":1}", "]", ":1}", "} x" })
            Assert.ThrowsAny<System.Text.Json.JsonException>(() => Read(reader, $$"""{"sender":{{Bot}}{{rest}}"""));
    }
}
