using System.IO;
using System.Management.Automation;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Writes activities to a file of JSON Lines.</summary>
[Cmdlet(VerbsData.Export, "InteractionActivity", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(Activity))]
public sealed class ExportInteractionActivityCommand : PSCmdlet, IDisposable
{
    private readonly FileProgress _progress = new();
    private ActivityFileWriter? _file;
    private string _path = "";

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The activities.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ReadActivity]
    public Activity[] InputObject { get; set; } = [];

    /// <summary>Go on behind the end of the file.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Leave a file that is there as it is.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Write even where the file is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hand the activities on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        _path = FilePaths.ToWrite(this, isLiteral ? LiteralPath : Path, isLiteral);
        if (Append && ActivityFileWriter.IsCompressed(_path)) ThrowTerminatingError(ErrorRecords.AppendToCompressed(_path));
        if (!ShouldProcess(_path)) return;

        if (NoClobber && !Append && File.Exists(_path)) ThrowTerminatingError(ErrorRecords.FileExists(_path));
        var isReadOnly = File.Exists(_path) && (File.GetAttributes(_path) & FileAttributes.ReadOnly) != 0;
        if (isReadOnly && !Force) ThrowTerminatingError(ErrorRecords.FileReadOnly(_path));
        Try(() =>
        {
            // A new file takes the place of a read-only one when it is whole.
            if (isReadOnly && Append) File.SetAttributes(_path, File.GetAttributes(_path) & ~FileAttributes.ReadOnly);
            _file = Append ? ActivityFileWriter.Append(_path) : ActivityFileWriter.Create(_path);
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_file is null) return;
        foreach (var activity in InputObject)
        {
            try
            {
                _file.Write(activity);
            }
            catch (IOException failure)
            {
                ThrowTerminatingError(ErrorRecords.FileNotWritten(_path, failure));
            }
            _progress.Show(this, $"Writing {_path}", _file.Count, _file.Bytes);
            if (PassThru) WriteObject(activity);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_file is not null) Try(_file.Commit);
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotWritten(_path, failure));
        }
    }

    /// <summary>Called by PowerShell when the pipeline is over, however it ended.</summary>
    public void Dispose() => _file?.Dispose();
}
