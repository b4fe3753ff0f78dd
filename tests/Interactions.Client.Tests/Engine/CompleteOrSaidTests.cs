using System.Collections.Concurrent;
using System.Text;
using Interactions.Emulator;

namespace Interactions.Client.Tests;

/// <summary>Every activity comes, or a notice or failure says what may be missing; and nothing is said of conversations that came whole.</summary>
public class CompleteOrSaidTests
{
    private const long Start = 1_700_000_000_000;
    private static readonly int[][] SmallConversations = [[], [0], [0, 0], [0, 0, 0], [0, 1, 1], [0, 0, 1], [0, 1, 2, 2, 2, 2]];
    private static readonly IntegrationType[] AllTypes = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    [Theory]
    [InlineData(LeidBound.Inclusive)]
    [InlineData(LeidBound.Exclusive)]
    public async Task Answers_limited_by_bytes_give_every_activity(LeidBound leid)
    {
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { PageCap = 0, PageBytes = 2_000, Leid = leid, Activities = 0 });
        emulator.AddConversation(Emulated.Conversation, Enumerable.Range(0, 11).Select(place => place == 5 ? Large(place) : Emulated.Message(Start + place, place)));
        using var client = emulator.Client();

        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true));

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 11), Emulated.Places(activities));

        static ReadOnlyMemory<byte> Large(int place) => Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Emulated.Message(Start + place, place).Span).Replace("Number", new string('x', 5_000), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LeidBound.Inclusive, 4, 3)]
    [InlineData(LeidBound.Exclusive, 4, 3)]
    [InlineData(LeidBound.Inclusive, 9, 3)]
    [InlineData(LeidBound.Exclusive, 9, 3)]
    public async Task Answers_of_varying_size_give_every_activity(LeidBound leid, int first, int others)
    {
        long[] times = [.. Enumerable.Range(0, 40).Select(place => Start + (place / 2))];
        await using var emulator = await Emulated.StartAsync(times, new EmulatorOptions { PageCap = first, Leid = leid, Activities = 0 });
        emulator.Faults.Add(new Fault { PageCap = others, Skip = 1, Every = 2, Count = -1 });
        using var client = emulator.Client();

        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true));

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 40), Emulated.Places(activities));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_activity_that_an_answer_holds_twice_comes_once_and_hides_no_other(int slices)
    {
        long[] times = [.. Enumerable.Range(0, 50).Select(place => Start + (1_000 * place))];
        await using var emulator = await Emulated.StartAsync(times, new EmulatorOptions { PageCap = 3, Quirks = EngineQuirks.RepeatActivity, Activities = 0 });
        using var client = emulator.Client();
        var query = new ActivityQuery { ConversationId = Emulated.Conversation, Types = [IntegrationType.Customer], All = true, ConcurrentSlices = slices };

        var (activities, _) = await client.ReadAsync(query);
        var (page, _) = await client.ReadAsync(Emulated.Query());

        Assert.Equal(Enumerable.Range(0, 50), Emulated.Places(activities));
        Assert.Equal([0, 1], Emulated.Places(page));
    }

    /// <summary>What a second page can be that tells nothing of the activities that are known to be on it.</summary>
    public static TheoryData<Fault> EmptyAnswers => [new Fault { Body = "[]" }, new Fault { Body = "" }, new Fault { Status = 204 }, new Fault { Lag = 15 }, new Fault { Lag = 1_000 }];

    [Theory]
    [MemberData(nameof(EmptyAnswers))]
    public async Task An_answer_that_lacks_what_is_known_is_asked_for_again(Fault empty)
    {
        await using var emulator = await Emulated.StartAsync(Enumerable.Range(0, 20).Select(place => Start + (10 * place)), new EmulatorOptions { PageCap = 6, Activities = 0 });
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 1);
        emulator.Faults.Add(empty with { Skip = 1 });
        var waits = new List<RetryScheduled>();

        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true), notice => { if (notice is RetryScheduled wait) waits.Add(wait); });

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 20), Emulated.Places(activities));
        Assert.Equal(EngineErrorKind.InvalidResponse, Assert.Single(waits).Failure.Kind);
    }

    [Theory]
    [MemberData(nameof(EmptyAnswers))]
    public async Task After_the_retries_an_incomplete_answer_is_a_failure_that_says_where_to_go_on_from(Fault empty)
    {
        await using var emulator = await Emulated.StartAsync(Enumerable.Range(0, 20).Select(place => Start + (10 * place)), new EmulatorOptions { PageCap = 6, Activities = 0 });
        using var client = emulator.Client(token: emulator.IssueToken(), retries: 2);
        emulator.Faults.Add(empty with { Skip = 1, Count = 3 });

        var (activities, failure) = await client.ReadAsync(Emulated.Query(all: true));
        var (rest, none) = await client.ReadAsync(Emulated.Query(all: true, from: failure!.ResumeFrom!.Value));

        Assert.Equal(EngineErrorKind.InvalidResponse, failure.Kind);
        Assert.Equal(Enumerable.Range(0, 6), Emulated.Places(activities));
        Assert.Null(none);
        Assert.Equal(Enumerable.Range(0, 20), Emulated.Places(activities).Union(Emulated.Places(rest)));
    }

    [Fact]
    public async Task An_empty_slice_in_front_of_one_that_is_not_is_read_again()
    {
        long[] times = [.. Enumerable.Range(0, 2_000).Select(place => Start + (1_000 * place))];
        await using var emulator = await Emulated.StartAsync(times, new EmulatorOptions { PageCap = 10, Activities = 0 });
        var query = new ActivityQuery { ConversationId = Emulated.Conversation, Types = [IntegrationType.Customer], All = true, ConcurrentSlices = 4 };
        for (var request = 1; request < 12; request++)
        {
            using var client = emulator.Client(token: emulator.IssueToken(), retries: 1);
            emulator.Faults.Add(new Fault { Body = "[]", Skip = request });
            var (activities, failure) = await client.ReadAsync(query);
            Assert.Null(failure);
            Assert.Equal(Enumerable.Range(0, 2_000), Emulated.Places(activities));
            emulator.Faults.Clear();
        }
    }

    [Fact]
    public async Task An_engine_that_ignores_where_to_start_is_said_for_each_type()
    {
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { PageCap = 20, Activities = 300, Quirks = EngineQuirks.IgnoreLeid });
        using var client = emulator.Client();
        var (activities, notices) = await ReadAllAsync(client, emulator.ConversationId);
        Assert.InRange(activities.Count, 20, 60);
        Assert.Equal(AllTypes, notices.OfType<EndNotConfirmed>().Where(notice => notice is { Reason: EndDoubt.LeidIgnored, PageSize: 20 }).Select(notice => notice.Type).Order());
    }

    [Theory]
    [InlineData(EventIdFormat.Null)]
    [InlineData(EventIdFormat.Iso)]
    public async Task A_full_page_of_activities_without_a_time_is_said(EventIdFormat format)
    {
        await using var emulator = await Emulated.StartAsync(Enumerable.Range(0, 250).Select(place => Start + place), new EmulatorOptions { EventIdFormat = format, Activities = 0 });
        using var client = emulator.Client();
        var (activities, notices) = await ReadAllAsync(client, Emulated.Conversation, IntegrationType.Customer);
        Assert.Equal(Enumerable.Range(0, 100), Emulated.Places(activities).Order());
        var said = Assert.Single(notices.OfType<EndNotConfirmed>());
        Assert.Equal((Emulated.Conversation, IntegrationType.Customer, EndDoubt.TimesUnreadable, 100), (said.ConversationId, said.Type, said.Reason, said.PageSize));
    }

    [Theory]
    [InlineData(LeidBound.Inclusive)]
    [InlineData(LeidBound.Exclusive)]
    public async Task Nothing_is_said_of_a_small_conversation_that_came_whole(LeidBound leid)
    {
        foreach (var offsets in SmallConversations)
        {
            await using var emulator = await Emulated.StartAsync(offsets.Select(offset => Start + offset), new EmulatorOptions { Leid = leid, Activities = 0 });
            using var client = emulator.Client();
            for (var again = 0; again < 3; again++)
            {
                for (var from = Start; from <= Start + 2; from++)
                {
                    var notices = new ConcurrentQueue<EngineNotice>();
                    var (activities, failure) = await client.ReadAsync(Emulated.Query(true, from, AllTypes), notices.Enqueue);
                    Assert.Null(failure);
                    Assert.Equal(offsets.Count(offset => Start + offset >= from), activities.Count);
                    Assert.DoesNotContain(notices, notice => notice is MillisecondOverflow or EndNotConfirmed or RetryScheduled);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_with_one_key_and_other_content_all_come(bool all)
    {
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { PageCap = all ? 4 : 100, Activities = 0 });
        emulator.AddConversation(Emulated.Conversation, [Message(Start, "one"), Message(Start, "one"), Message(Start, "two"), Message(Start + 1, "three"), Message(Start + 1, "three")]);
        using var client = emulator.Client();

        var (activities, _) = await client.ReadAsync(Emulated.Query(all, 0, AllTypes));

        Assert.Equal(["one", "two", "three"], activities.Select(activity => activity.Text));

        static ReadOnlyMemory<byte> Message(long time, string text) => Encoding.UTF8.GetBytes(
            $$"""{"type":"message","eventId":{{time}},"interactionId":"00000001-0000-4000-8000-000000000000","sender":{"integrationType":"Customer"},"recipient":{"integrationType":"Agent"},"message":{"text":"{{text}}","type":"text"} }""");
    }

    [Fact]
    public async Task Within_a_millisecond_three_types_keep_the_engines_order()
    {
        string[] types = ["Customer", "Agent", "Bot"];
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            await using var emulator = await Emulated.StartAsync();
            emulator.AddConversation(Emulated.Conversation, Enumerable.Range(0, 40).Select(place =>
            {
                var from = random.Next(3);
                return Emulated.Message(Start + (place / 20), place, types[from], types[(from + 1 + random.Next(2)) % 3]);
            }));
            using var client = emulator.Client();
            foreach (var all in new[] { false, true })
                Assert.Equal(Enumerable.Range(0, 40), Emulated.Places((await client.ReadAsync(Emulated.Query(all, 0, AllTypes))).Activities));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_type_that_breaks_off_behind_the_end_has_all_that_is_wanted(bool all)
    {
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { Activities = 0 });
        emulator.AddConversation(Emulated.Conversation, Enumerable.Range(0, 60).Select(place => Emulated.Message(Start + (100 * place), place, "Customer", "Agent")));
        using var client = emulator.Client(token: emulator.IssueToken());
        emulator.Faults.Add(new Fault { TruncateAfterBytes = 10_000 });
        var query = new ActivityQuery
        {
            ConversationId = Emulated.Conversation,
            Types = [IntegrationType.Customer, IntegrationType.Agent],
            All = all,
            UntilEventId = Start + 2_000,
        };

        var (activities, failure) = await client.ReadAsync(query);

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 20), Emulated.Places(activities));
    }

    [Fact]
    public async Task Of_single_pages_without_an_order_the_earliest_that_was_not_given_is_where_to_go_on_from()
    {
        await using var emulator = await Emulated.StartAsync(new EmulatorOptions { Activities = 0 });
        using var client = emulator.Client(token: emulator.IssueToken());
        // The customer's page is in order and breaks off; the agent's, which is whole, ends with the earliest.
        var broken = $"[{Json(10)},{Json(20)},{Json(30)},{{";
        var whole = $"[{Json(40, "Agent", "Bot")},{Json(5, "Agent", "Bot")}]";
        emulator.AddConversation(Emulated.Conversation, []);
        emulator.Faults.Add(new Fault { Body = broken });
        emulator.Faults.Add(new Fault { Body = whole });

        var (activities, failure) = await client.ReadAsync(Emulated.Query(false, 0, IntegrationType.Customer, IntegrationType.Agent));

        Assert.NotNull(failure);
        var missing = new long[] { 5, 10, 20, 30, 40 }.Except(activities.Select(activity => activity.EventId!.Value)).Append(30).Min();
        Assert.Equal(missing, failure.ResumeFrom);

        static string Json(long time, string from = "Customer", string to = "Customer") => Encoding.UTF8.GetString(Emulated.Message(time, (int)time, from, to).Span);
    }

    [Theory]
    [InlineData(LeidBound.Inclusive, 4)]
    [InlineData(LeidBound.Exclusive, 3)]
    public async Task The_end_is_confirmed_by_one_request_more_at_the_same_time_as_another_once_the_engine_is_known(LeidBound leid, int first)
    {
        await using var emulator = await Emulated.StartAsync(Enumerable.Range(0, 50).Select(place => Start + (10 * place)), new EmulatorOptions { Leid = leid, Activities = 0 });
        using var client = emulator.Client(token: emulator.IssueToken());
        await client.ReadAsync(Emulated.Query(all: true));
        Assert.Equal(first, emulator.Requests.Count);

        emulator.ClearRequests();
        Assert.Equal(50, (await client.ReadAsync(Emulated.Query(all: true))).Activities.Count);
        Assert.Equal(3, emulator.Requests.Count);

        // The second request is never answered, and the third one is sent all the same.
        emulator.ClearRequests();
        emulator.Faults.Add(new Fault { StallAfterBytes = 0, Skip = 1 });
        using var stop = new CancellationTokenSource();
        var reading = client.ReadAsync(Emulated.Query(all: true), stop: stop.Token);
        await Emulated.EventuallyAsync(() => emulator.Requests.Count == 3);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static async Task<(List<Activity> Activities, ConcurrentQueue<EngineNotice> Notices)> ReadAllAsync(EngineClient client, Guid conversation, params IntegrationType[] types)
    {
        var notices = new ConcurrentQueue<EngineNotice>();
        var query = new ActivityQuery { ConversationId = conversation, Types = types.Length == 0 ? AllTypes : types, All = true };
        var (activities, failure) = await client.ReadAsync(query, notices.Enqueue);
        Assert.Null(failure);
        return (activities, notices);
    }
}
