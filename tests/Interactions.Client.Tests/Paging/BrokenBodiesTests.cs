using System.Text;

namespace Interactions.Client.Tests;

public class BrokenBodiesTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\ufeff")]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    [InlineData("\ufeff[]")]
    public async Task A_body_without_activities_is_no_failure(string body)
    {
        var (activities, failure) = await Parse.BodyAsync(body);
        Assert.Empty(activities);
        Assert.Null(failure);
    }

    [Theory]
    [InlineData("""{"status":200}""", "an object instead of an array")]
    [InlineData("""{"results":[{"eventId":1}]}""", "an object instead of an array")]
    [InlineData("\"text\"", "text instead of an array")]
    [InlineData("12", "a number instead of an array")]
    [InlineData("null", "null instead of an array")]
    [InlineData("<html><body>Sign in</body></html>", "not valid JSON")]
    [InlineData("[{\"eventId\":1}", "ended before it was complete")]
    [InlineData("[{\"eventId\":1},", "ended before it was complete")]
    [InlineData("[{\"eventId\":1},{\"eventId\":2", "ended before it was complete")]
    [InlineData("[{\"eventId\":1},{\"text\":\"unfini", "ended before it was complete")]
    [InlineData("[{\"eventId\":1},{\"eventId\":2]", "not valid JSON")]
    [InlineData("[{\"eventId\":1},{\"eventId\":0x10}]", "not valid JSON")]
    [InlineData("[{\"eventId\":1},{'eventId':2}]", "not valid JSON")]
    [InlineData("[{\"eventId\":1} {\"eventId\":2}]", "not valid JSON")]
    [InlineData("[{\"eventId\":1},<html>", "not valid JSON")]
    [InlineData("[{\"eventId\":1},17]", "a number instead of an activity")]
    [InlineData("[{\"eventId\":1},[{\"eventId\":2}]]", "an array instead of an activity")]
    public async Task What_was_whole_comes_first_and_then_what_is_wrong(string body, string expected)
    {
        var whole = body.StartsWith("[{\"eventId\":1}", StringComparison.Ordinal) ? 1 : 0;
        foreach (var piece in new[] { 1, 7, 1000 })
        {
            var (activities, failure) = await Parse.BodyAsync(new PiecesStream(Encoding.UTF8.GetBytes(body), () => piece));
            Assert.Equal(whole, activities.Count);
            Assert.Equal(EngineErrorKind.InvalidResponse, failure?.Kind);
            Assert.Contains(expected, failure!.Message, StringComparison.Ordinal);
            Assert.Contains("engine.example", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Html_is_named_by_what_it_says_it_is()
    {
        var (_, failure) = await Parse.BodyAsync("<html/>", "text/html");
        Assert.Contains("text/html", failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{\"eventId\":1}] trailing")]
    [InlineData("[{\"eventId\":1}]]")]
    [InlineData("[{\"eventId\":1}]\0\0\0")]
    [InlineData("[{\"eventId\":1}][{\"eventId\":2}]")]
    [InlineData("[{\"eventId\":1}]\r\n  [{\"eventId\":2}]")]
    [InlineData("[{\"eventId\":1}],{\"eventId\":2}]")]
    [InlineData("[{\"eventId\":1}]{\"eventId\":2}")]
    public async Task Anything_but_white_space_behind_the_array_is_a_failure_because_it_could_be_activities(string body)
    {
        foreach (var piece in new[] { 1, 7, 16, 1000 })
        {
            var (activities, failure) = await Parse.BodyAsync(new PiecesStream(Encoding.UTF8.GetBytes(body), () => piece));
            Assert.Equal(1, Assert.Single(activities).EventId);
            Assert.Equal(EngineErrorKind.InvalidResponse, failure?.Kind);
            Assert.Contains("continues after the end of its array", failure!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_array_was_whole_is_no_failure()
    {
        var body = Encoding.UTF8.GetBytes("[{\"eventId\":1}]  ");
        var (activities, failure) = await Parse.BodyAsync(new PiecesStream(body, () => 15, breaksAt: 16));
        Assert.Single(activities);
        Assert.Null(failure);
    }

    [Fact]
    public async Task A_body_cut_inside_a_character_or_a_number_broke_off()
    {
        byte[] character = [.. "[{\"eventId\":1},{\"text\":\""u8, 0xF0, 0x9F];
        foreach (var body in new[] { character, "[{\"eventId\":1},{\"eventId\":17"u8.ToArray() })
        {
            var (activities, failure) = await Parse.BodyAsync(new MemoryStream(body));
            Assert.Single(activities);
            Assert.Contains("ended before it was complete", failure!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_with_bytes_that_are_no_character_is_read_to_its_end()
    {
        byte[] body = [.. "[{\"externalId\":\"caf"u8, 0xE9, .. "\"},{\"eventId\":2}]"u8];
        var (activities, failure) = await Parse.BodyAsync(new MemoryStream(body));
        Assert.Null(failure);
        Assert.Equal("caf\ufffd", activities[0].ExternalId);
        Assert.Equal(2, activities[1].EventId);
    }
}
