namespace Interactions;

/// <summary>One response to a customer: the two messages, and the time between them.</summary>
public sealed class Response
{
    internal Response(long askedEventId, long answeredEventId) => (AskedEventId, AnsweredEventId) = (askedEventId, answeredEventId);

    /// <summary>The event id at which the clock started: the first message of the customer's turn, or the handover to an agent.</summary>
    public long AskedEventId { get; }

    /// <summary>The event id of the message that answered.</summary>
    public long AnsweredEventId { get; }

    /// <summary>When the clock started, in UTC.</summary>
    public DateTimeOffset Asked => DateTimeOffset.FromUnixTimeMilliseconds(AskedEventId);

    /// <summary>When the answer came, in UTC.</summary>
    public DateTimeOffset Answered => DateTimeOffset.FromUnixTimeMilliseconds(AnsweredEventId);

    /// <summary>The time between the two, 0 or more, by the wall clock: nights and weekends count.</summary>
    public TimeSpan Duration => TimeSpan.FromMilliseconds(AnsweredEventId - AskedEventId);

    internal long[] EventIds => new[] { AskedEventId, AnsweredEventId };

    /// <summary>The duration, for people.</summary>
    public override string ToString() => DurationText.Of(Duration);
}
