namespace Interactions.Reports.Charts;

/// <summary>The figures of many conversations, pooled: durations are, never medians. Of each conversation only its responses are kept.</summary>
internal sealed class ReportFigures(TimeZoneInfo zone)
{
    private const long Quarter = 15 * 60 * 1000;

    /// <summary>How many conversations a table lists.</summary>
    public const int Listed = 20;

    private readonly HashSet<Guid> _conversations = [];
    private readonly List<Response> _first = [];
    private readonly List<Response> _firstAgent = [];
    private readonly List<Response> _agents = [];
    private readonly List<Response> _bots = [];
    private readonly List<Response> _afterHandover = [];
    private readonly LargestList<InteractionMeasurement> _slowest = new(Listed);
    private readonly LargestList<InteractionMeasurement> _waiting = new(Listed);

    public int Conversations => _conversations.Count;

    public int Sessions { get; private set; }

    public long Messages { get; private set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public int Waiting { get; private set; }

    public int BotToAgent { get; private set; }

    public int AgentToAgent { get; private set; }

    public int AgentToBot { get; private set; }

    /// <summary>How many conversations were handed over, once or more.</summary>
    public int HandedOver { get; private set; }

    /// <summary>Messages by the hour of the day, from 0.</summary>
    public int[] Hours { get; } = new int[24];

    /// <summary>Messages by the day of the week, from Monday.</summary>
    public int[] Weekdays { get; } = new int[7];

    public ResponseTimes FirstResponse => new(_first);

    public ResponseTimes FirstAgentResponse => new(_firstAgent);

    public ResponseTimes AgentResponse => new(_agents);

    public ResponseTimes BotResponse => new(_bots);

    public ResponseTimes AfterHandover => new(_afterHandover);

    /// <summary>The conversations with the longest response of an agent, the longest first.</summary>
    public IReadOnlyList<InteractionMeasurement> Slowest => _slowest.Items;

    /// <summary>The conversations whose customer has waited longest.</summary>
    public IReadOnlyList<InteractionMeasurement> LongestWaiting => _waiting.Items;

    public void Add(InteractionMeasurement measured)
    {
        _conversations.Add(measured.ConversationId);
        Sessions++;
        Messages += measured.Messages;
        if (measured.First is { } first && !(First <= first)) First = first;
        if (measured.Last is { } last && !(Last >= last)) Last = last;
        foreach (var entry in measured.ByQuarter)
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(entry.Key.Quarter * Quarter), zone);
            Hours[local.Hour] += entry.Value;
            Weekdays[((int)local.DayOfWeek + 6) % 7] += entry.Value;
        }
        Pool(_first, measured, nameof(measured.FirstResponse));
        Pool(_firstAgent, measured, nameof(measured.FirstAgentResponse));
        Pool(_afterHandover, measured, nameof(measured.AgentResponseAfterHandover));
        _agents.AddRange(measured.AgentResponse.Responses);
        _bots.AddRange(measured.BotResponse.Responses);
        BotToAgent += measured.BotToAgent;
        AgentToAgent += measured.AgentToAgent;
        AgentToBot += measured.AgentToBot;
        if (measured.Handovers.Count > 0) HandedOver++;
        if (measured.AgentResponse.Maximum is { } maximum) _slowest.Add(maximum.Ticks, measured);
        if (measured.WaitingSince is { } since)
        {
            Waiting++;
            _waiting.Add(-since.UtcTicks, measured);
        }
    }

    private static void Pool(List<Response> pool, InteractionMeasurement measured, string figure)
    {
        if (measured.Evidence.TryGetValue(figure, out var ids)) pool.Add(new Response(ids[0], ids[1]));
    }
}

/// <summary>The items with the largest ranks, the largest first.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class LargestList<T>(int capacity)
{
    private readonly List<(long Rank, T Item)> _items = [];

    public IReadOnlyList<T> Items => [.. _items.Select(entry => entry.Item)];

    public void Add(long rank, T item)
    {
        if (_items.Count == capacity && rank <= _items[capacity - 1].Rank) return;
        var place = _items.FindIndex(entry => entry.Rank < rank);
        _items.Insert(place < 0 ? _items.Count : place, (rank, item));
        if (_items.Count > capacity) _items.RemoveAt(capacity);
    }
}
