namespace Interactions.Reports.Measurements;

/// <summary>How an activity counts.</summary>
internal enum Counting
{
    /// <summary>A message that is measured.</summary>
    Message,

    /// <summary>Anything that is no message.</summary>
    Event,

    /// <summary>A copy returned to its sender.</summary>
    Echo,

    /// <summary>A message that the flow process says to ignore or only to log.</summary>
    Ignored,

    /// <summary>An automatic replay.</summary>
    Replay,
}

/// <summary>What measuring needs of an activity, so that the whole of it need not be kept.</summary>
internal readonly record struct MeasuredActivity(Counting Counting, long? EventId, Party Sender, Party Recipient, string MessageType)
{
    public MeasuredActivity(Activity activity) : this(CountingOf(activity), activity.Timestamp is null ? null : activity.EventId,
        Party.Of(activity.Sender), Party.Of(activity.Recipient), string.IsNullOrEmpty(activity.Message?.Type) ? "unknown" : activity.Message!.Type!.ToLowerInvariant())
    {
    }

    /// <summary>Whether an agent or a bot says it to the customer, and not to each other.</summary>
    public bool IsReply => Sender.IsStaff && !Recipient.IsStaff;

    /// <summary>Whether agents and bots say it among themselves.</summary>
    public bool IsInternal => Sender.IsStaff && Recipient.IsStaff;

    private static Counting CountingOf(Activity activity)
    {
        if (activity.Message is null && !"message".Equals(activity.Type, StringComparison.OrdinalIgnoreCase)) return Counting.Event;
        if (activity.IsEcho) return Counting.Echo;
        return activity.FlowProcess switch
        {
            "Ignore" or "LogOnly" => Counting.Ignored,
            "AutoReplay" => Counting.Replay,
            _ => Counting.Message,
        };
    }
}

/// <summary>Who sent or received a message: its role and its integration.</summary>
internal readonly record struct Party(Role Role, string? IntegrationId)
{
    public bool IsStaff => Role is Role.Agent or Role.Bot;

    public static Party Of(Source? source) => new(Roles.Of(source), source?.IntegrationId);

    /// <summary>Whether somebody else answers the customer: of another role, or another agent. One bot is as good as another.</summary>
    public bool Differs(Party other) => Role != other.Role
        || (Role == Role.Agent && IntegrationId is not null && other.IntegrationId is not null && IntegrationId != other.IntegrationId);
}
