using System.Management.Automation;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Refuses text that is no address, and leaves a password in it out of the message. PowerShell's own message would repeat the whole text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && !Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _)
            ? throw new ArgumentTransformationMetadataException($"'{SafeText.Of(EngineAddress.Shown(text))}' is not an absolute URL such as https://engine.example.")
            : inputData;
}
