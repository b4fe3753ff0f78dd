using System.Globalization;
using System.Text;
using Interactions.Reports.Transcripts;

namespace Interactions.Reports.Pages;

/// <summary>The small picture of a conversation: a lane for each role, and a mark for each message.</summary>
internal static class TimelinePicture
{
    private const int Width = 1000;
    private const int LaneHeight = 20;

    public static void Write(HtmlOutput html, TranscriptSummary summary, Clock clock)
    {
        if (summary.First is not { } first || summary.Last is not { } last) return;
        var lanes = new[] { Role.Customer, Role.Bot, Role.Agent, Role.Other }
            .Where(role => role != Role.Other || summary.Timeline.Marks(role).Any()).ToArray();
        html.Markup("<figure class=\"timeline\">\n");
        foreach (var role in lanes)
        {
            var count = summary.Participants.Where(entry => entry.Key.Role == role).Sum(entry => entry.Value);
            html.Markup($"<div class=\"lane {ClassOf(role)}\"><span class=\"who\">{role}</span>")
                .Markup($"<svg viewBox=\"0 0 {Width} {LaneHeight}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
                .Text(string.Format(CultureInfo.InvariantCulture, "{0}: {1} between {2} and {3}", role, Count(count, "message"), clock.Full(first), clock.Full(last)))
                .Markup("\"><path d=\"").Markup(Path(summary.Timeline.Marks(role))).Markup("\"/></svg></div>\n");
        }
        html.Markup("<figcaption><span>").Time(first, clock.Full(first)).Markup("</span><span>").Time(last, clock.Full(last)).Markup("</span></figcaption>\n</figure>\n");
    }

    /// <summary>The class that gives a role its colour.</summary>
    public static string ClassOf(Role role) => role switch
    {
        Role.Customer => "customer",
        Role.Bot => "bot",
        Role.Agent => "agent",
        _ => "other",
    };

    /// <summary>A number and a noun: <c>1 message</c>, <c>2 messages</c>.</summary>
    public static string Count(long count, string noun) => string.Format(CultureInfo.InvariantCulture, count == 1 ? "{0:#,0} {1}" : "{0:#,0} {1}s", count, noun);

    private static string Path(IEnumerable<double> marks)
    {
        var path = new StringBuilder();
        foreach (var mark in marks) path.AppendFormat(CultureInfo.InvariantCulture, "M{0:0.#} 3V{1}", 2 + (mark * (Width - 4)), LaneHeight - 3);
        return path.ToString();
    }
}
