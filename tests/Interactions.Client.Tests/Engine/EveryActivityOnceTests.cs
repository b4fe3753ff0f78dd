using System.Globalization;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

public class EveryActivityOnceTests
{
    private const long Start = 1_700_000_000_000;
    private const int Count = 5_000;

    // Seven activities share each millisecond, so that pages of 100 split milliseconds at every place.
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
    public async Task All_of_5000_activities_are_returned_in_order_where_pages_split_milliseconds(LeidBound leid, EngineQuirks quirks, int slices)
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
    public async Task Three_types_are_merged_and_shared_activities_are_returned_once(LeidBound leid)
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
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public async Task Any_number_of_slices_above_one_divides_the_reading_of_each_of_three_types(int slices, bool isDivided)
    {
        string[] types = ["Customer", "Agent", "Bot"];
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { PageCap = 20, Activities = 0 });
        emulator.AddConversation(Emulated.Conversation, Times.Select((time, place) => Emulated.Message(time, place, types[place % 3], types[(place + 1) % 3])));
        using var client = emulator.Client();

        var (activities, failure) = await client.ReadAsync(new ActivityQuery { ConversationId = Emulated.Conversation, All = true, ConcurrentSlices = slices });

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, Count), Emulated.Places(activities).Order());
        // Page after page, each request of a type asks from a later millisecond than the one before.
        var requested = emulator.ToEngine().GroupBy(request => request.Type).Select(type => type.Select(request => long.Parse(request.Leid!, CultureInfo.InvariantCulture)).ToList());
        Assert.All(requested, leids => Assert.Equal(isDivided, !leids.SequenceEqual(leids.Order())));
    }

    [Theory]
    [InlineData(LeidBound.Inclusive)]
    [InlineData(LeidBound.Exclusive)]
    public async Task A_time_range_includes_its_first_millisecond_and_excludes_its_last(LeidBound leid)
    {
        await using var emulator = await Emulated.StartAsync(Times, new EmulatorOptions { PageCap = 100, Leid = leid, Activities = 0 });
        using var client = emulator.Client();
        var query = new ActivityQuery { ConversationId = Emulated.Conversation, Types = [IntegrationType.Customer], All = true, LastEventId = Start + 100, UntilEventId = Start + 200 };

        var (activities, _) = await client.ReadAsync(query);

        Assert.Equal(Enumerable.Range(700, 700), Emulated.Places(activities));
        Assert.InRange(emulator.ToEngine().Count(), 7, 10);
    }

    [Fact]
    public async Task Without_All_one_page_is_read_with_one_request()
    {
        await using var emulator = await Emulated.StartAsync(Times);
        using var client = emulator.Client();
        var (activities, _) = await client.ReadAsync(Emulated.Query());
        Assert.Equal(Enumerable.Range(0, 100), Emulated.Places(activities));
        Assert.Single(emulator.ToEngine());
    }

    [Fact]
    public async Task A_millisecond_with_more_activities_than_a_page_is_reported_and_reading_continues()
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
