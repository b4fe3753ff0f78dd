using System.Globalization;
using System.Text;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Charts;

/// <summary>Columns side by side, such as messages by the hour, and the numbers in a table.</summary>
internal static class ColumnChart
{
    private const int Height = 150;
    private const int Top = 16;
    private const int Bottom = 22;

    /// <param name="html">Where to write to.</param>
    /// <param name="title">What is counted.</param>
    /// <param name="category">What the columns are, as the heading of the table.</param>
    /// <param name="columns">The columns: a label, the number, and whether a narrow page has room for the label.</param>
    /// <param name="width">The width of the picture, in the units of its text.</param>
    public static void Write(HtmlOutput html, string title, string category, IReadOnlyList<(string Label, int Count, bool IsMajor)> columns, int width)
    {
        var highest = Math.Max(1, columns.Max(column => column.Count));
        var step = (double)width / columns.Count;
        var shapes = new StringBuilder();
        for (var i = 0; i < columns.Count; i++)
        {
            var height = (double)columns[i].Count / highest * (Height - Top - Bottom);
            shapes.AppendFormat(CultureInfo.InvariantCulture, "<rect x=\"{0:0.##}\" y=\"{1:0.##}\" width=\"{2:0.##}\" height=\"{3:0.##}\" rx=\"1.5\"/>",
                (i * step) + (step * 0.14), Height - Bottom - height, step * 0.72, height);
            shapes.AppendFormat(CultureInfo.InvariantCulture, "<text{0} x=\"{1:0.##}\" y=\"{2}\" text-anchor=\"middle\">{3}</text>",
                columns[i].IsMajor ? "" : " class=\"minor\"", (i + 0.5) * step, Height - 6, columns[i].Label);
        }
        html.Markup(string.Format(CultureInfo.InvariantCulture, "<figure class=\"chart units{0} other\">", width)).Markup("\n<figcaption>").Text(title).Markup("</figcaption>\n")
            .Markup(string.Format(CultureInfo.InvariantCulture, "<svg viewBox=\"0 0 {0} {1}\" aria-hidden=\"true\"><path class=\"axis\" d=\"M0 {2}H{0}\"/>", width, Height, Height - Bottom))
            .Markup(string.Format(CultureInfo.InvariantCulture, "<path class=\"grid\" d=\"M0 {0}H{1}\"/><text x=\"0\" y=\"{2}\">{3:#,0}</text>", Top, width, Top - 4, highest))
            .Markup(shapes.ToString()).Markup("</svg>\n");
        DataTable.Write(html, category, "Messages", columns.Select(column => (column.Label, column.Count)));
        html.Markup("</figure>\n");
    }
}
