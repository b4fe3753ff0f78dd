using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Interactions.Reports.Pages;

/// <summary>The frame of every HTML page: it runs no script, loads nothing, and has one style sheet that its content policy names by its hash.</summary>
internal sealed class HtmlPage
{
    private readonly string _styles;
    private readonly string _policy;

    private HtmlPage(params string[] styleSheets)
    {
        _styles = string.Concat(styleSheets.Select(Read));
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(Encoding.UTF8.GetBytes(_styles));
        _policy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(sha256.GetHashAndReset())}'; base-uri 'none'; form-action 'none'";
    }

    /// <summary>The page of a transcript.</summary>
    public static HtmlPage Transcript { get; } = new("page.css", "transcript.css");

    /// <summary>The page of a report.</summary>
    public static HtmlPage Report { get; } = new("page.css", "report.css");

    /// <summary>Writes what stands before the content.</summary>
    public void WriteStart(HtmlOutput html, string title) => html
        // The hash holds the characters of a base64 text only, so it needs no encoding.
        .Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{_policy}\">\n")
        .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
        .Markup("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n<title>").Text(title)
        .Markup("</title>\n<style>").Markup(_styles).Markup("</style>\n</head>\n<body>\n");

    /// <summary>Writes what stands after the content.</summary>
    public static void WriteEnd(HtmlOutput html) => html.Markup("</body>\n</html>\n");

    /// <summary>A browser hashes a style sheet with the line ends that HTML has, so the page has these, too.</summary>
    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
