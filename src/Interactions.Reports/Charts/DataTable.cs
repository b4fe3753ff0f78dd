using System.Globalization;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Charts;

/// <summary>The numbers behind a chart, folded: for screen readers, and for whoever wants to know exactly.</summary>
internal static class DataTable
{
    public static void Write(HtmlOutput html, string category, string measure, IEnumerable<(string Label, int Count)> rows)
    {
        html.Markup("<details><summary>The numbers</summary><table><thead><tr><th scope=\"col\">").Text(category).Markup("</th><th scope=\"col\" class=\"number\">").Text(measure).Markup("</th></tr></thead><tbody>");
        foreach (var (label, count) in rows)
            html.Markup("<tr><th scope=\"row\">").Text(label).Markup("</th><td class=\"number\">").Text(count.ToString("#,0", CultureInfo.InvariantCulture)).Markup("</td></tr>");
        html.Markup("</tbody></table></details>\n");
    }
}
