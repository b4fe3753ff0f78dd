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
    private readonly Queue<ConversationStream> _streams = new();
    private readonly List<Guid> _toFollow = [];

    /// <summary>The conversations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ConversationId]
    public Guid[] ConversationId { get; set; } = [];

    /// <summary>The types whose activities to get.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CommaSeparated]
    public IntegrationType[] Type { get; set; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The time to start at, inclusive.</summary>
    [Parameter(ParameterSetName = "Since")]
    [Alias("After")]
    [IsoTime]
    public DateTimeOffset Since { get; set; }

    /// <summary>The event id to start at, inclusive.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LastEventId")]
    [Alias("Leid")]
    [ValidateRange(0, long.MaxValue)]
    public long LastEventId { get; set; }

    /// <summary>The time to stop at, exclusive.</summary>
    [Parameter]
    [Alias("Before")]
    [IsoTime(IsEnd = true)]
    public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Gets all activities to the end of the conversation; one page without it.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Gets all activities that are there, and then those that come.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With -Wait, the seconds between two polls of a conversation.</summary>
    [Parameter]
    [ValidateRange(0.1, (double)long.MaxValue)]
    public double PollingIntervalSec { get; set; } = 5;

    /// <summary>With -Wait, how many seconds late an activity may appear.</summary>
    [Parameter]
    [ValidateRange(0.0, (double)long.MaxValue)]
    public double LookbackSec { get; set; } = 60;

    /// <summary>How many conversations are read at the same time; with -All and one conversation, into how many slices that is divided. With -Wait, how many requests are under way.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>The connection; that of the runspace by default.</summary>
    [Parameter]
    [ValidateNotNull]
    public EngineSession? Session { get; set; }

    /// <summary>The event id of -Until; null without it, and where it is the last day there is.</summary>
    private long? UntilEventId => IsoTimeAttribute.EventIdOfEnd(Until);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Session = Connection(Session);
        // -Since is the same as -LastEventId with the event id of that time. Without either, 0 is the start of a conversation.
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Since))) LastEventId = EventTime.FromTimestamp(Since);
        if (UntilEventId < LastEventId) ThrowTerminatingError(ErrorRecords.UntilBeforeSince(Until));
        string[] onlyWithWait = [nameof(PollingIntervalSec), nameof(LookbackSec)];
        if (!Wait && onlyWithWait.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } parameter) ThrowTerminatingError(ErrorRecords.WaitRequired(parameter));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Wait)
        {
            _toFollow.AddRange(ConversationId);
            return;
        }

        var isOnlyOne = !MyInvocation.ExpectingInput && ConversationId.Length == 1;
        foreach (var conversation in ConversationId)
        {
            var query = new ActivityQuery
            {
                ConversationId = conversation,
                Types = Type,
                LastEventId = LastEventId,
                UntilEventId = UntilEventId,
                All = All,
                // Several conversations are read at the same time by default. A single one is divided only where -ThrottleLimit is given, because that costs more requests.
                ConcurrentSlices = isOnlyOne && MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)) ? ThrottleLimit : 1,
            };
            // Where no other conversation is read meanwhile, the pipeline may end after the first page of this one, and no more is requested until it asks.
            var isAlone = isOnlyOne || ThrottleLimit == 1;
            var pages = Session!.Client.PrefetchPagesAsync(query, waitsAtFirst: isAlone && All, Notify, Cancellation);
            _streams.Enqueue(new ConversationStream(conversation, pages.GetAsyncEnumerator(Cancellation)));
            if (_streams.Count == ThrottleLimit) WriteOldest();
        }
        // The next id may take long to come, so everything that has arrived by now is written first.
        while (_streams.Count > 0 && WriteOldest(onlyIfArrived: true))
        {
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_streams.Count > 0) WriteOldest();
        if (_toFollow.Count > 0) Follow();
    }

    /// <summary>Writes the activities of all conversations as they come. An error of one is a notice, so that the others go on.</summary>
    private void Follow()
    {
        var activities = Session!.Client.FollowActivitiesAsync(new FollowQuery
        {
            ConversationIds = _toFollow,
            Types = Type,
            LastEventId = LastEventId,
            UntilEventId = UntilEventId,
            PollingInterval = Seconds(PollingIntervalSec),
            Lookback = Seconds(LookbackSec),
            ConcurrentRequests = ThrottleLimit,
        }, Notify, Cancellation).GetAsyncEnumerator(Cancellation);
        try
        {
            while (WaitFor(activities.MoveNextAsync())) WriteObject(activities.Current);
        }
        finally
        {
            StopProcessing();
            activities.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>A duration in seconds. More than 68 years is as good as for ever.</summary>
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));

    /// <summary>The activities of a conversation that is being read.</summary>
    private sealed class ConversationStream(Guid conversation, IAsyncEnumerator<List<Activity>> pages)
    {
        public Guid Conversation { get; } = conversation;

        public IAsyncEnumerator<List<Activity>> Pages { get; } = pages;

        /// <summary>A call of MoveNextAsync that had not completed when it was last looked at.</summary>
        public ValueTask<bool>? Pending { get; set; }

        public long Count { get; set; }
    }

    /// <summary>Writes the conversation that was started first, so that the output has the order of the input.</summary>
    /// <param name="onlyIfArrived">Whether to return where the next page has not arrived yet, instead of waiting for it.</param>
    /// <returns>Whether the conversation was written to its end.</returns>
    private bool WriteOldest(bool onlyIfArrived = false)
    {
        var stream = _streams.Peek();
        try
        {
            while (true)
            {
                var next = stream.Pending ?? stream.Pages.MoveNextAsync();
                stream.Pending = null;
                if (onlyIfArrived && !next.IsCompleted)
                {
                    stream.Pending = next.Preserve();
                    return false;
                }
                if (!WaitFor(next)) break;

                var page = stream.Pages.Current;
                stream.Count += page.Count;
                if (All) ShowProgress(page[page.Count - 1], stream.Count);
                foreach (var activity in page) WriteObject(activity);
            }
        }
        catch (EngineException failure)
        {
            WriteError(ErrorRecords.Of(failure, stream.Conversation, isPartial: stream.Count > 0));
        }
        catch
        {
            // The pipeline ends here, by Ctrl+C or because Select-Object -First has enough. The other conversations are cancelled too.
            StopStreams();
            throw;
        }
        End(_streams.Dequeue());
        return true;
    }

    private void ShowProgress(Activity reached, long count)
    {
        if (_sinceProgress.Elapsed < ProgressInterval) return;
        _sinceProgress.Restart();
        WriteProgress(new ProgressRecord(1, $"Reading conversation {reached.ConversationId}",
            string.Format(CultureInfo.CurrentCulture, "{0:N0} activities, up to {1:g}", count, reached.Timestamp?.LocalDateTime)));
    }

    private void StopStreams()
    {
        StopProcessing();
        while (_streams.Count > 0) End(_streams.Dequeue());
    }

    private static void End(ConversationStream stream) => stream.Pages.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) StopStreams();
        base.Dispose(disposing);
    }
}
