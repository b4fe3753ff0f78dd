using System.Globalization;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>What the views of Interactions.Format.ps1xml show of an activity, each as a hidden property that <see cref="ViewTypeData"/> adds.</summary>
/// <remarks>Properties are read by name, so that activities from a job or a remote session look the same as live ones. All text is safe to show in a terminal.</remarks>
public static class ActivityView
{
    /// <summary>What a group of rows has in common: conversation, day, and the UTC offset, which tells the two hours apart that a clock shows twice when summer time ends.</summary>
    /// <param name="activity">An activity.</param>
    public static string Heading(PSObject activity)
    {
        var conversation = SafeText.Of(Read(activity, "ConversationId"));
        return Local(activity) is { } time ? string.Format(CultureInfo.InvariantCulture, "{0}, {1:yyyy-MM-dd} (UTC{1:zzz})", conversation, time) : conversation;
    }

    /// <summary>The local time of day.</summary>
    /// <param name="activity">An activity.</param>
    public static string Time(PSObject activity) => Local(activity)?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The local date and time to the second.</summary>
    /// <param name="activity">An activity.</param>
    public static string LocalTime(PSObject activity) => Local(activity)?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The local date and time to the millisecond, with the UTC offset.</summary>
    /// <param name="activity">An activity.</param>
    public static string ExactTime(PSObject activity) => Local(activity)?.ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The point in time; for activities that were deserialized, which have the event id only.</summary>
    /// <param name="activity">An activity.</param>
    public static DateTimeOffset? Timestamp(PSObject activity) =>
        Read(activity, "EventId") is { } eventId ? EventTime.ToTimestamp(Convert.ToInt64(eventId, CultureInfo.InvariantCulture)) : null;

    /// <summary>Who wrote to whom, such as <c>Customer → Bot</c>, each in a colour of its own where the terminal shows colours.</summary>
    /// <param name="activity">An activity.</param>
    public static string Parties(PSObject activity) =>
        $"{Coloured(Read(activity, "Sender", "IntegrationType"))} → {Coloured(Read(activity, "Recipient", "IntegrationType"))}";

    /// <summary>The sender's type and channel.</summary>
    /// <param name="activity">An activity.</param>
    public static string From(PSObject activity) => Party(Read(activity, "Sender"));

    /// <summary>The recipient's type and channel.</summary>
    /// <param name="activity">An activity.</param>
    public static string To(PSObject activity) => Party(Read(activity, "Recipient"));

    /// <summary>The message or event type.</summary>
    /// <param name="activity">An activity.</param>
    public static string Kind(PSObject activity) =>
        SafeText.Of(Read(activity, "Message", "Type") ?? Read(activity, "Event", "Type") ?? Read(activity, "Type"));

    /// <summary>The text.</summary>
    /// <param name="activity">An activity.</param>
    public static string Line(PSObject activity) => SafeText.Of(Read(activity, "Text"));

    /// <summary>What set the activity off.</summary>
    /// <param name="activity">An activity.</param>
    public static string Trigger(PSObject activity) => SafeText.Of(Read(activity, "EventTrigger"));

    /// <summary>The flow process.</summary>
    /// <param name="activity">An activity.</param>
    public static string Flow(PSObject activity) => SafeText.Of(Read(activity, "FlowProcess"));

    /// <summary>The sender's own reference.</summary>
    /// <param name="activity">An activity.</param>
    public static string Reference(PSObject activity) => SafeText.Of(Read(activity, "ExternalId"));

    private static DateTimeOffset? Local(PSObject activity) => Timestamp(activity)?.ToLocalTime();

    private static string Party(object? source)
    {
        var (type, channel) = (SafeText.Of(Read(source, "IntegrationType")), SafeText.Of(Read(source, "ChannelType")));
        // A bot's channel is called Bot, too.
        return channel.Length == 0 || channel == type ? type : $"{type} ({channel})";
    }

    /// <remarks>PowerShell 7 removes the escape sequences wherever $PSStyle, NO_COLOR or a redirection says so. Windows PowerShell would not, so it gets none.
    /// The colours are of the terminal's own sixteen, which a light and a dark theme each make readable.</remarks>
    private static string Coloured(object? integrationType)
    {
        var name = SafeText.Of(integrationType);
#if NET
        var colour = name switch { "Customer" => 36, "Agent" => 35, "Bot" => 33, _ => 0 };
        if (colour > 0) return string.Format(CultureInfo.InvariantCulture, "\u001b[{0}m{1}\u001b[0m", colour, name);
#endif
        return name;
    }

    private static object? Read(object? value, params string[] path)
    {
        foreach (var name in path) value = value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
        return value;
    }
}
