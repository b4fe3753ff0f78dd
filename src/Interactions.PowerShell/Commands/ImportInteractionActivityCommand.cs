using System.IO;
using System.Management.Automation;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Reads activities from files of JSON Lines.</summary>
[Cmdlet(VerbsData.Import, "InteractionActivity", DefaultParameterSetName = "Path")]
[OutputType(typeof(Activity))]
public sealed class ImportInteractionActivityCommand : PSCmdlet
{
    private readonly FileProgress _progress = new();
    private long _count;
    private HashSet<string>? _types;
    private ActivityQuery? _window;

    /// <summary>The files and folders.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files and folders, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The conversations.</summary>
    [Parameter]
    [Alias("Id")]
    [ConversationId]
    [ValidateNotNullOrEmpty]
    public Guid[]? ConversationId { get; set; }

    /// <summary>Whose activities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CommaSeparated]
    public IntegrationType[]? Type { get; set; }

    /// <summary>The time to start at.</summary>
    [Parameter]
    [Alias("After")]
    [IsoTime]
    public DateTimeOffset Since { get; set; }

    /// <summary>The time to stop before.</summary>
    [Parameter]
    [Alias("Before")]
    [IsoTime(IsEnd = true)]
    public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _window = new ActivityQuery { ConversationId = Guid.Empty, LastEventId = EventTime.FromTimestamp(Since), UntilEventId = IsoTimeAttribute.EventIdOfEnd(Until) };
        if (_window.UntilEventId < _window.LastEventId) ThrowTerminatingError(ErrorRecords.UntilBeforeSince(Until));
        if (Type is not null) _types = new(Type.Select(type => type.ToString()), StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var found in FilePaths.Existing(this, isLiteral ? LiteralPath : Path, isLiteral))
            foreach (var file in FilePaths.Files(this, found)) Read(file);
    }

    private void Read(string path)
    {
        try
        {
            using var file = new ActivityFileReader(path, ConversationId, PlainObject.Of);
            while (!Stopping && file.Read())
            {
                _progress.Show(this, $"Reading {path}", _count, file.BytesRead, file.Length);
                if (file.Activity is not { } activity) WriteError(ErrorRecords.InvalidActivityFile(path, file.LineNumber, file.Problem!));
                else if (IsWanted(activity))
                {
                    _count++;
                    WriteObject(activity);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.FileNotRead(path, failure));
        }
    }

    /// <summary>As Get-InteractionActivity chooses: by time, and by the types of sender and recipient.</summary>
    private bool IsWanted(Activity activity) => _window!.Includes(activity)
        && (_types is null || IsOfType(activity.Sender) || IsOfType(activity.Recipient));

    private bool IsOfType(Source? source) => source?.IntegrationType is { } type && _types!.Contains(type);
}
