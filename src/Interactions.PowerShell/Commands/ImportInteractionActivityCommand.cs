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
    public IntegrationType[]? Type { get; set; }

    /// <summary>The time to start at.</summary>
    [Parameter]
    [Alias("After")]
    [IsoTime]
    public DateTimeOffset Since { get; set; }

    /// <summary>The time to stop before.</summary>
    [Parameter]
    [Alias("Before")]
    [IsoTime]
    public DateTimeOffset Until { get; set; }

    private long? From => MyInvocation.BoundParameters.ContainsKey(nameof(Since)) ? EventTime.FromTimestamp(Since) : null;

    private long? Before => MyInvocation.BoundParameters.ContainsKey(nameof(Until)) ? EventTime.FromTimestamp(Until) : null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Before < From) ThrowTerminatingError(ErrorRecords.UntilBeforeSince(Until));
        if (Type is not null) _types = new(Type.Select(type => type.ToString()), StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var found in FilePaths.Existing(this, isLiteral ? LiteralPath : Path, isLiteral))
            foreach (var file in FilePaths.Files(found)) Read(file);
    }

    private void Read(string path)
    {
        try
        {
            using var file = new ActivityFileReader(path, ConversationId, PlainObject.Of);
            var (from, before) = (From, Before);
            while (!Stopping && file.Read())
            {
                _progress.Show(this, $"Reading {path}", _count, file.BytesRead, file.Length);
                if (file.Activity is not { } activity) WriteError(ErrorRecords.InvalidActivityFile(path, file.LineNumber, file.Problem!));
                else if (IsWanted(activity, from, before))
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

    /// <summary>As the engine chooses: an activity belongs to the types of its sender and recipient. One without a time is in every window.</summary>
    private bool IsWanted(Activity activity, long? from, long? before) =>
        !(activity.EventId < from) && !(activity.EventId >= before)
        && (_types is null || IsOfType(activity.Sender) || IsOfType(activity.Recipient));

    private bool IsOfType(Source? source) => source?.IntegrationType is { } type && _types!.Contains(type);
}
