using System.Diagnostics;
using System.Text;

namespace Interactions.Client.Tests;

/// <summary>A body that stops, or is large, can be ended at any time, also where its stream does not look at its token.</summary>
[Collection(nameof(StoppingTests))]
public class StalledBodiesTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(true, "application/json")]
    [InlineData(false, "application/json")]
    [InlineData(false, "application/json; charset=iso-8859-1")]
    public async Task A_stop_ends_a_read_that_does_not_look_at_its_token_and_closes_the_body(bool endsWhenClosed, string contentType)
    {
        using var stop = new CancellationTokenSource();
        var body = new DeafStream("[{\"eventId\":1},{"u8.ToArray(), endsWhenClosed);
        var reading = Parse.ResponseAsync(InMemoryReply.Response(body, contentType, stop: stop.Token), stop: stop.Token);
        await body.Waits.Task;

        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, AtOnce);
        await body.Closed.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_operation_timeout_ends_a_read_that_does_not_look_at_its_token_and_closes_the_body(bool endsWhenClosed)
    {
        var body = new DeafStream("[{\"eventId\":1},{"u8.ToArray(), endsWhenClosed);
        var (activities, failure) = await Parse.ResponseAsync(InMemoryReply.Response(body, operationTimeout: TimeSpan.FromMilliseconds(100))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, Assert.Single(activities).EventId);
        Assert.Equal(EngineErrorKind.Timeout, failure?.Kind);
        await body.Closed.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("[", false)]
    [InlineData("[{\"eventId\":1}", true)]
    [InlineData("[{\"eventId\":1},", true)]
    [InlineData("[{\"eventId\":1},{\"a\":", true)]
    public async Task White_space_that_drips_without_end_is_a_timeout(string before, bool hasActivity)
    {
        var (activities, failure) = await Parse.ResponseAsync(InMemoryReply.Response(new DrippingStream(Encoding.UTF8.GetBytes(before)), operationTimeout: TimeSpan.FromMilliseconds(300))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(hasActivity ? 1 : 0, activities.Count);
        Assert.Equal(EngineErrorKind.Timeout, failure?.Kind);
    }

    [Fact]
    public async Task White_space_that_drips_behind_the_array_is_not_waited_for_without_end()
    {
        var (activities, failure) = await Parse.ResponseAsync(InMemoryReply.Response(new DrippingStream("[{\"eventId\":1}]"u8.ToArray()), operationTimeout: TimeSpan.FromMilliseconds(300))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Single(activities);
        Assert.Null(failure);
    }

    public static TheoryData<string, string, int, string> Large => new()
    {
        { "[{\"message\":{\"type\":\"text\",\"text\":\"", "0123456789abcde ", 3_750_000, "\"}}]" },
        { "[{\"message\":{\"type\":\"text\",\"text\":\"", "\\ud83d", 10_000_000, "\"}}]" },
        { "[{\"event\":{\"type\":\"payload\",\"payload\":[", "[{}],", 12_000_000, "1]}}]" },
        { "[{\"event\":{\"type\":\"payload\",\"payload\":[", "1,", 30_000_000, "1]}}]" },
        { "[{\"unknown\":[", "{\"a\":\"b\"},", 6_000_000, "1]}]" },
        { "[{\"message\":{\"items\":[{\"items\":[{\"items\":[{\"items\":[", "{\"a\":1},", 7_000_000, "{}]}]}]}]}}]" },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public async Task A_stop_inside_an_activity_of_60_megabytes_ends_at_once(string before, string again, int count, string after)
    {
        var body = Encoding.ASCII.GetBytes(before + new StringBuilder(again.Length * count).Insert(0, again, count) + after);
        for (var delay = 50; delay <= 800; delay *= 4)
        {
            using var stop = new CancellationTokenSource();
            var reading = Task.Run(() => Parse.ResponseAsync(InMemoryReply.Response(new PiecesStream(body, () => 1_000_000), stop: stop.Token), stop: stop.Token));
            await Task.WhenAny(reading, Task.Delay(delay));
            var clock = Stopwatch.StartNew();
            await stop.CancelAsync();
            await Task.WhenAny(reading);
            Assert.True(clock.Elapsed < AtOnce, $"{clock.Elapsed} after {delay} ms in {before}{again}");
            if (reading.IsCompletedSuccessfully) break;
        }
    }

    /// <summary>A body that goes on with white space, a little at a time and without end.</summary>
    private sealed class DrippingStream(byte[] body) : MemoryStream(body)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Read(buffer.Span) is > 0 and var read) return read;
            await Task.Delay(20, cancellationToken);
            buffer.Span[0] = (byte)' ';
            return 1;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
