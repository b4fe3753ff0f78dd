namespace Interactions.Reports.Measurements;

/// <summary>Measures the activities of a session, or of a whole conversation, in order of time and in one pass.</summary>
internal sealed class SessionMeasurer(Guid conversationId, int? session)
{
    private const long Quarter = 15 * 60 * 1000;
    private readonly ResponseClocks _clocks = new();
    private readonly HandoverTracker _handovers = new();
    private readonly SortedDictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<(long, string), int> _byQuarter = [];
    private readonly InteractionMeasurement _measured = new() { ConversationId = conversationId, Session = session };
    private long? _first;
    private long? _last;
    private long? _lastSpoken;
    private (long From, long To)? _silence;

    public void Add(MeasuredActivity activity)
    {
        switch (activity.Counting)
        {
            case Counting.Event: _measured.Events++; return;
            case Counting.Echo: _measured.Echoes++; return;
            case Counting.Ignored: _measured.Ignored++; return;
            case Counting.Replay: _measured.Replays++; return;
        }
        Count(activity);
        if (activity.EventId is not { } eventId)
        {
            _measured.WithoutTime++;
            return;
        }
        Place(activity, eventId);
        Follow(activity, eventId);
    }

    public InteractionMeasurement Result()
    {
        _measured.First = EventTime.ToTimestamp(_first);
        _measured.Last = EventTime.ToTimestamp(_last);
        _measured.MessageTypes = _types;
        _measured.ByQuarter = _byQuarter;
        _measured.FirstResponse = _clocks.FirstResponse?.Duration;
        _measured.FirstAgentResponse = _clocks.FirstAgentResponse?.Duration;
        _measured.AgentResponseAfterHandover = _handovers.AgentResponseAfterHandover?.Duration;
        _measured.AgentResponse = new ResponseTimes(_clocks.Agents);
        _measured.BotResponse = new ResponseTimes(_clocks.Bots);
        _measured.Handovers = _handovers.Handovers;
        _measured.LongestSilence = _silence is { } silence ? TimeSpan.FromMilliseconds(silence.To - silence.From) : null;
        _measured.WaitingSince = EventTime.ToTimestamp(_clocks.WaitingSince);
        _measured.Evidence = Evidence();
        return _measured;
    }

    private void Count(MeasuredActivity message)
    {
        switch (message.Sender.Role)
        {
            case Role.Customer: _measured.CustomerMessages++; break;
            case Role.Agent: _measured.AgentMessages++; break;
            case Role.Bot: _measured.BotMessages++; break;
            default: _measured.OtherMessages++; break;
        }
        _types[message.MessageType] = _types.TryGetValue(message.MessageType, out var count) ? count + 1 : 1;
    }

    private void Place(MeasuredActivity message, long eventId)
    {
        var key = (eventId / Quarter, message.Sender.Role.ToString());
        _byQuarter[key] = _byQuarter.TryGetValue(key, out var count) ? count + 1 : 1;
        if (_last is { } last && (_silence is null || eventId - last > _silence.Value.To - _silence.Value.From)) _silence = (last, eventId);
        _first ??= eventId;
        _last = eventId;
    }

    private void Follow(MeasuredActivity message, long eventId)
    {
        if (message.Sender.Role == Role.Customer)
        {
            _clocks.Ask(eventId);
            _handovers.Address(message, eventId);
        }
        else if (message.IsInternal)
        {
            if (_handovers.Address(message, eventId)) _clocks.HandOver(eventId);
            return;
        }
        else if (message.IsReply)
        {
            _handovers.Answer(message.Sender, eventId, _clocks.AgentClock);
            _clocks.Answer(eventId, message.Sender.Role == Role.Agent);
        }
        else
        {
            return;
        }
        _measured.LastSpeaker = message.Sender.Role.ToString();
        _lastSpoken = eventId;
    }

    private Dictionary<string, IReadOnlyList<long>> Evidence()
    {
        var evidence = new Dictionary<string, IReadOnlyList<long>>();
        void Add(string figure, IReadOnlyList<long>? eventIds)
        {
            if (eventIds is not null) evidence.Add(figure, eventIds);
        }
        static IReadOnlyList<long>? One(long? eventId) => eventId is null ? null : new[] { eventId.Value };

        Add(nameof(InteractionMeasurement.First), One(_first));
        Add(nameof(InteractionMeasurement.Last), One(_last));
        Add(nameof(InteractionMeasurement.Duration), _first is null ? null : new[] { _first.Value, _last!.Value });
        Add(nameof(InteractionMeasurement.FirstResponse), _clocks.FirstResponse?.EventIds);
        Add(nameof(InteractionMeasurement.FirstAgentResponse), _clocks.FirstAgentResponse?.EventIds);
        Add(nameof(InteractionMeasurement.AgentResponseAfterHandover), _handovers.AgentResponseAfterHandover?.EventIds);
        Add(nameof(InteractionMeasurement.LongestSilence), _silence is { } silence ? new[] { silence.From, silence.To } : null);
        Add(nameof(InteractionMeasurement.WaitingSince), One(_clocks.WaitingSince));
        Add(nameof(InteractionMeasurement.LastSpeaker), One(_lastSpoken));
        return evidence;
    }
}
