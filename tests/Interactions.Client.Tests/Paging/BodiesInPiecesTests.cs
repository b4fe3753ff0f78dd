using System.Text;

namespace Interactions.Client.Tests;

public class BodiesInPiecesTests
{
    // Characters of one to four bytes, escapes, numbers, nested objects, white space, and a byte order mark.
    private const string Body = "\ufeff [ {\"eventId\" : 12 , \"externalId\":\"å\\n\\u00e9 😀 ]},{\" , \"sender\":{\"integrationId\":\"i\"}} ,\r\n\tnull,{}, {\"eventId\":-1.5e3,\"n\":[[],{\"a\":true}]} ]\n ";

    [Fact]
    public async Task A_body_split_at_any_byte_gives_the_same_activities()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var whole = Shown(await Parse.BodyAsync(new MemoryStream(body)));
        Assert.Equal(3, whole.Count);
        for (var at = 1; at < body.Length; at++)
        {
            var first = true;
            Assert.Equal(whole, Shown(await Parse.BodyAsync(new PiecesStream(body, () => Once(ref first) ? at : body.Length))));
        }
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_gives_the_same_activities()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        Assert.Equal(Shown(await Parse.BodyAsync(new MemoryStream(body))), Shown(await Parse.BodyAsync(new PiecesStream(body, () => 1))));
    }

    [Fact]
    public async Task Activities_larger_than_the_buffer_arrive_whole_in_pieces_of_any_size()
    {
        var random = new Random(7);
        var texts = Enumerable.Range(0, 40).Select(_ => new string((char)('a' + random.Next(26)), random.Next(60_000))).ToList();
        var body = Encoding.UTF8.GetBytes($"[{string.Join(",", texts.Select(text => $$"""{"externalId":"{{text}}"}"""))}]");
        var (activities, failure) = await Parse.BodyAsync(new PiecesStream(body, () => random.Next(1, 50_000)));
        Assert.Null(failure);
        Assert.Equal(texts, activities.Select(activity => activity.ExternalId!));
    }

    [Fact]
    public async Task An_activity_of_5_megabytes_is_read()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789", 524_288));
        var (activities, failure) = await Parse.BodyAsync(new PiecesStream(Encoding.UTF8.GetBytes(
            $$"""[{"eventId":1},{"message":{"type":"text","text":"{{text}}"} },{"eventId":3}]"""), () => 16_384));
        Assert.Null(failure);
        Assert.Equal(3, activities.Count);
        Assert.Equal(text, Assert.IsType<TextMessage>(activities[1].Message).Text);
    }

    [Fact]
    public async Task Nesting_10000_deep_is_kept_and_the_activities_behind_it_still_come()
    {
        var deep = new StringBuilder().Insert(0, "{\"a\":", 10_000).Append('1').Append('}', 10_000).ToString();
        var (activities, failure) = await Parse.BodyAsync($$"""[{"eventId":1,"deep":{{deep}} },{"eventId":2}]""");
        Assert.Null(failure);
        Assert.Equal([1, 2], activities.Select(activity => activity.EventId));
        Assert.Equal(deep, activities[0].AdditionalProperties!["deep"]);
    }

    [Fact]
    public async Task Activities_come_before_the_rest_of_the_body_has()
    {
        var body = Encoding.UTF8.GetBytes("""[{"eventId":1},{"eventId":2},{"eventId":3}]""");
        using var reader = InMemoryReply.Reader(new PiecesStream(body, () => 15));
        var activities = new List<Activity>();
        Assert.True(await reader.ReadAsync(activities, CancellationToken.None));
        Assert.Equal(1, Assert.Single(activities).EventId);
    }

    private static bool Once(ref bool first)
    {
        var was = first;
        first = false;
        return was;
    }

    private static List<string> Shown((List<Activity> Activities, EngineException? Failure) read)
    {
        Assert.Null(read.Failure);
        return [.. read.Activities.Select(activity =>
            $"{activity.EventId} {activity.ExternalId} {activity.Sender?.IntegrationId} {string.Join(",", activity.AdditionalProperties?.Keys ?? [])}")];
    }
}
