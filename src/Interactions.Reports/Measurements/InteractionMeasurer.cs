namespace Interactions.Reports.Measurements;

/// <summary>Measures conversations from their activities, which may come mixed and in any order.</summary>
/// <remarks>Some 60 bytes are kept of each activity until its conversation is measured. Activities in order of time are measured in one pass, others
/// are sorted within their conversation.</remarks>
public sealed class InteractionMeasurer
{
    private readonly Dictionary<Guid, Conversation> _conversations = [];
    private readonly TimeSpan? _sessionGap;
    private Conversation? _current;

    /// <param name="sessionGap">How long nobody must have written for a new session to begin; <see langword="null"/> makes a conversation one.</param>
    public InteractionMeasurer(TimeSpan? sessionGap = null) => _sessionGap = sessionGap;

    /// <summary>Takes an activity in.</summary>
    public void Add(Activity activity)
    {
        if (_current?.Id != activity.ConversationId && !_conversations.TryGetValue(activity.ConversationId, out _current))
            _conversations.Add(activity.ConversationId, _current = new Conversation(activity.ConversationId));
        _current.Add(new MeasuredActivity(activity));
    }

    /// <summary>The measurements, in the order in which the conversations first came. Each conversation is let go of as it is measured.</summary>
    public IEnumerable<InteractionMeasurement> Measure()
    {
        var conversations = _conversations.Values.ToArray();
        _conversations.Clear();
        _current = null;
        foreach (var conversation in conversations)
            foreach (var measurement in conversation.Measure(_sessionGap)) yield return measurement;
    }

    private sealed class Conversation(Guid id)
    {
        private List<MeasuredActivity> _activities = [];
        private long _latest = long.MinValue;
        private bool _isInOrder = true;

        public Guid Id => id;

        public void Add(MeasuredActivity activity)
        {
            _isInOrder &= (activity.EventId ?? _latest) >= _latest;
            _latest = activity.EventId ?? _latest;
            _activities.Add(activity);
        }

        public IEnumerable<InteractionMeasurement> Measure(TimeSpan? gap)
        {
            // What has no time comes last, and is part of no figure but counts.
            var activities = _isInOrder ? _activities : [.. _activities.OrderBy(activity => activity.EventId ?? long.MaxValue)];
            _activities = [];
            var number = 1;
            var session = new SessionMeasurer(id, gap is null ? null : number);
            long? last = null;
            foreach (var activity in activities)
            {
                if (activity.Counting == Counting.Message && activity.EventId is { } eventId)
                {
                    if (gap is not null && last is not null && TimeSpan.FromMilliseconds(eventId - last.Value) >= gap)
                    {
                        yield return session.Result();
                        session = new SessionMeasurer(id, ++number);
                    }
                    last = eventId;
                }
                session.Add(activity);
            }
            yield return session.Result();
        }
    }
}
