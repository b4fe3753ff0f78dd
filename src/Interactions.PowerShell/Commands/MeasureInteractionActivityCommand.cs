using System.Management.Automation;
using Interactions.Reports.Measurements;

namespace Interactions.PowerShell;

/// <summary>Measures how conversations went.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "InteractionActivity", DefaultParameterSetName = "Conversation")]
[OutputType(typeof(InteractionMeasurement), ParameterSetName = ["Conversation"])]
[OutputType(typeof(InteractionPeriod), ParameterSetName = ["Period"])]
public sealed class MeasureInteractionActivityCommand : PSCmdlet
{
    private InteractionMeasurer? _measurer;

    /// <summary>The activities.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ReadActivity]
    public Activity[] InputObject { get; set; } = [];

    /// <summary>How long nobody must have written for a new session to begin.</summary>
    [Parameter]
    public TimeSpan SessionGap { get; set; }

    /// <summary>A series of hours, days or weeks instead of a measurement for each conversation.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Period")]
    public MeasurementInterval GroupBy { get; set; }

    /// <summary>Whose hours, days and weeks these are.</summary>
    [Parameter(ParameterSetName = "Period")]
    [TimeZone]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNull]
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var isCut = MyInvocation.BoundParameters.ContainsKey(nameof(SessionGap));
        if (isCut && SessionGap <= TimeSpan.Zero) ThrowTerminatingError(ErrorRecords.BadSessionGap(SessionGap));
        _measurer = new InteractionMeasurer(isCut ? SessionGap : null);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var activity in InputObject) _measurer!.Add(activity);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == "Period") WriteObject(PeriodSeries.Of(_measurer!.Measure(), GroupBy, TimeZone), enumerateCollection: true);
        else WriteObject(_measurer!.Measure(), enumerateCollection: true);
    }
}
