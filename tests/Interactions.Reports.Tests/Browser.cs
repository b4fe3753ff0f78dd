using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Interactions.Reports.Tests;

/// <summary>A test in Debian's Chromium without a window. Skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Program is null ? "Chromium is not installed." : null;
}

/// <summary>A test with axe-core in that browser. Skipped where npm is missing or does not get axe-core.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AxeFactAttribute : FactAttribute
{
    public AxeFactAttribute() => Skip = Browser.Program is null ? "Chromium is not installed." : Browser.Axe is null ? "npm is not installed, or does not get axe-core." : null;
}

/// <summary>Opens pages, and tells what became of them.</summary>
internal static partial class Browser
{
    private const string AxeVersion = "4.10.3";

    public static string? Program { get; } = Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");

    /// <summary>The script of axe-core, from npm.</summary>
    public static string? Axe { get; } = Program is null ? null : InstallAxe();

    /// <summary>The document of a page once it is loaded, and all scripts of it have run.</summary>
    public static string Dom(string page, int width = 1200) => Run(page, "--dump-dom", "--virtual-time-budget=5000", string.Create(CultureInfo.InvariantCulture, $"--window-size={width},1600"));

    public static void Print(string page, string pdf) => Run(page, $"--print-to-pdf={pdf}", "--no-pdf-header-footer");

    public static void Screenshot(string page, string png, int width, int height) =>
        Run(page, $"--screenshot={png}", "--hide-scrollbars", string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"));

    /// <summary>What a script makes of a page. The page forbids scripts, so it runs in a copy without the content policy.</summary>
    /// <param name="page">The page.</param>
    /// <param name="script">An expression, or a promise of one, whose text is the result.</param>
    /// <param name="library">A script to load before it.</param>
    public static string Evaluate(string page, string script, int width = 1200, string? library = null)
    {
        var copy = page + ".evaluated.html";
        var html = Policy().Replace(File.ReadAllText(page), "");
        var load = library is null ? "" : $"<script>{File.ReadAllText(library)}</script>";
        File.WriteAllText(copy, html.Replace("</body>", load + "<script>Promise.resolve(" + script
            + ").then(x => x, e => 'failed: ' + e).then(x => { document.title = 'result:' + x + ':end'; });</script></body>", StringComparison.Ordinal));
        try { return WebUtility.HtmlDecode(Result().Match(Dom(copy, width)).Groups[1].Value); }
        finally { File.Delete(copy); }
    }

    /// <summary>A web server that answers nothing and counts the requests. A connection that nothing is sent over is none.</summary>
    internal sealed class Listener : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _requests;

        public Listener()
        {
            _listener.Start();
            _ = CountAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => Volatile.Read(ref _requests);

        private async Task CountAsync()
        {
            try
            {
                while (true) _ = ReceiveAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task ReceiveAsync(TcpClient client)
        {
            using (client)
            using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
            {
                try
                {
                    if (await client.GetStream().ReadAsync(new byte[1], patience.Token) > 0) Interlocked.Increment(ref _requests);
                }
                catch (Exception failure) when (failure is IOException or OperationCanceledException)
                {
                }
            }
        }

        public void Dispose() => _listener.Dispose();
    }

    private static string Run(string page, params string[] arguments)
    {
        var profile = Directory.CreateTempSubdirectory().FullName;
        try
        {
            return Start(Program!, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--user-data-dir={profile}", .. arguments, new Uri(page).AbsoluteUri]);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    private static string Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }

    private static string? InstallAxe()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "axe");
        var script = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script) && Find("npm") is { } npm)
        {
            Directory.CreateDirectory(folder);
            Start(npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", $"axe-core@{AxeVersion}");
        }
        return File.Exists(script) ? script : null;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("(?s)<title>result:(.*?):end</title>")]
    private static partial Regex Result();
}
