using System.Text;

namespace Interactions.Client.Tests;

/// <summary>An activity may be large, but not without limit, and neither may what is no activity.</summary>
public class LargeActivitiesTests
{
    private const int Limit = 100_000;

    private static EndlessStream Endless(string before, string again)
    {
        var start = Encoding.UTF8.GetBytes(before);
        var rest = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(again, 4096)));
        return new EndlessStream(start, rest);
    }

    private static string Sized(int size)
    {
        const string Json = """{"eventId":2,"externalId":""}""";
        return Json.Insert(Json.Length - 2, new string('x', size - Json.Length));
    }

    [Fact]
    public async Task An_activity_of_the_largest_size_is_read_and_one_of_a_byte_more_ends_the_page_behind_what_was_whole()
    {
        foreach (var limit in new[] { 50, 1_000, Limit })
        {
            foreach (var piece in new[] { 7, 16_384, int.MaxValue })
            {
                var (activities, failure) = await Parse.BodyAsync(new PiecesStream(Encoding.UTF8.GetBytes($$"""[{"eventId":1},{{Sized(limit)}},{"eventId":3}]"""), () => piece), maximumActivitySize: limit);
                Assert.Null(failure);
                Assert.Equal([1, 2, 3], activities.Select(activity => activity.EventId));

                (activities, failure) = await Parse.BodyAsync(new PiecesStream(Encoding.UTF8.GetBytes($$"""[{"eventId":1},{{Sized(limit + 1)}},{"eventId":3}]"""), () => piece), maximumActivitySize: limit);
                Assert.Equal([1], activities.Select(activity => activity.EventId));
                AssertTooLarge(failure);
            }
        }
    }

    [Theory]
    [InlineData("[{\"eventId\":1},{\"a\":\"", "x")]
    [InlineData("[{\"eventId\":1},{\"a\":\"", "\\\"")]
    [InlineData("[{\"eventId\":1},{\"a\":", "[")]
    [InlineData("[{\"eventId\":1},{\"a\":", "{\"a\":")]
    [InlineData("[{\"eventId\":1},{\"a\":[1", ",1")]
    [InlineData("[{\"eventId\":1},{\"a\":1", "1")]
    [InlineData("[{\"eventId\":1},{\"a\":", " ")]
    [InlineData("[{\"eventId\":1},", " ")]
    [InlineData("[{\"eventId\":1}", "\n")]
    [InlineData("[{\"eventId\":1}]", " ")]
    [InlineData("[{\"eventId\":1}", ",null")]
    [InlineData("", " ")]
    [InlineData("\ufeff", "\r\n")]
    public async Task What_has_no_end_ends_at_the_limit(string before, string again)
    {
        var (activities, failure) = await Parse.BodyAsync(Endless(before, again), maximumActivitySize: Limit);
        Assert.Equal(before.Length > 1 ? 1 : 0, activities.Count);
        AssertTooLarge(failure);
    }

    [Fact]
    public async Task Activities_without_end_are_no_reason_to_stop()
    {
        using var reader = InMemoryReply.Reader(Endless("[{}", ",{\"a\":1}"), maximumActivitySize: 1_000);
        var activities = new List<Activity>();
        while (activities.Count < 100_000) Assert.True(await reader.ReadAsync(activities, CancellationToken.None));
    }

    [Fact]
    public async Task The_buffer_goes_back_to_its_size_behind_a_very_large_activity()
    {
        var body = Encoding.UTF8.GetBytes($$"""[{{Sized(9_000_000)}},{"eventId":3},{{Sized(1000)}}]""");
        using var buffer = new ReceiveBuffer(InMemoryReply.Response(new PiecesStream(body, () => 16_000)));
        var first = buffer.Capacity;
        while (buffer.Unread.Length < 9_000_001) await buffer.FillAsync(CancellationToken.None);
        Assert.InRange(buffer.Capacity, 9_000_001, 40_000_000);
        buffer.Advance(9_000_001);
        await buffer.FillAsync(CancellationToken.None);
        Assert.Equal(first, buffer.Capacity);
        Assert.StartsWith(",{\"eventId\":3}", Encoding.UTF8.GetString(buffer.Unread), StringComparison.Ordinal);
    }

    private static void AssertTooLarge(EngineException? failure)
    {
        Assert.Equal(EngineErrorKind.InvalidResponse, failure?.Kind);
        Assert.True(failure!.IsTooLarge);
        Assert.Contains("more than", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A body that repeats itself without end.</summary>
    private sealed class EndlessStream(byte[] start, byte[] again) : MemoryStream(start)
    {
        private int _position;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (base.Read(buffer, offset, count) is > 0 and var read) return read;
            count = Math.Min(count, again.Length - _position);
            Buffer.BlockCopy(again, _position, buffer, offset, count);
            _position = (_position + count) % again.Length;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        // The base class calls the Read of a derived class.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
