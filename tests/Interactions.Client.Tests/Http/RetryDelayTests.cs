namespace Interactions.Client.Tests;

public class RetryDelayTests
{
    private static readonly EngineOptions Options = new()
    {
        Uri = new Uri("https://engine.example"),
        RetryInterval = TimeSpan.FromSeconds(1),
        MaximumRetryInterval = TimeSpan.FromSeconds(60),
    };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(6, 60)]
    [InlineData(1000, 60)]
    public void Delays_double_up_to_the_maximum_and_jitter_only_lengthens_them(int attempt, int seconds)
    {
        var delays = Many(() => RetryPolicy.Delay(Options, attempt, failure: null).TotalSeconds);
        Assert.All(delays, delay => Assert.InRange(delay, seconds, Math.Min(60, seconds * 1.25)));
        if (seconds < 60) Assert.True(delays.Distinct().Count() > 1, "without jitter, clients would retry at the same moment");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(59)]
    [InlineData(60)]
    public void The_delay_is_at_least_what_the_engine_asks_for(int seconds) =>
        Assert.All(Many(() => RetryPolicy.Delay(Options, 0, Throttled(seconds)).TotalSeconds), delay => Assert.InRange(delay, seconds, 60));

    [Fact]
    public void A_delay_is_not_shortened_where_the_engine_asks_for_less() =>
        Assert.All(Many(() => RetryPolicy.Delay(Options, 4, Throttled(1)).TotalSeconds), delay => Assert.InRange(delay, 16, 20));

    [Fact]
    public void An_interval_of_zero_is_no_delay() =>
        Assert.Equal(TimeSpan.Zero, RetryPolicy.Delay(new EngineOptions { Uri = Options.Uri, RetryInterval = TimeSpan.Zero }, 3, failure: null));

    [Fact]
    public void The_longest_intervals_do_not_overflow() =>
        Assert.True(RetryPolicy.Delay(new EngineOptions { Uri = Options.Uri, RetryInterval = TimeSpan.MaxValue, MaximumRetryInterval = TimeSpan.MaxValue }, 30, failure: null) > TimeSpan.Zero);

    private static EngineException Throttled(int seconds) => new(EngineErrorKind.Throttled, "") { RetryAfter = TimeSpan.FromSeconds(seconds) };

    private static List<double> Many(Func<double> delay) => [.. Enumerable.Range(0, 1000).Select(_ => delay())];
}
