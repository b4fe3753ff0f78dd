using System.Text;
using System.Text.Json;

namespace Interactions.Client.Tests;

/// <summary>A line holds all that the engine sent, and reading it back gives the same activity and the same line.</summary>
public class ActivityLineTests
{
    private static readonly ActivityLineReader Reader = new(shapeObject: null);
    private static readonly string Start = $$"""{"conversationId":"{{InMemoryReply.ConversationId}}",""";

    private static string Line(Activity activity)
    {
        var line = new ActivityLineWriter().Write(activity);
        return Encoding.UTF8.GetString(line.Array!, line.Offset, line.Count);
    }

    private static Activity Read(string line) => Reader.Read(Encoding.UTF8.GetBytes(line.TrimEnd('\n')));

    [Theory]
    [InlineData("""{"type":"message","eventId":1}""")]
    [InlineData("""{"eventId":"1712345678901","isEcho":null,"flowProcess":3,"sender":{"channelType":102}}""")]
    [InlineData("""{"a":0.12345678901234567890123456789,"b":1e400,"c":-0.0,"d":1.10,"e":123456789012345678901234567890}""")]
    [InlineData("""{"key":1,"key":2,"Key":3,"message":{"type":"text","text":"a","text":"b"}}""")]
    [InlineData("""{"action":{"type":"typing_on"},"event":{"type":"seen"},"message":{"type":"card","imageUrl":"i","url":"u"}}""")]
    [InlineData("""{"externalId":{"a":[1]},"message":7,"sender":[],"eventId":1.5}""")]
    [InlineData("""{"a":"\u0000\u001b\/\"\\ \uD83D\uDE00 é 漢 😀","":{"":[[],{}]}}""")]
    [InlineData("""{"conversationId":"another","eventId":1}""")]
    [InlineData("""{"eventId":1,"conversationId":"00000000-0000-0000-0000-000000000001"}""")]
    public void It_holds_every_value_as_it_was_sent(string json)
    {
        var line = Line(Parse.Activity(json));
        Assert.Equal(Start + json[1..] + "\n", line);
        Assert.Equal(line, Line(Read(line)));
    }

    [Fact]
    public void It_is_one_line_however_the_engine_sent_it()
    {
        var line = Line(Parse.Activity("{\r\n\t\"type\" : \"message\" ,\n \"a b\" : [ 1 , \" c  d \" ]\n}"));
        Assert.Equal(Start + """
            "type":"message","a b":[1," c  d "]}
            """ + "\n", line);
    }

    [Fact]
    public void What_some_take_for_line_ends_is_escaped()
    {
        var activity = Parse.Activity("{\"\u2028\":\"\u2029 \u2027\u202a â€¨ \\\u2028\"}".Replace("\\\u2028", "\\\\\u2028"));
        var line = Line(activity);
        Assert.Equal(Start + "\"\\u2028\":\"\\u2029 \u2027\u202a â€¨ \\\\\\u2028\"}\n", line);
        Assert.Equal(activity.AdditionalProperties, Read(line).AdditionalProperties);
        Assert.Equal(line, Line(Read(line)));
    }

    [Fact]
    public void An_activity_without_properties_is_one()
    {
        var line = Line(Parse.Activity("{}"));
        Assert.Equal(Start.TrimEnd(',') + "}\n", line);
        Assert.Equal(line, Line(Read(line)));
        Assert.Equal(line, Line(Parse.Activity(" { \n } ".Trim())));
    }

    [Theory]
    [InlineData("{\"conversationId\":\"<id>\",\"eventId\":1}", "\"eventId\":1}")]
    [InlineData("{\"eventId\":1 , \"ConversationID\":\"<id>\" }", "\"eventId\":1}")]
    [InlineData("{\"eventId\":1,\"conversationId\": \"<id>\" , \"x\":2}", "\"eventId\":1,\"x\":2}")]
    public void An_engine_that_sends_the_conversation_too_has_it_once_in_the_line(string json, string rest)
    {
        var line = Line(Parse.Activity(json.Replace("<id>", InMemoryReply.ConversationId.ToString(), StringComparison.Ordinal)));
        Assert.Equal(Start + rest + "\n", line);
    }

    [Fact]
    public void Half_a_character_is_written_as_unknown()
    {
        var line = Line(Parse.Activity("""{"eventId":5,"note":"cut \ud83d"}"""));
        Assert.Equal(Start + "\"eventId\":5,\"note\":\"cut \\ufffd\"}\n", line);
        Assert.Equal(line, Line(Read(Start + """ "eventId":5,"note":"cut \ud83d"}""".Trim())));
    }

    [Fact]
    public void Deep_nesting_survives()
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);
        var line = Line(Parse.Activity($$"""{"deep":{{deep}},"eventId":5}"""));
        Assert.Equal(line, Line(Read(line)));
        Assert.Contains(deep, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_tools_may_put_the_conversation_elsewhere()
    {
        var id = InMemoryReply.ConversationId;
        foreach (var line in new[] { $$"""{"eventId":5,"ConversationId":"{{id}}"}""", $$""" { "conversationId" : "{{id}}" , "eventId" : 5 } """, $$"""{"conversationId":"no","conversationId":"{{id}}","eventId":5}""" })
        {
            var activity = Read(line);
            Assert.Equal((id, 5L), (activity.ConversationId, activity.EventId));
        }
    }

    [Theory]
    [InlineData("""{"eventId":5}""")]
    [InlineData("""{"conversationId":"3"}""")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("id")]
    [InlineData("\0\0\0")]
    [InlineData("START\"eventId\":5")]
    [InlineData("START\"eventId\":5}}")]
    [InlineData("START\"eventId\":5} {}")]
    [InlineData("START\"eventId\":}")]
    [InlineData("START}")]
    public void What_is_no_activity_is_an_error(string line) =>
        Assert.ThrowsAny<JsonException>(() => Read(line.Replace("START", Start, StringComparison.Ordinal)));

    [Fact]
    public void An_activity_that_was_not_read_cannot_be_written() =>
        Assert.Throws<InvalidOperationException>(() => new ActivityLineWriter().Write(new Activity()));
}
