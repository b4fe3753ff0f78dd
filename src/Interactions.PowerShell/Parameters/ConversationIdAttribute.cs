using System.Collections;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Refuses text that is not a GUID with a message about conversation ids. PowerShell's own message would be about converting types.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConversationIdAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        foreach (var id in Plain(inputData) is IList several ? several.Cast<object?>() : [inputData])
        {
            if (Plain(id) is string text && !Guid.TryParse(text, out _))
                throw new ArgumentTransformationMetadataException(
                    $"'{SafeText.Of(text)}' is not a conversation id. A conversation id is a GUID such as 3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d.");
        }
        return inputData;
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
