using System.IO;
using System.Management.Automation;
using Interactions.Reports;
using Interactions.Reports.Charts;

namespace Interactions.PowerShell;

/// <summary>Writes a page of charts on how conversations went.</summary>
[Cmdlet(VerbsData.Export, "InteractionReport", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportInteractionReportCommand : PageCmdlet
{
    private InteractionReport? _report;
    private bool _isEmpty = true;

    /// <summary>Activities, or measurements.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEarly();
        _report = new InteractionReport(new PageOptions { Title = Title, TimeZone = TimeZone, MadeBy = MadeBy });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject)
        {
            switch (input.BaseObject)
            {
                case Activity activity: _report!.Add(activity); break;
                case InteractionMeasurement measurement: _report!.Add(measurement); break;
                default:
                    WriteError(ErrorRecords.NotReportable(input.BaseObject));
                    continue;
            }
            _isEmpty = false;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_isEmpty) WriteWarning($"No activities or measurements were received, so nothing was written to {Target}.");
        else if (ShouldProcess(Target, "Export report") && TryWrite(Target, () => _report!.Write(Target)) && PassThru) WriteObject(new FileInfo(Target));
    }
}
