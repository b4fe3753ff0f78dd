using Interactions.Emulator;

namespace Interactions.Client.Tests;

public class EveryActivityOnceTests
{
    private const long Start = 1_700_000_000_000;
    private const int Count = 5_000;

    // Ties of seven: they lie across every kind of border of a page of 100.
    private static readonly long[] Times = [.. Enumerable.Range(0, Count).Select(place => Start + (place / 7))];

    [Theory]
    [InlineData(LeidBound.Inclusive, EngineQuirks.None, 1)]
    [InlineData(LeidBound.Exclusive, EngineQuirks.None, 1)]
    [InlineData(LeidBound.Inclusive, EngineQuirks.Shuffle, 1)]
    [InlineData(LeidBound.Exclusive, EngineQuirks.Shuffle | EngineQuirks.Previous, 1)]
    [InlineData(LeidBound.Inclusive, EngineQuirks.Previous, 1)]
    [InlineData(LeidBound.Inclusive, EngineQuirks.RepeatPage, 1)]
    [InlineData(LeidBound.Exclusive, EngineQuirks.RepeatPage, 1)]
    [InlineData(LeidBound.Inclusive, EngineQuirks.None, 6)]
    [InlineData(LeidBound.Exclusive, EngineQuirks.None, 6)]
    public async Task All_of_5000_with_ties_on_page_borders_come_in_order(LeidBound leid, EngineQuirks quirks, int slices)
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { PageCap = 100, Leid = leid, Quirks = quirks, Activities = 0 });
        using var client = emulator.Client();
        var notices = new System.Collections.Concurrent.ConcurrentQueue<EngineNotice>();

        var (activities, failure) = await client.ReadAsync(
            new ActivityQuery { ConversationId = Emulated.Conversation, Types = [IntegrationType.Customer], All = true, ConcurrentSlices = slices }, notices.Enqueue);

        Assert.Null(failure);
        Assert.Equal(Times, activities.Select(activity => activity.EventId!.Value));
        Assert.Equal(Enumerable.Range(0, Count), Emulated.Places(activities).Order());
        Assert.Empty(notices.OfType<MillisecondOverflow>());
    }

    [Theory]
    [InlineData(LeidBound.Inclusive)]
    [InlineData(LeidBound.Exclusive)]
    public async Task Three_types_are_merged_and_what_they_share_comes_once(LeidBound leid)
    {
        string[] types = ["Customer", "Agent", "Bot"];
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { PageCap = 100, Leid = leid, Activities = 0 });
        emulator.AddConversation(Emulated.Conversation, Times.Select((time, place) => Emulated.Message(time, place, types[place % 3], types[place / 3 % 3])));
        using var client = emulator.Client();

        var (activities, failure) = await client.ReadAsync(Emulated.Query(true, 0, IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot));

        Assert.Null(failure);
        Assert.Equal(Times, activities.Select(activity => activity.EventId!.Value));
        Assert.Equal(Enumerable.Range(0, Count), Emulated.Places(activities).Order());
        Assert.Single(emulator.ToIdentity());
    }

    [Theory]
    [InlineData(LeidBound.Inclusive)]
    [InlineData(LeidBound.Exclusive)]
    public async Task A_part_of_the_time_is_given_from_its_first_millisecond_to_before_its_last(LeidBound leid)
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { PageCap = 100, Leid = leid, Activities = 0 });
        using var client = emulator.Client();
        var query = new ActivityQuery { ConversationId = Emulated.Conversation, Types = [IntegrationType.Customer], All = true, LastEventId = Start + 100, UntilEventId = Start + 200 };

        var (activities, _) = await client.ReadAsync(query);

        Assert.Equal(Enumerable.Range(700, 700), Emulated.Places(activities));
        Assert.InRange(emulator.ToEngine().Count(), 7, 10);
    }

    [Fact]
    public async Task Without_all_one_page_of_each_type_is_one_request()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client();
        var (activities, _) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(Enumerable.Range(0, 100), Emulated.Places(activities));
        Assert.Single(emulator.ToEngine());
    }

    [Fact]
    public async Task A_millisecond_that_holds_more_than_a_page_is_named_and_what_follows_comes()
    {
        long[] times = [.. Enumerable.Repeat(Start, 50), .. Enumerable.Repeat(Start + 1, 150), .. Enumerable.Repeat(Start + 2, 50)];
        await using var emulator = await Emulated.StartAsync(times, new EmulatorOptions { PageCap = 100, Activities = 0 });
        using var client = emulator.Client();
        var notices = new System.Collections.Concurrent.ConcurrentQueue<EngineNotice>();

        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true), notices.Enqueue);

        Assert.Null(failure);
        Assert.Equal([50, 100, 50], activities.GroupBy(activity => activity.EventId).Select(tie => tie.Count()));
        var overflow = Assert.Single(notices.OfType<MillisecondOverflow>());
        Assert.Equal((Emulated.Conversation, Start + 1, 100), (overflow.ConversationId, overflow.EventId, overflow.PageSize));
    }
}
