using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Interactions.PowerShell;

/// <summary>Takes a time zone by its id, as Get-TimeZone and Set-TimeZone do: <c>UTC</c>, <c>Europe/Berlin</c>, <c>W. Europe Standard Time</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeZoneAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string id) return inputData;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception failure) when (failure is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new ArgumentTransformationMetadataException($"This machine does not know the time zone '{SafeText.Of(id)}'. Get-TimeZone -ListAvailable lists the known ones.");
        }
    }
}

/// <summary>Completes the ids of the time zones that this machine knows.</summary>
internal sealed class TimeZoneCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = WildcardPattern.Get(wordToComplete.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return TimeZoneInfo.GetSystemTimeZones().Where(zone => word.IsMatch(zone.Id)).OrderBy(zone => zone.Id, StringComparer.OrdinalIgnoreCase)
            .Select(zone => new CompletionResult(zone.Id.Any(c => c is ' ' or '(') ? $"'{zone.Id.Replace("'", "''")}'" : zone.Id, zone.Id, CompletionResultType.ParameterValue, zone.DisplayName));
    }
}
