using System.Globalization;
using System.Management.Automation;
using Interactions.Client;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Interactions.PowerShell;

/// <summary>Gets the activities of conversations.</summary>
[Cmdlet(VerbsCommon.Get, "InteractionActivity", DefaultParameterSetName = "Since")]
[OutputType(typeof(Activity))]
public sealed class GetInteractionActivityCommand : EngineCmdlet
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(300);
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();

    /// <summary>The conversations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ConversationId]
    public Guid[] ConversationId { get; set; } = [];

    /// <summary>Whose activities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IntegrationType[] Type { get; set; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The time to start at.</summary>
    [Parameter(ParameterSetName = "Since")]
    [Alias("After")]
    public DateTimeOffset Since { get; set; }

    /// <summary>The event id to start at.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LastEventId")]
    [Alias("Leid")]
    [ValidateRange(0, long.MaxValue)]
    public long LastEventId { get; set; }

    /// <summary>The time to stop before.</summary>
    [Parameter]
    [Alias("Before")]
    public DateTimeOffset Until { get; set; }

    /// <summary>Go on to the end of the conversation.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>A connection other than that of this runspace.</summary>
    [Parameter]
    [ValidateNotNull]
    public EngineSession? Session { get; set; }

    private long From => ParameterSetName == "LastEventId" ? LastEventId
        : MyInvocation.BoundParameters.ContainsKey(nameof(Since)) ? EventTime.FromTimestamp(Since) : 0;

    private long? Before => MyInvocation.BoundParameters.ContainsKey(nameof(Until)) ? EventTime.FromTimestamp(Until) : null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Session ??= CurrentSession.Value;
        if (Session is null) ThrowTerminatingError(ErrorRecords.NotConnected());
        if (!Session!.IsConnected) ThrowTerminatingError(ErrorRecords.Disconnected(Session));
        if (Before < From) ThrowTerminatingError(ErrorRecords.UntilBeforeSince(Until));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var conversation in ConversationId) Write(conversation);
    }

    private void Write(Guid conversation)
    {
        var query = new ActivityQuery { ConversationId = conversation, Types = Type, From = From, Until = Before, All = All };
        var activities = Session!.Client.ReadActivitiesAsync(query, Notify, Cancellation).GetAsyncEnumerator(Cancellation);
        var count = 0L;
        try
        {
            while (Wait(activities.MoveNextAsync()))
            {
                count++;
                if (All) ShowProgress(activities.Current, count);
                WriteObject(activities.Current);
            }
        }
        catch (EngineException failure)
        {
            WriteError(ErrorRecords.Of(failure, conversation, isPartial: count > 0));
        }
        finally
        {
            // Also when Select-Object -First has had enough: this cancels the request under way.
            activities.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void ShowProgress(Activity reached, long count)
    {
        if (_sinceProgress.Elapsed < ProgressInterval) return;
        _sinceProgress.Restart();
        WriteProgress(new ProgressRecord(1, $"Reading conversation {reached.ConversationId}",
            string.Format(CultureInfo.CurrentCulture, "{0:N0} activities, up to {1:g}", count, reached.Timestamp?.LocalDateTime)));
    }
}
