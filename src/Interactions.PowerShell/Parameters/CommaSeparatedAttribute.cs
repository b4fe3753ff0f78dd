using System.Collections;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Reads 'Customer,Agent' in one string, as it comes from a config file, as two names. PowerShell would add their numbers up to another name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CommaSeparatedAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes one name only, so that several are an error.</summary>
    public bool IsSingle { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var values = Plain(inputData) is IList several ? several.Cast<object?>().Select(Plain).ToArray() : [Plain(inputData)];
        if (IsSingle && (values.Length > 1 || values.Any(IsList)))
            throw new ArgumentTransformationMetadataException($"'{SafeText.Of(string.Join(",", values))}' is more than one name.");
        return !values.Any(IsList) ? inputData
            : values.SelectMany(value => IsList(value) ? ((string)value!).Split(',').Select(name => (object?)name.Trim()) : [value]).ToArray();
    }

    private static bool IsList(object? value) => value is string text && text.Contains(',');

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
