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
    private readonly Queue<Reading> _reading = new();

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
    [IsoTime]
    public DateTimeOffset Since { get; set; }

    /// <summary>The event id to start at.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LastEventId")]
    [Alias("Leid")]
    [ValidateRange(0, long.MaxValue)]
    public long LastEventId { get; set; }

    /// <summary>The time to stop before.</summary>
    [Parameter]
    [Alias("Before")]
    [IsoTime]
    public DateTimeOffset Until { get; set; }

    /// <summary>Go on to the end of the conversation.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>How many conversations are read at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 5;

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
        var isOne = !MyInvocation.ExpectingInput && ConversationId.Length == 1;
        foreach (var conversation in ConversationId)
        {
            if (_reading.Count == ThrottleLimit) WriteFirst();
            var query = new ActivityQuery
            {
                ConversationId = conversation,
                Types = Type,
                From = From,
                Until = Before,
                All = All,
                // Several conversations are read side by side; the parts of a single one only where that was asked for.
                ThrottleLimit = isOne && MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)) ? ThrottleLimit : 1,
            };
            var isAhead = !isOne && ThrottleLimit > 1;
            var activities = isAhead
                ? Session!.Client.ReadActivitiesAheadAsync(query, Notify, Cancellation)
                : Session!.Client.ReadActivitiesAsync(query, Notify, Cancellation);
            _reading.Enqueue(new Reading(conversation, activities.GetAsyncEnumerator(Cancellation)));
            if (!isAhead) WriteFirst();
        }
        // Ids may come slowly: what is there by now need not wait for the next one.
        while (_reading.Count > 0 && WriteFirst(onlyWhatIsReady: true))
        {
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_reading.Count > 0) WriteFirst();
    }

    /// <summary>A conversation that is being read.</summary>
    private sealed class Reading(Guid conversation, IAsyncEnumerator<Activity> activities)
    {
        public Guid Conversation { get; } = conversation;

        public IAsyncEnumerator<Activity> Activities { get; } = activities;

        /// <summary>A step that was begun and not waited for.</summary>
        public ValueTask<bool>? Begun { get; set; }

        public long Count { get; set; }
    }

    /// <summary>Writes the conversation that has been read for longest, so that the output keeps the order of the input.</summary>
    /// <returns>Whether it came to its end.</returns>
    private bool WriteFirst(bool onlyWhatIsReady = false)
    {
        var reading = _reading.Peek();
        try
        {
            while (true)
            {
                var step = reading.Begun ?? reading.Activities.MoveNextAsync();
                reading.Begun = null;
                if (onlyWhatIsReady && !step.IsCompleted)
                {
                    reading.Begun = step.Preserve();
                    return false;
                }
                if (!Wait(step)) break;

                reading.Count++;
                if (All) ShowProgress(reading.Activities.Current, reading.Count);
                WriteObject(reading.Activities.Current);
            }
        }
        catch (EngineException failure)
        {
            WriteError(ErrorRecords.Of(failure, reading.Conversation, isPartial: reading.Count > 0));
        }
        catch
        {
            // Select-Object -First has had enough, or Ctrl+C: nobody takes what the others read.
            StopReading();
            throw;
        }
        End(_reading.Dequeue());
        return true;
    }

    private void ShowProgress(Activity reached, long count)
    {
        if (_sinceProgress.Elapsed < ProgressInterval) return;
        _sinceProgress.Restart();
        WriteProgress(new ProgressRecord(1, $"Reading conversation {reached.ConversationId}",
            string.Format(CultureInfo.CurrentCulture, "{0:N0} activities, up to {1:g}", count, reached.Timestamp?.LocalDateTime)));
    }

    private void StopReading()
    {
        StopProcessing();
        while (_reading.Count > 0) End(_reading.Dequeue());
    }

    private static void End(Reading reading) => reading.Activities.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) StopReading();
        base.Dispose(disposing);
    }
}
