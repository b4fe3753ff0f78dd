using System.IO;
using System.Management.Automation;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Reads the files of an archive, and says of each whether it is whole.</summary>
[Cmdlet(VerbsDiagnostic.Test, "InteractionArchive", DefaultParameterSetName = "Path")]
[OutputType(typeof(ArchiveTestResult))]
public sealed class TestInteractionArchiveCommand : PSCmdlet, IDisposable
{
    private readonly FileProgress _progress = new();
    private readonly CancellationTokenSource _stopping = new();
    private long _count;
    private long _bytes;

    /// <summary>The archives, or files of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The archives, or files of them, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var found in FilePaths.Existing(this, isLiteral ? LiteralPath : Path, isLiteral))
            foreach (var file in FilePaths.Files(this, found, ArchiveVerifier.FilesOf)) Test(file);
    }

    private void Test(string file)
    {
        _progress.Show(this, $"Reading {file}", _count, _bytes);
        try
        {
            var result = ArchiveVerifier.Verify(file, _stopping.Token);
            _count += result.Count;
            if (File.Exists(file)) _bytes += new FileInfo(file).Length;
            WriteObject(result);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Ctrl+C: ends the reading.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Called by PowerShell when the pipeline is over.</summary>
    public void Dispose() => _stopping.Dispose();
}
