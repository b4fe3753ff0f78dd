namespace Interactions.Reports.Measurements;

/// <summary>Follows who answers the customer.</summary>
/// <remarks>A handover shows when another party answers the customer. It began with the first message to that party since the one before last
/// answered: a message of the customer, or of the party that hands over.</remarks>
internal sealed class HandoverTracker
{
    private readonly List<Handover> _handovers = [];
    private Party? _inCharge;
    private (Party To, long EventId, bool IsByStaff)? _begun;

    /// <summary>The first response of an agent to whom a bot handed over.</summary>
    public Response? AgentResponseAfterHandover { get; private set; }

    /// <summary>A message to somebody else than who answers the customer may begin a handover.</summary>
    /// <returns>Whether a bot that answers the customer hands over to an agent.</returns>
    public bool Address(MeasuredActivity message, long eventId)
    {
        var isFromInCharge = message.Sender.Role == Role.Customer || (_inCharge is { } sender && !sender.Differs(message.Sender));
        if (_inCharge is not { } inCharge || !isFromInCharge || !message.Recipient.IsStaff || !message.Recipient.Differs(inCharge)) return false;
        _begun ??= (message.Recipient, eventId, message.Sender.IsStaff);
        return message.Sender.Role == Role.Bot;
    }

    /// <summary>A message of an agent or a bot to the customer.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="eventId">Its event id.</param>
    /// <param name="agentClock">Since when the customer has waited for an agent.</param>
    public void Answer(Party sender, long eventId, long? agentClock)
    {
        if (_inCharge is { } before && before.Differs(sender))
        {
            var begun = _begun is { } shown && shown.To.Role == sender.Role ? shown.EventId : (long?)null;
            _handovers.Add(new Handover(before.Role.ToString(), sender.Role.ToString(), begun is null ? new[] { eventId } : new[] { begun.Value, eventId }));
            if (before.Role == Role.Bot && sender.Role == Role.Agent && (begun ?? agentClock) is { } since) AgentResponseAfterHandover ??= new Response(since, eventId);
        }
        _inCharge = sender;
        _begun = null;
    }

    /// <summary>The handovers. One that an agent or a bot began, and that nobody has spoken after, is among them.</summary>
    public IReadOnlyList<Handover> Handovers => _begun is { IsByStaff: true } begun
        ? [.. _handovers, new Handover(_inCharge!.Value.Role.ToString(), begun.To.Role.ToString(), new[] { begun.EventId })] : _handovers;
}
