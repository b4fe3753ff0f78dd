using System.IO;
using System.Text;
using Interactions.Reports.Measurements;
using Interactions.Reports.Pages;

namespace Interactions.Reports.Charts;

/// <summary>One HTML page on how many conversations went. It loads nothing and runs no script.</summary>
public sealed class InteractionReport
{
    private readonly PageOptions _options;
    private readonly ReportFigures _figures;
    private readonly InteractionMeasurer _measurer = new();

    /// <param name="options">What the page says of itself.</param>
    public InteractionReport(PageOptions options)
    {
        _options = options;
        _figures = new ReportFigures(options.TimeZone);
    }

    /// <summary>Takes an activity in. Its conversation is measured at the end.</summary>
    public void Add(Activity activity) => _measurer.Add(activity);

    /// <summary>Takes a conversation in that is measured already.</summary>
    public void Add(InteractionMeasurement measurement) => _figures.Add(measurement);

    /// <summary>Writes the page. Nothing is in its place before it is whole.</summary>
    /// <param name="path">The full path of the file.</param>
    public void Write(string path)
    {
        foreach (var measurement in _measurer.Measure()) _figures.Add(measurement);
        using var file = new ReplacementFile(path);
        using (var output = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
            new ReportPage(new HtmlOutput(output), _figures, _options).Write();
        file.Commit();
    }
}
