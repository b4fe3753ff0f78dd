using System.Globalization;
using System.Text;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Charts;

/// <summary>How many responses took how long, on a log scale from a second to ten days, with the median and the 95th percentile marked.</summary>
internal static class DurationChart
{
    private const int Width = 720;
    private const int Height = 200;
    private const int Top = 50;
    private const int Bottom = 26;
    private const int PerDecade = 5;
    private const int Decades = 6;

    private static readonly (string Label, double Seconds, bool IsMajor)[] Ticks =
        [("1 s", 1, true), ("10 s", 10, true), ("1 min", 60, true), ("10 min", 600, true), ("1 h", 3600, true), ("6 h", 21_600, false), ("1 d", 86_400, true), ("7 d", 604_800, false)];

    /// <param name="html">Where to write to.</param>
    /// <param name="title">Whose responses.</param>
    /// <param name="role">The class that gives the columns their colour.</param>
    /// <param name="times">The responses, one or more.</param>
    public static void Write(HtmlOutput html, string title, string role, ResponseTimes times)
    {
        var bins = new int[PerDecade * Decades];
        foreach (var response in times.Responses) bins[Math.Min(bins.Length - 1, (int)(Place(response.Duration) * bins.Length))]++;
        var highest = bins.Max();
        var shapes = new StringBuilder();
        var step = (double)Width / bins.Length;
        for (var i = 0; i < bins.Length; i++)
        {
            if (bins[i] == 0) continue;
            // What is there can be seen, however little it is.
            var height = Math.Max(1.5, (double)bins[i] / highest * (Height - Top - Bottom));
            shapes.AppendFormat(CultureInfo.InvariantCulture, "<rect x=\"{0:0.##}\" y=\"{1:0.##}\" width=\"{2:0.##}\" height=\"{3:0.##}\" rx=\"1.5\"/>", (i * step) + 1.5, Height - Bottom - height, step - 3, height);
        }
        foreach (var (label, seconds, isMajor) in Ticks)
        {
            var x = Place(TimeSpan.FromSeconds(seconds)) * Width;
            shapes.AppendFormat(CultureInfo.InvariantCulture, "<path class=\"axis\" d=\"M{0:0.##} {1}v4\"/><text{2} x=\"{0:0.##}\" y=\"{3}\" text-anchor=\"{4}\">{5}</text>",
                x, Height - Bottom, isMajor ? "" : " class=\"minor\"", Height - 6, x < 1 ? "start" : "middle", label);
        }
        Mark(shapes, "median", times.Median!.Value, 16);
        Mark(shapes, "p95", times.P95!.Value, 40);
        html.Markup($"<figure class=\"chart units720 {role}\">\n<figcaption>").Text(string.Format(CultureInfo.InvariantCulture, "{0} (n={1:#,0}, log scale)", title, times.Count)).Markup("</figcaption>\n")
            .Markup(string.Format(CultureInfo.InvariantCulture, "<svg viewBox=\"0 0 {0} {1}\" aria-hidden=\"true\"><path class=\"axis\" d=\"M0 {2}H{0}\"/>", Width, Height, Height - Bottom))
            .Markup(shapes.ToString()).Markup("</svg>\n");
        DataTable.Write(html, "Response time", "Responses", bins.Select((count, i) => (Label(i), count)).Where(bin => bin.count > 0));
        html.Markup("</figure>\n");
    }

    /// <summary>A line at a duration, with its name on the side that has room.</summary>
    private static void Mark(StringBuilder shapes, string name, TimeSpan duration, int y)
    {
        var x = Place(duration) * Width;
        var isLeft = x > Width * 0.7;
        shapes.AppendFormat(CultureInfo.InvariantCulture, "<path class=\"mark\" d=\"M{0:0.##} {1}V{2}\"/><text class=\"mark\" x=\"{3:0.##}\" y=\"{4}\" text-anchor=\"{5}\">{6} {7}</text>",
            x, y - 12, Height - Bottom, isLeft ? x - 5 : x + 5, y, isLeft ? "end" : "start", name, Clock.Duration(duration));
    }

    /// <summary>Where a duration stands, from 0 for a second or less to 1 for ten days or more.</summary>
    private static double Place(TimeSpan duration) => Math.Min(1, Math.Max(0, Math.Log10(Math.Max(1, duration.TotalSeconds)) / Decades));

    private static string Label(int bin)
    {
        static string Edge(int i) => Clock.Duration(TimeSpan.FromSeconds(Math.Pow(10, (double)i / PerDecade)));
        if (bin == 0) return $"less than {Edge(1)}";
        return bin == (PerDecade * Decades) - 1 ? $"{Edge(bin)} or more" : $"{Edge(bin)} to {Edge(bin + 1)}";
    }
}
