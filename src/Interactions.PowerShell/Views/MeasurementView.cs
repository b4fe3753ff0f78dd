using System.Globalization;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>What the views of Interactions.Format.ps1xml show of a measurement, each as a hidden property that <see cref="ViewTypeData"/> adds.</summary>
public static class MeasurementView
{
    /// <summary>The first response.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortFirst(PSObject measurement) => Short(Of(measurement).FirstResponse);

    /// <summary>The first response of an agent.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortFirstAgent(PSObject measurement) => Short(Of(measurement).FirstAgentResponse);

    /// <summary>The agent's response after a handover.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortAfterHandover(PSObject measurement) => Short(Of(measurement).AgentResponseAfterHandover);

    /// <summary>The median of the agents' responses.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortAgents(PSObject measurement) => Short(Of(measurement).AgentResponse.Median);

    /// <summary>The time between the first and the last message.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortDuration(PSObject measurement) => Short(Of(measurement).Duration);

    /// <summary>The longest silence.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortSilence(PSObject measurement) => Short(Of(measurement).LongestSilence);

    /// <summary>Since when the customer waits, in local time and without the year.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string ShortWaiting(PSObject measurement) => Local(Of(measurement).WaitingSince, "MM-dd HH:mm");

    /// <summary>Since when the customer waits, in local time.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string LongWaiting(PSObject measurement) => Local(Of(measurement).WaitingSince);

    /// <summary>The first message, in local time.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string LongFirst(PSObject measurement) => Local(Of(measurement).First);

    /// <summary>The last message, in local time.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string LongLast(PSObject measurement) => Local(Of(measurement).Last);

    /// <summary>How many messages of each type. The types are names that the engine sent.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string LongTypes(PSObject measurement) => SafeText.Of(string.Join(", ", Of(measurement).MessageTypes.Select(entry => $"{entry.Key}: {entry.Value}")));

    /// <summary>The handovers.</summary>
    /// <param name="measurement">A measurement.</param>
    public static string LongHandovers(PSObject measurement) => string.Join(", ", Of(measurement).Handovers);

    /// <summary>A duration by its two largest units.</summary>
    internal static string Short(TimeSpan? duration) => duration is { } known ? DurationText.Of(known) : "";

    private static string Local(DateTimeOffset? time, string format = "yyyy-MM-dd HH:mm:ss zzz") => time?.ToLocalTime().ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static InteractionMeasurement Of(PSObject measurement) => (InteractionMeasurement)measurement.BaseObject;
}

/// <summary>What the view of a period shows, each as a hidden property that <see cref="ViewTypeData"/> adds.</summary>
public static class PeriodView
{
    /// <summary>The median of the first responses.</summary>
    /// <param name="period">A period.</param>
    public static string ShortFirst(PSObject period) => Short(Of(period).FirstResponseMedianSec);

    /// <summary>The median of the agents' responses.</summary>
    /// <param name="period">A period.</param>
    public static string ShortAgents(PSObject period) => Short(Of(period).AgentResponseMedianSec);

    /// <summary>The 95th percentile of the agents' responses.</summary>
    /// <param name="period">A period.</param>
    public static string ShortAgentsP95(PSObject period) => Short(Of(period).AgentResponseP95Sec);

    private static string Short(double? seconds) => MeasurementView.Short(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    private static InteractionPeriod Of(PSObject period) => (InteractionPeriod)period.BaseObject;
}
