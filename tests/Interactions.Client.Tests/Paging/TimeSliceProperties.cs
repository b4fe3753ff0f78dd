using System.Text;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

public class TimeSliceProperties
{
    private static readonly EngineOptions Impatient = new() { Uri = new Uri("https://engine.example"), MaximumRetryCount = 3, RetryInterval = TimeSpan.Zero };

    // With requests side by side there is no answer before this one, so an engine that repeats it is not a reading of the contract:
    // a reader would be given the activities of another part of the conversation.
    private static readonly FsCheck.Gen<EngineCase> Cases = EngineCases.Any.Select(given => given with { RepeatsPages = false });

    [Fact]
    public void A_conversation_read_in_several_places_at_once_gives_every_activity_exactly_once_in_order() =>
        Property.Holds(Cases, EngineCases.Smaller, count: 4_000, given =>
        {
            var engine = new ModelEngine(given);
            var blamed = new List<Promise.Blame>();
            WithTalk(talk =>
            {
                var emitted = ReadAsync(given, engine, blamed, talk).GetAwaiter().GetResult();
                Promise.Check(given, engine, emitted, blamed);
            });
        });

    [Fact]
    public void What_a_replica_that_lags_behind_keeps_from_one_slice_is_found_by_another() =>
        Property.Holds(EngineCases.WithStaleReplicas, EngineCases.Smaller, count: 4_000, given =>
        {
            var engine = new ModelEngine(given);
            if (!Promise.IsWithinReach(given, engine)) return;
            WithTalk(talk =>
            {
                var blamed = new List<Promise.Blame>();
                var emitted = ReadAsync(given, engine, blamed, talk).GetAwaiter().GetResult();
                Promise.CheckSelf(engine, emitted);
                // The first answer, and those that confirm the end, may all come from such a replica.
                if (given.Stale.Any(stale => stale.Request == 1 || stale.Request >= engine.Requests - 8)) return;
                var ids = emitted.Select(ModelEngine.Number).ToHashSet();
                var lost = engine.Timeline.Where(activity => activity.EventId >= engine.From && !ids.Contains(ModelEngine.Number(activity)));
                Assert.DoesNotContain(lost, activity => !blamed.Exists(blame => blame.EventId == activity.EventId));
            });
        });

    [Fact]
    public async Task A_conversation_that_begins_slowly_is_cut_again_where_it_gets_dense()
    {
        // Ten activities an hour apart, and then two thousand a second apart: by the first page, a slice would hold them all.
        var engine = new ModelEngine(new()
        {
            Timeline = [.. Enumerable.Repeat((3_600_000, 1), 10), .. Enumerable.Repeat((1000, 1), 2000)],
            Cap = 10,
        });
        var requests = new List<int>();
        var retries = RetryPolicy.Create<bool>(Impatient, new ThrottlingGate(), notify: null);
        var query = new ActivityQuery { ConversationId = InMemoryReply.ConversationId, All = true };
        var slices = new TimeSliceReader(part =>
        {
            int slice;
            lock (requests)
            {
                slice = requests.Count;
                requests.Add(0);
            }
            return new ActivityPager(leid => new PageRequest(_ => Task.FromResult(Answer(slice, leid)), retries), part, new EngineTraits(), retries, notify: null);
        }, query, readers: 4, DateTimeOffset.UtcNow);
        var count = 0;
        await foreach (var page in TypeMerge.ByTimeAsync([("Customer", slices.ReadAllAsync())], isInOrder: true)) count += page.Count;
        Assert.Equal(2010, count);
        // Some 200 pages in slices of 10. The one that was too large was left after 20 pages were given, when as many may have been read ahead.
        Assert.InRange(requests.Max(), 10, 60);

        ActivityArrayParser Answer(int slice, long leid)
        {
            lock (engine)
            {
                lock (requests) requests[slice]++;
                return Reply(engine.Answer(leid));
            }
        }
    }

    private static ActivityArrayParser Reply(List<Activity> page) => InMemoryReply.Reader(new MemoryStream(Encoding.UTF8.GetBytes(
        $"[{string.Join(",", page.Select(activity => $$"""{"eventId":{{activity.EventId}},"interactionId":"{{activity.InteractionId}}","externalId":"{{activity.ExternalId}}"}"""))}]")));

    /// <summary>Adds what was asked and answered to a failure: which requests run side by side differs from run to run.</summary>
    private static void WithTalk(Action<StringBuilder> read)
    {
        var talk = new StringBuilder();
        try
        {
            read(talk);
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{talk}", failure);
        }
    }

    private static async Task<List<Activity>> ReadAsync(EngineCase given, ModelEngine engine, List<Promise.Blame> blamed, StringBuilder talk)
    {
        var query = new ActivityQuery { ConversationId = InMemoryReply.ConversationId, LastEventId = engine.From, All = true };
        var random = new Random(given.Seed);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1000 + random.Next(0, 100));
        var retries = RetryPolicy.Create<bool>(Impatient, new ThrottlingGate(), notify: null);
        var traits = new EngineTraits();
        var slices = new TimeSliceReader(part => new ActivityPager(leid => new PageRequest(_ => Task.FromResult(Answer(leid)), retries), part, traits, retries, Notify),
            query, readers: random.Next(2, 6), now, pagesInSlice: random.Next(1, 3));
        var emitted = new List<Activity>();
        // As the client reads them.
        await foreach (var page in TypeMerge.ByTimeAsync([("Customer", slices.ReadAllAsync())], isInOrder: true)) emitted.AddRange(page);
        return emitted;

        ActivityArrayParser Answer(long leid)
        {
            lock (engine)
            {
                var page = engine.Answer(leid);
                talk.Append(engine.Requests).Append(": ").Append(leid).Append(" gets ").AppendJoin(' ', page.Select(activity => activity.EventId)).AppendLine();
                return Reply(page);
            }
        }

        void Notify(EngineNotice notice)
        {
            if (notice is not MillisecondOverflow overflow) return;
            lock (blamed) blamed.Add(new(overflow.EventId, overflow.PageSize));
        }
    }
}
