namespace Interactions;

/// <summary>How a conversation, or a session of one, went.</summary>
/// <remarks>
/// Only messages are measured. Copies (<see cref="Activity.IsEcho"/>), messages that the flow process says to ignore or only to log, and automatic
/// replays are counted apart and change nothing else; events are counted only. A message between agents and bots is no answer to the customer.
/// Durations are by the wall clock in UTC. What did not happen is <see langword="null"/>, never 0.
/// </remarks>
public sealed class InteractionMeasurement
{
    internal InteractionMeasurement()
    {
    }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; internal set; }

    /// <summary>The number of the session, from 1; <see langword="null"/> where the conversation was not cut into sessions.</summary>
    public int? Session { get; internal set; }

    /// <summary>When the first message was sent, in UTC.</summary>
    public DateTimeOffset? First { get; internal set; }

    /// <summary>When the last message was sent, in UTC.</summary>
    public DateTimeOffset? Last { get; internal set; }

    /// <summary>The time between the first and the last message; 0 for a single one.</summary>
    public TimeSpan? Duration => Last - First;

    /// <summary>How many messages were measured: those of customers, agents, bots and others together.</summary>
    public int Messages => CustomerMessages + AgentMessages + BotMessages + OtherMessages;

    /// <summary>How many messages customers sent.</summary>
    public int CustomerMessages { get; internal set; }

    /// <summary>How many messages agents sent, those to bots and other agents included.</summary>
    public int AgentMessages { get; internal set; }

    /// <summary>How many messages bots sent, those to agents included.</summary>
    public int BotMessages { get; internal set; }

    /// <summary>How many messages somebody else sent, or somebody unknown. They are part of no response time.</summary>
    public int OtherMessages { get; internal set; }

    /// <summary>How many messages of each type were measured, by the type in small letters.</summary>
    public IReadOnlyDictionary<string, int> MessageTypes { get; internal set; } = new Dictionary<string, int>();

    /// <summary>How many events there are.</summary>
    public int Events { get; internal set; }

    /// <summary>How many copies there are (<see cref="Activity.IsEcho"/>).</summary>
    public int Echoes { get; internal set; }

    /// <summary>How many messages the flow process says to ignore or only to log.</summary>
    public int Ignored { get; internal set; }

    /// <summary>How many messages are automatic replays.</summary>
    public int Replays { get; internal set; }

    /// <summary>How many messages have no time. They are counted by sender and type, and are part of nothing else.</summary>
    public int WithoutTime { get; internal set; }

    /// <summary>From the customer's first message to the first message of an agent or a bot to the customer after it.
    /// <see langword="null"/> where an agent opened the conversation, or nobody answered.</summary>
    public TimeSpan? FirstResponse { get; internal set; }

    /// <summary>From the customer's first message to the first message of an agent to the customer after it, whatever bots said between.
    /// <see langword="null"/> where an agent opened the conversation, or no agent answered.</summary>
    public TimeSpan? FirstAgentResponse { get; internal set; }

    /// <summary>From the first handover from a bot to an agent to the agent's first message to the customer. Where no message shows the handover before
    /// that, from the customer's message that was waiting. <see langword="null"/> where there was no such handover, no answer, or nothing to wait for.</summary>
    public TimeSpan? AgentResponseAfterHandover { get; internal set; }

    /// <summary>How long agents took to answer. Messages of the customer without an answer between them are one turn, whose clock starts with its
    /// first. A bot's answer ends the clock; the agent's starts again at the customer's next message, or at the handover.</summary>
    public ResponseTimes AgentResponse { get; internal set; } = new([]);

    /// <summary>How long bots took to answer. The clock starts with the first message of the customer's turn, and ends with a bot's or an agent's answer.</summary>
    public ResponseTimes BotResponse { get; internal set; } = new([]);

    /// <summary>Changes of who answers the customer: from bot to agent, from an agent to another (by its integration), from agent to bot. One that nobody
    /// has spoken after counts if a message from the one to the other shows it.</summary>
    public IReadOnlyList<Handover> Handovers { get; internal set; } = [];

    /// <summary>How many handovers there were from a bot to an agent.</summary>
    public int BotToAgent => Handovers.Count(handover => handover is { From: "Bot", To: "Agent" });

    /// <summary>How many handovers there were from an agent to another.</summary>
    public int AgentToAgent => Handovers.Count(handover => handover is { From: "Agent", To: "Agent" });

    /// <summary>How many handovers there were from an agent to a bot.</summary>
    public int AgentToBot => Handovers.Count(handover => handover is { From: "Agent", To: "Bot" });

    /// <summary>The longest time between a message and the next one, whoever sent them. <see langword="null"/> where there are less than two.</summary>
    public TimeSpan? LongestSilence { get; internal set; }

    /// <summary>Since when the customer has had no answer, in UTC: the first message of the turn that nobody has answered. <see langword="null"/> where none waits.</summary>
    public DateTimeOffset? WaitingSince { get; internal set; }

    /// <summary>Who sent the last message to or from the customer: <c>Customer</c>, <c>Agent</c> or <c>Bot</c>.</summary>
    public string? LastSpeaker { get; internal set; }

    /// <summary>The event ids that each figure was taken from, by the name of the property. Those of response times and handovers are on these.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Evidence { get; internal set; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>How many messages each role sent in each quarter of an hour, counted from 1970-01-01 UTC. All time zones differ by whole quarters.</summary>
    internal IReadOnlyDictionary<(long Quarter, string Sender), int> ByQuarter { get; set; } = new Dictionary<(long, string), int>();
}
