using System.Globalization;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Transcripts;

/// <summary>What the head and the foot of a transcript say, the same in every format.</summary>
internal static class TranscriptWords
{
    public static IEnumerable<(string Name, string Value)> Head(TranscriptSummary summary, Clock clock)
    {
        yield return ("Conversation", summary.ConversationId.ToString());
        if (summary.First is { } first && summary.Last is { } last)
        {
            yield return ("Duration", Clock.Duration(last - first));
            yield return ("From", clock.Full(first));
            yield return ("To", clock.Full(last));
        }
        yield return ("Time zone", clock.ZoneName);
        yield return ("Activities", string.Format(CultureInfo.InvariantCulture, "{0:#,0}: {1}, {2}{3}", summary.Activities,
            TimelinePicture.Count(summary.Messages, "message"), TimelinePicture.Count(summary.Activities - summary.Messages, "event"),
            summary.Echoes == 0 ? "" : string.Format(CultureInfo.InvariantCulture, "; {0:#,0} of them {1}", summary.Echoes, summary.Echoes == 1 ? "is a copy" : "are copies")));
    }

    /// <summary>The channel of a party, where it says more than the party's type does: bots are mostly on the channel Bot.</summary>
    public static string? Channel(Source? source) =>
        string.IsNullOrEmpty(source?.ChannelType) || source!.ChannelType!.Equals(source.IntegrationType, StringComparison.OrdinalIgnoreCase) ? null : source.ChannelType;

    /// <summary>What a reader must know before relying on the transcript.</summary>
    public static IEnumerable<string> Doubts(TranscriptSummary summary, ReadingOutcome outcome)
    {
        if (outcome.Failure is { } failure) yield return $"Incomplete: reading the conversation failed. {failure}";
        if (summary.OutOfOrder > 0)
            yield return $"Not in order of time: {Activities(summary.OutOfOrder)} came after a later one. They are shown in the order received.";
        if (summary.WithoutTime > 0)
            yield return $"Without a time: {Activities(summary.WithoutTime)}. They are shown in the order received.";
    }

    public static IEnumerable<(string Name, string Value)> Foot(TranscriptSummary summary, ReadingOutcome outcome, TranscriptOptions options, Clock clock)
    {
        yield return ("Made", $"{clock.Full(options.MadeAt)} by {options.MadeBy}");
        if (summary.First is { } first && summary.Last is { } last)
            yield return ("Range", string.Format(CultureInfo.InvariantCulture, "event ids {0} to {1}, {2} to {3}", summary.FirstEventId, summary.LastEventId, clock.Full(first), clock.Full(last)));
        yield return ("Activities", summary.Activities.ToString("#,0", CultureInfo.InvariantCulture));
        yield return ("Order", summary.OutOfOrder == 0 ? "in order of time" : "not in order of time");
        yield return ("SHA-256 of the activities", summary.Sha256());
        yield return ("Complete", outcome.Failure is { } failure
            ? $"No. Reading the conversation failed: {failure}"
            : "No failure was seen while the conversation was read. The transcript has the activities that were passed to it; the engine may have more.");
    }

    private static string Activities(int count) => string.Format(CultureInfo.InvariantCulture, count == 1 ? "{0} activity" : "{0:#,0} activities", count);

    /// <summary>What sets a message apart from an ordinary one.</summary>
    public static IEnumerable<string> Tags(Activity activity)
    {
        if (activity.IsEcho) yield return "Copy";
        if (!string.IsNullOrEmpty(activity.FlowProcess) && !"Default".Equals(activity.FlowProcess, StringComparison.OrdinalIgnoreCase)) yield return activity.FlowProcess!;
    }
}
