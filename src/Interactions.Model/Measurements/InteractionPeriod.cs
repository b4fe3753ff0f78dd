namespace Interactions;

/// <summary>How conversations went in an hour, a day or a week: one row of a series for a spreadsheet.</summary>
/// <remarks>Durations are in seconds, because spreadsheets plot numbers. They are pooled over all conversations. A response belongs to the period
/// in which its clock started. What did not happen is <see langword="null"/>, never 0.</remarks>
public sealed class InteractionPeriod
{
    internal InteractionPeriod()
    {
    }

    /// <summary>The start of the period in its time zone, as spreadsheets read it: <c>2024-04-05</c>, or <c>2024-04-05 14:00</c> for an hour.</summary>
    public string Period { get; internal set; } = "";

    /// <summary>The start of the period.</summary>
    public DateTimeOffset Start { get; internal set; }

    /// <summary>How many conversations, or sessions, have a message in it.</summary>
    public int Conversations { get; internal set; }

    /// <summary>How many messages were sent in it.</summary>
    public int Messages => CustomerMessages + AgentMessages + BotMessages + OtherMessages;

    /// <summary>How many messages customers sent.</summary>
    public int CustomerMessages { get; internal set; }

    /// <summary>How many messages agents sent.</summary>
    public int AgentMessages { get; internal set; }

    /// <summary>How many messages bots sent.</summary>
    public int BotMessages { get; internal set; }

    /// <summary>How many messages others sent.</summary>
    public int OtherMessages { get; internal set; }

    /// <summary>How many first responses (see <see cref="InteractionMeasurement.FirstResponse"/>) there were.</summary>
    public int FirstResponses { get; internal set; }

    /// <summary>The median of the first responses, in seconds.</summary>
    public double? FirstResponseMedianSec { get; internal set; }

    /// <summary>The 95th percentile of the first responses, in seconds.</summary>
    public double? FirstResponseP95Sec { get; internal set; }

    /// <summary>How many responses of agents there were.</summary>
    public int AgentResponses { get; internal set; }

    /// <summary>The median of the agents' responses, in seconds.</summary>
    public double? AgentResponseMedianSec { get; internal set; }

    /// <summary>The 95th percentile of the agents' responses, in seconds.</summary>
    public double? AgentResponseP95Sec { get; internal set; }

    /// <summary>How many responses of bots there were.</summary>
    public int BotResponses { get; internal set; }

    /// <summary>The median of the bots' responses, in seconds.</summary>
    public double? BotResponseMedianSec { get; internal set; }

    /// <summary>The 95th percentile of the bots' responses, in seconds.</summary>
    public double? BotResponseP95Sec { get; internal set; }

    /// <summary>How many handovers there were.</summary>
    public int Handovers { get; internal set; }
}
