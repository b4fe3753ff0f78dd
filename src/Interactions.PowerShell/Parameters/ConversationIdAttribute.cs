using System.Collections;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Refuses what is not a GUID, and objects without one, with a message about conversation ids. PowerShell's own message would be about converting types.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConversationIdAttribute : ArgumentTransformationAttribute
{
    /// <summary>The properties of an object on the pipeline that can hold its id: the name of the parameter, and its alias.</summary>
    private static readonly string[] Names = ["ConversationId", "Id"];

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        foreach (var id in Plain(inputData) is IList several ? several.Cast<object?>() : [inputData])
        {
            if (FindProblem(id) is { } problem) throw new ArgumentTransformationMetadataException(problem);
        }
        return inputData;
    }

    private static string? FindProblem(object? id)
    {
        switch (Plain(id))
        {
            case null or Guid:
                return null;
            case string text when Guid.TryParse(text, out _):
                return null;
            case string or ValueType:
                return $"'{SafeText.Of(Plain(id))}' is not a conversation id. A conversation id is a GUID such as 3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d.";
        }
        // An object on the pipeline is tried as a whole first. One that has the property is then bound by that.
        var properties = PSObject.AsPSObject(id).Properties;
        return Names.Any(name => properties[name] is not null) ? null
            : $"The input has no property {string.Join(" or ", Names)}. It has: {SafeText.Of(string.Join(", ", properties.Select(property => property.Name).Take(20)))}.";
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
