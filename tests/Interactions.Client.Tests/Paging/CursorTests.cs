namespace Interactions.Client.Tests;

public class CursorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Five_thousand_activities_take_hardly_more_requests_than_pages(bool isExclusive)
    {
        var engine = new ModelEngine(new EngineCase { Timeline = [.. Enumerable.Repeat((3, 2), 2500)], Cap = 100, IsExclusive = isExclusive });
        Assert.Equal(5000, Read(engine).Count);
        Assert.InRange(engine.Requests, 50, 54);
    }

    /// <summary>The page, the answer that confirms its last millisecond, and the empty one behind it.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 4, 3)]
    [InlineData(2, 4, 3)]
    [InlineData(50, 4, 3)]
    public void The_end_of_one_page_takes_two_more_requests_once_the_engine_is_known(int count, int first, int others)
    {
        var inclusive = new EngineTraits();
        var exclusive = new EngineTraits();
        var given = new EngineCase { Timeline = [.. Enumerable.Repeat((1000, 1), count)], Cap = 100 };
        Assert.Equal((first, others), (Requests(given, inclusive), Requests(given, inclusive)));
        Assert.Equal((others, others), (Requests(given with { IsExclusive = true }, exclusive), Requests(given with { IsExclusive = true }, exclusive)));
    }

    [Fact]
    public void The_question_that_confirms_the_end_is_known_when_the_last_page_is_there()
    {
        foreach (var isExclusive in new[] { false, true })
        {
            var traits = new EngineTraits();
            var engine = new ModelEngine(new EngineCase { Timeline = [.. Enumerable.Repeat((1000, 1), 50)], Cap = 100, IsExclusive = isExclusive });
            Read(engine, traits);
            var cursor = new Cursor(0, traits);
            cursor.Take(engine.Answer(cursor.Leid));
            var likely = cursor.LikelyNextLeid;
            cursor.Take(engine.Answer(cursor.Leid));
            Assert.Equal(likely, cursor.Leid);
        }
    }

    private static int Requests(EngineCase given, EngineTraits traits)
    {
        var engine = new ModelEngine(given);
        Assert.Equal(given.Timeline.Count, Read(engine, traits).Count);
        return engine.Requests;
    }

    [Fact]
    public void An_old_page_of_an_engine_that_has_heeded_leid_is_refused_and_not_taken_for_the_end()
    {
        var engine = new ModelEngine(new EngineCase { Timeline = [.. Enumerable.Repeat((10, 1), 9)], Cap = 3 });
        var cursor = new Cursor(0, new EngineTraits());
        var old = engine.Answer(cursor.Leid);
        cursor.Take([.. old]);
        cursor.Take(engine.Answer(cursor.Leid));

        var leid = cursor.Leid;
        cursor.Take([.. old]);

        Assert.Equal((true, false, leid), (cursor.IsIncomplete, cursor.IsFinished, cursor.Leid));
        Assert.Equal(2, cursor.Take(engine.Answer(leid)).Count);
    }

    [Fact]
    public void An_inclusive_engine_that_was_taken_for_an_exclusive_one_loses_nothing_and_is_known_at_the_end()
    {
        var traits = new EngineTraits { Leid = LeidSemantics.Exclusive };
        var engine = new ModelEngine(new EngineCase { Timeline = [(1, 1), (1, 4), (1, 1)], Cap = 4 });
        var cursor = new Cursor(0, traits);
        var read = new List<Activity>();
        long? overflow = null;
        while (!cursor.IsFinished)
        {
            read.AddRange(cursor.Take(engine.Answer(cursor.Leid)));
            overflow ??= cursor.Overflow;
        }
        Assert.Equal((6, engine.Timeline[1].EventId, LeidSemantics.Inclusive), (read.Count, overflow, traits.Leid));
    }

    [Fact]
    public void Activities_without_a_time_come_once_and_stop_nothing()
    {
        var cursor = new Cursor(0, new EngineTraits());
        var undated = new Activity { InteractionId = Guid.NewGuid() };
        var dated = new Activity { EventId = 5, InteractionId = Guid.NewGuid() };
        var first = cursor.Take([undated, dated]);
        Assert.Equal([null, 5], first.Select(activity => activity.EventId));
        Assert.Equal([6], cursor.Take([undated, dated, new Activity { EventId = 6, InteractionId = Guid.NewGuid() }]).Select(activity => activity.EventId));
    }

    [Fact]
    public void An_activity_whose_event_id_is_negative_is_not_lost_but_one_without_a_time()
    {
        var cursor = new Cursor(0, new EngineTraits());
        var negative = new Activity { EventId = -5, InteractionId = Guid.NewGuid() };
        var dated = new Activity { EventId = 5, InteractionId = Guid.NewGuid() };
        Assert.Equal([-5, 5], cursor.Take([dated, negative]).Select(activity => activity.EventId!.Value).Order());
        Assert.Equal([6], cursor.Take([negative, dated, new Activity { EventId = 6, InteractionId = Guid.NewGuid() }]).Select(activity => activity.EventId));
        Assert.True(new ActivityQuery { ConversationId = Guid.NewGuid(), LastEventId = 5, UntilEventId = 6 }.Includes(negative));
    }

    [Fact]
    public void An_activity_without_a_time_hides_no_disorder()
    {
        var page = new[] { 7L, (long?)null, 6L }.Select(time => new Activity { EventId = time, InteractionId = Guid.NewGuid() }).ToList();
        Assert.Equal([null, 6, 7], new Cursor(0, new EngineTraits()).Take(page).Select(activity => activity.EventId));
    }

    [Fact]
    public void Echoes_and_events_of_one_millisecond_are_told_apart()
    {
        var id = Guid.NewGuid();
        var cursor = new Cursor(0, new EngineTraits());
        Assert.Equal(6, cursor.Take([
            new Activity { EventId = 5, InteractionId = id },
            new Activity { EventId = 5, InteractionId = id, IsEcho = true },
            new Activity { EventId = 5, InteractionId = id, Recipient = new Source { IntegrationId = "other" } },
            Parse.Activity("""{"eventId":5,"event":{"type":"seen"}}"""),
            Parse.Activity("""{"eventId":5,"event":{"type":"typing_on"}}"""),
            Parse.Activity("""{"eventId":5,"event":{"type":"typing_on"}}"""),
            Parse.Activity("""{"eventId":5,"event":{"type":"typing_off"}}"""),
        ]).Count);
    }

    [Fact]
    public void An_answer_that_broke_off_out_of_order_moves_nothing()
    {
        var cursor = new Cursor(10, new EngineTraits());
        Assert.Equal(2, cursor.TakePart([new Activity { EventId = 30 }, new Activity { EventId = 20 }], isInOrder: false).Count);
        Assert.Equal(10, cursor.Watermark);
        var other = new Cursor(10, new EngineTraits());
        Assert.Equal(2, other.TakePart([new Activity { EventId = 20 }, new Activity { EventId = 30 }], isInOrder: true).Count);
        Assert.Equal(30, other.Watermark);
    }

    [Fact]
    public void The_last_millisecond_there_is_can_be_reached()
    {
        var cursor = new Cursor(0, new EngineTraits());
        for (var requests = 0; !cursor.IsFinished; requests++)
        {
            Assert.True(cursor.Leid >= 0 && requests < 10);
            cursor.Take([new Activity { EventId = long.MaxValue, InteractionId = Guid.Empty }]);
        }
        Assert.Equal(long.MaxValue, cursor.Watermark);
    }

    [Fact]
    public void An_answer_that_broke_off_behind_an_overflowing_millisecond_does_not_step_over_it()
    {
        var engine = new ModelEngine(new EngineCase { Timeline = [(1, 3), (1, 5)], Cap = 2, IsExclusive = true });
        var cursor = new Cursor(0, new EngineTraits());
        do cursor.Take(engine.Answer(cursor.Leid));
        while (cursor.Leid < cursor.Watermark);

        Assert.Empty(cursor.TakePart(engine.Answer(cursor.Leid), isInOrder: true));
        Assert.Equal(engine.Timeline[0].EventId, cursor.Watermark);
    }

    [Fact]
    public void An_engine_that_makes_up_activities_of_one_millisecond_without_end_is_left()
    {
        var cursor = new Cursor(0, new EngineTraits());
        for (var requests = 0; !cursor.IsFinished; requests++)
        {
            Assert.InRange(requests, 0, 50);
            cursor.Take([new Activity { EventId = 5, InteractionId = Guid.NewGuid() }]);
        }
    }

    private static List<Activity> Read(ModelEngine engine, EngineTraits? traits = null)
    {
        var cursor = new Cursor(engine.From, traits ?? new EngineTraits());
        var read = new List<Activity>();
        while (!cursor.IsFinished) read.AddRange(cursor.Take(engine.Answer(cursor.Leid)));
        return read;
    }
}
