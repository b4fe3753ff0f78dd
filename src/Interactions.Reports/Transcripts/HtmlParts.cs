using Interactions.Reports.Pages;

namespace Interactions.Reports.Transcripts;

/// <summary>Writes the parts of a message as HTML. Nothing that a message names is fetched.</summary>
internal static class HtmlParts
{
    /// <param name="html">Where to write to.</param>
    /// <param name="part">The part.</param>
    /// <param name="isFolded">Whether JSON is folded, because it is not in something folded already.</param>
    public static void Write(HtmlOutput html, Part part, bool isFolded = true)
    {
        switch (part)
        {
            case TextPart text:
                html.Paragraph(text.Text);
                break;
            case TitlePart title:
                html.Markup("<p class=\"title\" dir=\"auto\">").Text(title.Text).Markup("</p>");
                break;
            case AddressPart address:
                html.Markup("<p class=\"at\">");
                if (address.Kind.Length > 0) html.Markup("<span class=\"kind\">").Text(address.Kind).Markup("</span> ");
                if (!string.IsNullOrEmpty(address.Label)) html.Name(address.Label).Markup(" ");
                html.Address(address.Address).Markup("</p>");
                break;
            case FactPart fact:
                html.Markup("<dl>").Fact(fact.Name, fact.Value).Markup("</dl>");
                break;
            case ButtonPart button:
                html.Markup("<p class=\"button\"><b>").Name(button.Title).Markup("</b> <span class=\"kind\">").Text(button.Kind).Markup("</span>");
                if (!string.IsNullOrEmpty(button.Address)) html.Markup(" ").Address(button.Address);
                if (!string.IsNullOrEmpty(button.Payload)) html.Markup(" <span class=\"payload\">").Name(button.Payload).Markup("</span>");
                html.Markup("</p>");
                break;
            case GroupPart group:
                html.Markup("<div class=\"group\"><p class=\"kind\">").Text(group.Kind).Markup("</p>");
                foreach (var inner in group.Parts) Write(html, inner, isFolded);
                html.Markup("</div>");
                break;
            case JsonPart json:
                html.Markup(isFolded ? "<details class=\"json\"><summary>" : "<p class=\"kind\">").Text(json.Label).Markup(isFolded ? "</summary><pre>" : "</p><pre>");
                foreach (var line in VisibleText.Lines(json.Json)) html.Text(line).Markup("\n");
                html.Markup(isFolded ? "</pre></details>" : "</pre>");
                break;
        }
    }
}
