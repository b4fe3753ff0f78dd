using System.IO;
using System.Text;

namespace Interactions.Reports.Transcripts;

/// <summary>The transcript of one conversation, written as its activities come. Memory does not grow with their number.</summary>
public sealed class Transcript : IDisposable
{
    private static readonly TimeSpan SameGroup = TimeSpan.FromMinutes(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _path;
    private readonly string _bodyPath;
    private readonly Clock _clock;
    private readonly TranscriptWriter _writer;
    private readonly TranscriptSummary _summary;
    private readonly MessageParts _parts;
    private readonly ActivityJson _json;
    private StreamWriter? _body;
    private DateTime? _day;
    private DateTimeOffset? _previousTime;
    private DateTimeOffset? _previousMessage;
    private Entry? _previous;

    /// <param name="path">The full path of the file. Nothing is there before <see cref="Complete"/>.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="options">How to write it.</param>
    public Transcript(string path, Guid conversationId, TranscriptOptions options)
    {
        _path = path;
        _bodyPath = ReplacementFile.TemporaryName(path);
        _clock = new Clock(options.TimeZone);
        _writer = TranscriptWriter.Create(options);
        _json = new ActivityJson(options.PropertiesOf);
        _parts = new MessageParts(_json);
        _summary = new TranscriptSummary(conversationId);
    }

    /// <summary>How many activities are earlier than the one before them.</summary>
    public int OutOfOrder => _summary.OutOfOrder;

    /// <summary>How many activities there are.</summary>
    public int Activities => _summary.Activities;

    /// <summary>What it was completed with; <see langword="null"/> before.</summary>
    public ReadingOutcome? Outcome { get; private set; }

    internal TranscriptSummary Summary => _summary;

    /// <summary>The full path of the file.</summary>
    public string Path => _path;

    /// <summary>Adds an activity at the end.</summary>
    /// <param name="activity">An activity of the conversation, not earlier than the last one. One that is earlier stands where it came, and the transcript says so.</param>
    public void Add(Activity activity)
    {
        // Opened again after Suspend, so it goes on where it was.
        _body ??= new StreamWriter(_bodyPath, append: true, Utf8) { NewLine = "\n" };
        _writer.Output = _body;
        var time = activity.Timestamp;
        var isOutOfOrder = time < _previousTime;
        var role = Roles.Of(activity.Sender);
        _summary.Add(activity, role, isOutOfOrder);
        WriteTimeBetween(time, activity.Message is not null, isOutOfOrder);

        var entry = new Entry(activity, role, Continues(activity, role, time), PartsOf(activity));
        if (entry.IsMessage) _writer.WriteMessage(entry);
        else _writer.WriteEvent(entry);
        _previous = entry;
        _previousTime = time ?? _previousTime;
    }

    /// <summary>Closes what it writes to until the next activity, so that many transcripts can be under way.</summary>
    public void Suspend()
    {
        _body?.Dispose();
        _body = null;
    }

    /// <summary>Puts the file in its place.</summary>
    /// <param name="outcome">What is known of whether the activities are all.</param>
    public void Complete(ReadingOutcome outcome)
    {
        Outcome = outcome;
        if (_body is not null) _writer.WriteEndOfBody();
        else using (_writer.Output = new StreamWriter(_bodyPath, append: true, Utf8) { NewLine = "\n" }) _writer.WriteEndOfBody();
        Suspend();
        using var file = new ReplacementFile(_path);
        using (var output = new StreamWriter(file.Stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" })
        {
            _writer.Output = output;
            _writer.WriteHead(_summary, outcome);
            output.Flush();
            using (var body = new FileStream(_bodyPath, FileMode.Open, FileAccess.Read)) body.CopyTo(file.Stream);
            _writer.WriteFoot(_summary, outcome);
        }
        file.Commit();
    }

    private void WriteTimeBetween(DateTimeOffset? time, bool isMessage, bool isOutOfOrder)
    {
        if (time is null) return;
        if (isOutOfOrder) _writer.WriteOutOfOrder();
        if (isMessage)
        {
            if (time - _previousMessage is { } silence && silence >= TranscriptOptions.LongSilence) _writer.WriteSilence(silence);
            _previousMessage = time;
        }

        var day = _clock.Local(time.Value).Date;
        if (day == _day) return;
        _writer.WriteDay(day);
        _day = day;
        _previous = null;
    }

    private bool Continues(Activity activity, Role role, DateTimeOffset? time) => _previous is { IsMessage: true } previous && activity.Message is not null
        && previous.Role == role && previous.Activity.IsEcho == activity.IsEcho && time - _previousTime is { } since && since >= TimeSpan.Zero && since < SameGroup
        && previous.Activity.Sender?.IntegrationId == activity.Sender?.IntegrationId && previous.Activity.Sender?.ChannelType == activity.Sender?.ChannelType
        && Roles.Of(previous.Activity.Recipient) == Roles.Of(activity.Recipient) && previous.Activity.FlowProcess == activity.FlowProcess;

    private List<Part> PartsOf(Activity activity)
    {
        List<Part> parts = activity.Message is null ? EventParts(activity) : [.. _parts.Of(activity.Message)];
        if (activity.AdditionalProperties is { Count: > 0 } more && (activity.Message ?? (object?)activity.Event) is not null)
            parts.Add(new JsonPart("More properties of the activity", _json.ToText(more)));
        return parts;
    }

    private List<Part> EventParts(Activity activity)
    {
        List<Part> parts = [];
        if (activity.Event is { } happening)
        {
            if (!string.IsNullOrEmpty(happening.PayloadType)) parts.Add(new FactPart("Payload type", happening.PayloadType!));
            if (happening.Payload is not null) parts.Add(new JsonPart("Payload", _json.ToText(happening.Payload)));
            if (happening.AdditionalProperties is { Count: > 0 } more) parts.Add(new JsonPart("More properties", _json.ToText(more)));
        }
        else
        {
            parts.Add(new JsonPart("JSON of this activity", _json.ToText(activity)));
        }
        return parts;
    }

    /// <summary>Deletes what was written beside the file.</summary>
    public void Dispose()
    {
        Suspend();
        _summary.Dispose();
        File.Delete(_bodyPath);
    }
}
