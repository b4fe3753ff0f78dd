using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Interactions.PowerShell;

/// <summary>Takes a time that is written year first as one of the Gregorian calendar. PowerShell reads parameters in the user's own calendar, where 2024 is another year or none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IsoTimeAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex YearFirst = new(@"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])", RegexOptions.CultureInvariant);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && YearFirst.IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : inputData;
}
