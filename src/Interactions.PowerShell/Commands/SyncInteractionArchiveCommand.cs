using System.Globalization;
using System.IO;
using System.Management.Automation;
using Interactions.Client;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Interactions.PowerShell;

/// <summary>Brings a folder of conversations up to date from the engine.</summary>
[Cmdlet(VerbsData.Sync, "InteractionArchive", SupportsShouldProcess = true)]
[OutputType(typeof(ArchiveSyncResult))]
public sealed class SyncInteractionArchiveCommand : EngineCmdlet
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(300);
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private readonly HashSet<Guid> _given = [];
    private readonly Dictionary<Task<ArchiveSyncResult>, Guid> _running = [];
    private ArchiveSynchronizer? _archive;
    private string _folder = "";
    private int _done;

    /// <summary>The folder.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The conversations.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ConversationId]
    public Guid[] ConversationId { get; set; } = [];

    /// <summary>Whose activities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CommaSeparated]
    public IntegrationType[] Type { get; set; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The time to start at.</summary>
    [Parameter]
    [Alias("After")]
    [IsoTime]
    public DateTimeOffset Since { get; set; }

    /// <summary>How many seconds before the last activity to read from.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LookbackSec { get; set; } = 300;

    /// <summary>How many conversations are read at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>A connection other than that of this runspace.</summary>
    [Parameter]
    [ValidateNotNull]
    public EngineSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Session = Connection(Session);
        // A folder that is made anew can match no wildcard.
        _folder = FilePaths.ToWrite(this, Path, isLiteral: true);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var conversation in ConversationId)
        {
            if (!_given.Add(conversation) || !ShouldProcess(ArchiveSynchronizer.PathOf(_folder, conversation))) continue;
            _archive ??= Open();
            if (_running.Count >= ThrottleLimit) WriteNext();
            _running.Add(Task.Run(() => _archive.SyncAsync(conversation, Notify, Cancellation), CancellationToken.None), conversation);
        }
        while (_running.Keys.Any(task => task.IsCompleted)) WriteNext();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_running.Count > 0) WriteNext();
    }

    private ArchiveSynchronizer Open()
    {
        try
        {
            return new ArchiveSynchronizer(Session!.Client, _folder)
            {
                Types = Type,
                LastEventId = EventTime.FromTimestamp(Since),
                Lookback = TimeSpan.FromSeconds(LookbackSec),
            };
        }
        catch (ArchiveException failure)
        {
            ThrowTerminatingError(ErrorRecords.Of(failure));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotWritten(_folder, failure));
        }
        throw new InvalidOperationException();
    }

    /// <summary>Writes the result of the conversation that is done first.</summary>
    private void WriteNext()
    {
        while (!_running.Keys.Any(task => task.IsCompleted))
        {
            WaitFor(new ValueTask<Task>(Task.WhenAny(_running.Keys.Append<Task>(Task.Delay(ProgressInterval)))));
            ShowProgress();
        }
        var done = _running.Keys.First(task => task.IsCompleted);
        var conversation = _running[done];
        _running.Remove(done);
        _done++;
        try
        {
            var result = WaitFor(new ValueTask<ArchiveSyncResult>(done));
            if (result.Repaired.HasFlag(ArchiveRepairs.TornEnd))
                WriteWarning($"{result.Path} ended in the middle of a line. That part was moved to {result.Path}.torn, and the activities were read again.");
            WriteObject(result);
        }
        catch (EngineException failure)
        {
            WriteError(ErrorRecords.Of(failure, conversation));
        }
        catch (ArchiveException failure)
        {
            WriteError(ErrorRecords.Of(failure));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.FileNotWritten(ArchiveSynchronizer.PathOf(_folder, conversation), failure));
        }
        ShowProgress();
    }

    private void ShowProgress()
    {
        if (_sinceProgress.Elapsed < ProgressInterval) return;
        _sinceProgress.Restart();
        WriteProgress(new ProgressRecord(1, $"Bringing {_folder} up to date", string.Format(CultureInfo.CurrentCulture,
            "{0:N0} conversations done, {1:N0} activities, {2:N1} MB", _done, _archive!.Activities, _archive.Bytes / (1024 * 1024.0))));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        // They have been told to stop. The files are closed before others may write to the folder.
        Task.WhenAny(Task.WhenAll(_running.Keys)).GetAwaiter().GetResult();
        _archive?.Dispose();
    }
}
