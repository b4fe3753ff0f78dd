using System.Globalization;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Transcripts;

/// <summary>A transcript as one HTML page: the conversation as people know it from their phones.</summary>
internal sealed class HtmlTranscriptWriter(TranscriptOptions options) : TranscriptWriter
{
    private readonly Clock _clock = new(options.TimeZone);
    private bool _isDayOpen;
    private int _days;
    private long? _latest;

    private HtmlOutput Html => new(Output);

    public override void WriteHead(TranscriptSummary summary, ReadingOutcome outcome)
    {
        var title = options.Title ?? $"Conversation {summary.ConversationId}";
        HtmlPage.Transcript.WriteStart(Html, title);
        Html.Markup("<header>\n<p class=\"kicker\">Transcript of a conversation</p>\n<h1>").Name(title).Markup("</h1>\n");
        foreach (var doubt in TranscriptWords.Doubts(summary, outcome)) Html.Markup("<p class=\"doubt\" role=\"note\">").Text(doubt).Markup("</p>\n");
        Html.Markup("<dl class=\"facts\">\n");
        foreach (var fact in TranscriptWords.Head(summary, _clock)) Html.Fact(fact.Name, fact.Value).Markup("\n");
        Html.Markup("</dl>\n");
        WriteParticipants(summary);
        TimelinePicture.Write(Html, summary, _clock);
        Html.Markup("</header>\n<main>\n");
        if (summary.Activities == 0) Html.Markup("<p class=\"gap\">No activities</p>\n");
    }

    public override void WriteDay(DateTime day)
    {
        WriteEndOfBody();
        _isDayOpen = true;
        var id = string.Format(CultureInfo.InvariantCulture, "day{0}", ++_days);
        Html.Markup($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">").Text(Clock.Day(day)).Markup("</h2>\n<ol role=\"list\">\n");
    }

    public override void WriteSilence(TimeSpan silence)
    {
        OpenSection();
        Html.Markup("<li class=\"gap\">").Text(Clock.Duration(silence)).Markup(" of silence</li>\n");
    }

    public override void WriteOutOfOrder()
    {
        OpenSection();
        Html.Markup("<li class=\"gap doubt\">The entries below are earlier than those above</li>\n");
    }

    public override void WriteMessage(Entry entry)
    {
        OpenSection();
        var activity = entry.Activity;
        Html.Markup($"<li class=\"m {TimelinePicture.ClassOf(entry.Role)}{(entry.Continues ? " more" : "")}{(activity.IsEcho ? " copy" : "")}\"").Markup(Anchor(activity)).Markup(">");
        WriteByline(entry);
        Html.Markup("<div class=\"b\">");
        if (entry.Kind is { } kind) Html.Markup("<p class=\"kind\">").Text(kind).Markup("</p>");
        foreach (var part in entry.Parts) HtmlParts.Write(Html, part);
        Html.Markup("</div>");
        WriteTime(activity);
        Html.Markup("</li>\n");
    }

    public override void WriteEvent(Entry entry)
    {
        OpenSection();
        var activity = entry.Activity;
        Html.Markup($"<li class=\"e {TimelinePicture.ClassOf(entry.Role)}\"").Markup(Anchor(activity)).Markup("><details><summary><b>").Name(Roles.Word(activity.Sender))
            .Markup("</b> ").Name(entry.Kind);
        if (!string.IsNullOrEmpty(activity.Event?.PayloadType)) Html.Markup(" ").Name(activity.Event!.PayloadType);
        if (activity.IsEcho) Html.Markup(" <span class=\"tag\">Copy</span>");
        Html.Markup(" ");
        WriteTime(activity);
        Html.Markup("</summary><dl>").Fact("From", activity.Sender?.ToString() ?? "Unknown").Fact("To", activity.Recipient?.ToString() ?? "Unknown")
            .Fact("Event id", activity.EventId?.ToString(CultureInfo.InvariantCulture) ?? "None").Markup("</dl>");
        foreach (var part in entry.Parts) HtmlParts.Write(Html, part, isFolded: false);
        Html.Markup("</details></li>\n");
    }

    public override void WriteEndOfBody()
    {
        if (_isDayOpen) Html.Markup("</ol>\n</section>\n");
        _isDayOpen = false;
    }

    public override void WriteFoot(TranscriptSummary summary, ReadingOutcome outcome)
    {
        Html.Markup("</main>\n<footer>\n<h2>About this transcript</h2>\n<dl class=\"facts\">\n");
        foreach (var fact in TranscriptWords.Foot(summary, outcome, options, _clock)) Html.Fact(fact.Name, fact.Value).Markup("\n");
        Html.Markup("</dl>\n</footer>\n");
        HtmlPage.WriteEnd(Html);
    }

    private void WriteParticipants(TranscriptSummary summary)
    {
        if (!summary.Participants.Any()) return;
        Html.Markup("<ul class=\"parties\" role=\"list\" aria-label=\"Who took part\">\n");
        foreach (var entry in summary.Participants)
        {
            Html.Markup($"<li class=\"{TimelinePicture.ClassOf(entry.Key.Role)}\"><b>").Name(entry.Key.Word).Markup("</b> ");
            if (!string.IsNullOrEmpty(entry.Key.Channel)) Html.Markup("over ").Name(entry.Key.Channel).Markup(" ");
            Html.Markup("<span>").Text(TimelinePicture.Count(entry.Value, "message")).Markup("</span></li>\n");
        }
        Html.Markup("</ul>\n");
    }

    /// <summary>Who wrote to whom. A message that follows one of the same sender says it to screen readers only.</summary>
    private void WriteByline(Entry entry)
    {
        var activity = entry.Activity;
        Html.Markup(entry.Continues ? "<p class=\"by hidden\"><b>" : "<p class=\"by\"><b>").Name(Roles.Word(activity.Sender)).Markup("</b>");
        if (TranscriptWords.Channel(activity.Sender) is { } channel) Html.Markup(" over ").Name(channel);
        if (activity.Recipient is not null) Html.Markup(" to ").Name(Roles.Word(activity.Recipient));
        foreach (var tag in TranscriptWords.Tags(activity)) Html.Markup(" <span class=\"tag\">").Text(tag).Markup("</span>");
        Html.Markup("</p>");
    }

    private void WriteTime(Activity activity)
    {
        if (activity.Timestamp is { } time) Html.Time(time, _clock.TimeOfDay(time));
        else Html.Markup("<span class=\"untimed\">no time</span>");
    }

    /// <summary>What is there before any day is: an activity without a time.</summary>
    private void OpenSection()
    {
        if (_isDayOpen) return;
        _isDayOpen = true;
        Html.Markup("<section aria-label=\"Without a date\">\n<ol role=\"list\">\n");
    }

    /// <summary>An id for links to an activity. Ids must be unique, so the second activity of a millisecond gets none.</summary>
    private string Anchor(Activity activity)
    {
        if (activity.Timestamp is null || activity.EventId <= _latest) return "";
        _latest = activity.EventId;
        return string.Format(CultureInfo.InvariantCulture, " id=\"e{0}\"", activity.EventId);
    }
}
