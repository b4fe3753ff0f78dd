namespace Interactions;

/// <summary>A change of who answers the customer.</summary>
public sealed class Handover
{
    internal Handover(string from, string to, IReadOnlyList<long> eventIds) => (From, To, EventIds) = (from, to, eventIds);

    /// <summary><c>Bot</c> or <c>Agent</c>.</summary>
    public string From { get; }

    /// <summary><c>Agent</c> or <c>Bot</c>.</summary>
    public string To { get; }

    /// <summary>When it first showed, in UTC: in a message to the new party, or in the new party's own first message to the customer.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(EventIds[0]);

    /// <summary>The event ids of the message that it first showed in, and of the new party's first message to the customer where that is another one.</summary>
    public IReadOnlyList<long> EventIds { get; }

    /// <summary>From whom to whom.</summary>
    public override string ToString() => $"{From} to {To}";
}
