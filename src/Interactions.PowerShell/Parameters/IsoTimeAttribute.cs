using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Interactions.PowerShell;

/// <summary>Reads one end of a range of time as users mean it, whatever their zone and calendar.</summary>
/// <remarks>
/// A time that begins with the year, such as 2024-04-05, is read in the Gregorian calendar. PowerShell would read it in the calendar of the
/// user's culture, where 2024 may be another year. The first and the last day there is mean an open end, and so does null: PowerShell would
/// refuse them, the days because they are beyond all days in some zones.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IsoTimeAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex YearFirst = new(@"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])", RegexOptions.CultureInvariant);

    /// <summary>Whether it is the end of the range, not the start.</summary>
    public bool IsEnd { get; set; }

    /// <summary>The event id of the end of a range; null where it is open.</summary>
    public static long? EventIdOfEnd(DateTimeOffset time) => DateTimeOffset.MaxValue - time < TimeSpan.FromDays(1) ? null : EventTime.FromTimestamp(time);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        null => IsEnd ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue,
        DateTime time => ToOffset(time),
        string text when YearFirst.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) => time,
        string text when YearFirst.IsMatch(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => ToOffset(time),
        _ => inputData,
    };

    private static DateTimeOffset ToOffset(DateTime time) =>
        time - DateTime.MinValue < TimeSpan.FromDays(1) ? DateTimeOffset.MinValue
        : DateTime.MaxValue - time < TimeSpan.FromDays(1) ? DateTimeOffset.MaxValue
        : new DateTimeOffset(time);
}
