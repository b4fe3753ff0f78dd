using System.Text;
using Polly;

namespace Interactions.Client.Tests;

/// <summary>Where an answer says how long it is, the next request is sent before the answer is read. That must not cost the engine anything.</summary>
public class PrefetchedRequestTests
{
    private static readonly EngineCase Ordered = new() { Timeline = [.. Enumerable.Repeat((3, 2), 500)], Cap = 100 };

    [Fact]
    public async Task An_engine_that_keeps_to_the_order_of_time_gets_no_request_in_vain() =>
        Assert.Equal(await RequestsAsync(Ordered, saysLength: false), await RequestsAsync(Ordered, saysLength: true));

    [Fact]
    public async Task An_engine_that_keeps_to_no_order_gets_one_at_most()
    {
        var shuffled = Ordered with { Shuffles = true, Seed = 7 };
        var plain = await RequestsAsync(shuffled, saysLength: false);
        Assert.InRange(await RequestsAsync(shuffled, saysLength: true), plain, plain + 1);
    }

    [Fact]
    public async Task The_request_follows_from_the_last_activity_and_is_replaced_where_that_is_not_the_latest()
    {
        var asked = new List<(long Leid, List<Activity> Answer)>();
        var pager = Pager(new ModelEngine(Ordered with { Shuffles = true, Seed = 7 }), saysLength: true, (leid, answer) => asked.Add((leid, answer)));
        await using var pages = pager.ReadAllAsync().GetAsyncEnumerator();
        Assert.True(await pages.MoveNextAsync());
        var first = asked[0].Answer;
        Assert.Equal([0, first[^1].EventId!.Value - 1, first.Max(activity => activity.EventId)!.Value - 1], asked.Select(request => request.Leid));
    }

    private static async Task<int> RequestsAsync(EngineCase given, bool saysLength)
    {
        var engine = new ModelEngine(given);
        var emitted = new List<Activity>();
        await foreach (var page in Pager(engine, saysLength).ReadAllAsync()) emitted.AddRange(page);
        Assert.Equal(engine.Timeline.Select(activity => activity.InteractionId).Order(), emitted.Select(activity => activity.InteractionId).Order());
        return engine.Requests;
    }

    private static ActivityPager Pager(ModelEngine engine, bool saysLength, Action<long, List<Activity>>? asked = null)
    {
        var query = new ActivityQuery { ConversationId = InMemoryReply.ConversationId, All = true };
        return new ActivityPager(Open, query, new EngineTraits(), ResiliencePipeline<bool>.Empty, notify: null);

        PageRequest Open(long leid)
        {
            var activities = engine.Answer(leid);
            asked?.Invoke(leid, activities);
            var answer = activities.Select(activity => $$"""{"interactionId":"{{activity.InteractionId}}","eventId":{{activity.EventId}}}""");
            var body = Encoding.UTF8.GetBytes($"[{string.Join(",", answer)}]");
            return new PageRequest(_ => Task.FromResult(InMemoryReply.Reader(new PiecesStream(body, () => body.Length), length: saysLength ? body.Length : null)), ResiliencePipeline<bool>.Empty);
        }
    }
}
