using System.IO;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>A cmdlet that writes pages: where to, in which time zone, and with the rules of Out-File for files that exist.</summary>
public abstract class PageCmdlet : PSCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file, exactly as it is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>The zone that times are shown in.</summary>
    [Parameter]
    [TimeZone]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNull]
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    /// <summary>Keep files that exist.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replace files that are read-only, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write the files to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The path as it was given.</summary>
    private protected string GivenPath => ParameterSetName == "LiteralPath" ? LiteralPath : Path;

    /// <summary>The full path.</summary>
    private protected string Target { get; private set; } = "";

    /// <summary>What a page says that it was made by.</summary>
    private protected static string MadeBy { get; } = $"Interactions {typeof(PageCmdlet).Assembly.GetName().Version!.ToString(3)}";

    /// <inheritdoc/>
    protected override void BeginProcessing() => Target = FilePaths.ToWrite(this, GivenPath, ParameterSetName == "LiteralPath");

    /// <summary>Ends the command where the file may not be replaced: before anything is read, because that can take long.</summary>
    private protected void RefuseEarly()
    {
        if (Refusal(Target) is { } refusal) ThrowTerminatingError(refusal);
    }

    /// <summary>Whether a file may be written; writes the error where it may not.</summary>
    private protected bool MayWrite(string path)
    {
        if (Refusal(path) is not { } refusal) return true;
        WriteError(refusal);
        return false;
    }

    /// <summary>Why a file may not be written; <see langword="null"/> where it may.</summary>
    private ErrorRecord? Refusal(string path)
    {
        if (Directory.Exists(path)) return ErrorRecords.InvalidPath(path, "It is a folder, and a file is needed.");
        if (!File.Exists(path)) return null;
        if (NoClobber) return ErrorRecords.FileExists(path);
        return !Force && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0 ? ErrorRecords.FileReadOnly(path) : null;
    }

    /// <summary>Writes to a file; writes the error where that fails.</summary>
    private protected bool TryWrite(string path, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            WriteError(ErrorRecords.FileNotWritten(path, failure));
            return false;
        }
    }
}
