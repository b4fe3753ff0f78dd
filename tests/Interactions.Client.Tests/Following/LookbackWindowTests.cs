namespace Interactions.Client.Tests;

public class LookbackWindowTests
{
    private static Activity At(long eventId, int number) => new() { EventId = eventId, InteractionId = new Guid(number, 0, 0, new byte[8]) };

    [Fact]
    public void Memory_is_bounded_already_during_a_poll_that_reads_a_long_conversation()
    {
        const long Now = 2_000_000_000;
        var window = new LookbackWindow(0, TimeSpan.FromSeconds(60));
        var most = 0;
        for (var number = 0; number < 500_000; number++)
        {
            Assert.True(window.Add(At(1_000_000_000 + (number * 100), number), Now));
            Assert.False(window.Add(At(1_000_000_000 + (number * 100), number), Now));
            most = Math.Max(most, window.Count);
        }
        Assert.InRange(most, 600, 100_001);

        window.Advance(Now, completeTo: null);
        Assert.Equal(601, window.Count);
        Assert.False(window.Add(At(1_000_000_000 + (499_400 * 100), 499_400), Now));
    }

    [Fact]
    public void Keys_of_times_in_the_future_are_kept_until_the_clock_has_passed_them()
    {
        var window = new LookbackWindow(0, TimeSpan.FromSeconds(1));
        window.Add(At(10_000, 1), now: 5_000);
        window.Advance(5_000, completeTo: null);
        Assert.Equal((0, 1), (window.From, window.Count));

        window.Advance(10_000, completeTo: null);
        Assert.Equal((9_000, 1), (window.From, window.Count));
    }
}
