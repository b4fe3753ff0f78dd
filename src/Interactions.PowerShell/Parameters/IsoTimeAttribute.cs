using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Interactions.PowerShell;

/// <summary>Reads a time that begins with the year, such as 2024-04-05, in the Gregorian calendar. PowerShell would read it in the calendar of the user's culture, where 2024 may be another year.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IsoTimeAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex YearFirst = new(@"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])", RegexOptions.CultureInvariant);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && YearFirst.IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : inputData;
}
