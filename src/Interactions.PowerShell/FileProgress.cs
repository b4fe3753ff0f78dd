using System.Globalization;
using System.Management.Automation;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Interactions.PowerShell;

/// <summary>Shows how far the writing or reading of files has come, a few times a second.</summary>
internal sealed class FileProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private readonly Stopwatch _since = Stopwatch.StartNew();

    /// <param name="cmdlet">Whose progress.</param>
    /// <param name="activity">What is done.</param>
    /// <param name="count">How many activities.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="ofBytes">How many bytes there are, where that is known.</param>
    public void Show(Cmdlet cmdlet, string activity, long count, long bytes, long ofBytes = 0)
    {
        if (_since.Elapsed < Interval) return;
        _since.Restart();
        const double mega = 1024 * 1024;
        var status = ofBytes > 0
            ? string.Format(CultureInfo.CurrentCulture, "{0:N0} activities, {1:N1} of {2:N1} MB", count, bytes / mega, ofBytes / mega)
            : string.Format(CultureInfo.CurrentCulture, "{0:N0} activities, {1:N1} MB", count, bytes / mega);
        cmdlet.WriteProgress(new ProgressRecord(1, activity, status) { PercentComplete = ofBytes > 0 ? (int)Math.Min(100, 100 * bytes / ofBytes) : -1 });
    }
}
