using System.IO;
using System.Management.Automation;
using Interactions.Reports.Transcripts;

namespace Interactions.PowerShell;

/// <summary>Writes conversations as pages that people read.</summary>
[Cmdlet(VerbsData.Export, "InteractionTranscript", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportInteractionTranscriptCommand : PageCmdlet, IDisposable
{
    private readonly Dictionary<Guid, Transcript?> _byConversation = [];
    private readonly List<Transcript> _transcripts = [];
    private TranscriptOptions _options = new();
    private ReadingFailures? _failures;
    private Transcript? _current;
    private bool _isFolder;

    /// <summary>The activities.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ReadActivity]
    public Activity[] InputObject { get; set; } = [];

    /// <summary>The format.</summary>
    [Parameter]
    public TranscriptFormat As { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _isFolder = Directory.Exists(Target) || GivenPath.Last() is '/' or '\\'
            || (System.IO.Path.GetExtension(Target).Length == 0 && !File.Exists(Target));
        _options = new TranscriptOptions
        {
            Format = Format(),
            Title = Title,
            TimeZone = TimeZone,
            MadeBy = MadeBy,
            PropertiesOf = PlainObject.PropertiesOf,
        };
        _failures = new ReadingFailures(this);
        if (!_isFolder) RefuseEarly();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var activity in InputObject)
        {
            var transcript = TranscriptOf(activity.ConversationId);
            if (transcript is null) continue;
            if (_current != transcript) _current?.Suspend();
            _current = transcript;
            if (!TryWrite(transcript.Path, () => transcript.Add(activity))) Discard(activity.ConversationId, transcript);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        List<Transcript> completed = [];
        foreach (var (conversation, transcript) in _byConversation.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!)))
        {
            var failure = _failures!.Of(conversation);
            if (failure is not null) WriteWarning($"{transcript.Path}: reading conversation {conversation} failed, so its transcript is incomplete and says so.");
            if (transcript.OutOfOrder > 0) WriteWarning($"{transcript.Path}: {transcript.OutOfOrder} of {transcript.Activities} activities are earlier than the one before them. The transcript says where. Sort-Object -Property EventId puts them in order.");
            if (!TryWrite(transcript.Path, () => transcript.Complete(new ReadingOutcome(failure)))) continue;
            completed.Add(transcript);
            if (PassThru) WriteObject(new FileInfo(transcript.Path));
        }
        if (_byConversation.Count == 0) WriteWarning($"No activities were received, so nothing was written to {Target}.");
        if (_isFolder && completed.Count > 0) WriteIndex(completed);
    }

    /// <summary>The transcript of a conversation; none where it was refused.</summary>
    private Transcript? TranscriptOf(Guid conversation)
    {
        if (_byConversation.TryGetValue(conversation, out var known)) return known;
        var path = _isFolder ? System.IO.Path.Combine(Target, conversation + Ending) : Target;
        Transcript? transcript = null;
        if (!_isFolder && _byConversation.Count > 0) WriteError(ErrorRecords.OneTranscriptOnly(Target, conversation));
        else if (ShouldProcess(path, "Export transcript") && TryPrepare(path))
        {
            transcript = new Transcript(path, conversation, _options);
            _transcripts.Add(transcript);
        }
        _byConversation.Add(conversation, transcript);
        return transcript;
    }

    private void WriteIndex(List<Transcript> completed)
    {
        var path = System.IO.Path.Combine(Target, "index" + Ending);
        if (!ShouldProcess(path, "Export index") || !TryPrepare(path) || !TryWrite(path, () => TranscriptIndex.Write(path, completed, _options))) return;
        if (PassThru) WriteObject(new FileInfo(path));
    }

    private bool TryPrepare(string path) => MayWrite(path) && (!_isFolder || TryWrite(path, () => Directory.CreateDirectory(Target)));

    private string Ending => _options.Format switch
    {
        TranscriptFormat.Html => ".html",
        TranscriptFormat.Markdown => ".md",
        _ => ".txt",
    };

    private TranscriptFormat Format()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(As))) return As;
        if (_isFolder) return TranscriptFormat.Html;
        switch (System.IO.Path.GetExtension(Target).ToLowerInvariant())
        {
            case ".html" or ".htm": return TranscriptFormat.Html;
            case ".md" or ".markdown": return TranscriptFormat.Markdown;
            case ".txt" or ".text": return TranscriptFormat.Text;
            default:
                ThrowTerminatingError(ErrorRecords.UnknownTranscriptFormat(Target));
                return default;
        }
    }

    private void Discard(Guid conversation, Transcript transcript)
    {
        transcript.Dispose();
        _byConversation[conversation] = null;
        _current = null;
    }

    /// <summary>Deletes what is not whole: after Ctrl+C, or an error that ended the pipeline.</summary>
    public void Dispose()
    {
        foreach (var transcript in _transcripts) transcript.Dispose();
    }
}
