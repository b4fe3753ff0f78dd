using System.Collections;
using System.Globalization;
using System.IO;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>What the views show of the results of Sync-InteractionArchive and Test-InteractionArchive, each as a hidden property that <see cref="ViewTypeData"/> adds.</summary>
/// <remarks>Properties are read by name, so that results from a job or a remote session look the same as live ones.</remarks>
public static class ArchiveView
{
    /// <summary>The name of the file.</summary>
    /// <param name="result">A result.</param>
    public static string FileName(PSObject result) => SafeText.Of(Path.GetFileName(Convert.ToString(Read(result, "Path"), CultureInfo.InvariantCulture)));

    /// <summary>The local time of the last activity, to the minute.</summary>
    /// <param name="result">A result.</param>
    public static string LastTime(PSObject result) => Read(result, "LastEventId") is { } eventId
        && EventTime.ToTimestamp(Convert.ToInt64(eventId, CultureInfo.InvariantCulture)) is { } time ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>What is wrong.</summary>
    /// <param name="result">A result.</param>
    public static string AllProblems(PSObject result) =>
        Read(result, "Problems") is IEnumerable problems ? SafeText.Of(string.Join(" ", problems.Cast<object>())) : "";

    private static object? Read(PSObject result, string name) => result.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value).BaseObject : null;
}
