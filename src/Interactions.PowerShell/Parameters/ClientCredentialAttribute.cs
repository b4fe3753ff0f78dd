using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Takes a credential, or asks for the secret of a client id. Refuses an address, which was meant for -Uri, instead of asking for its password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ClientCredentialAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is Uri || (value is string text && text.Contains("://")))
            throw new ArgumentTransformationMetadataException("An address is not a credential. Use -Uri for the address of the engine, and -Credential for the client id and secret.");
        return new CredentialAttribute().Transform(engineIntrinsics, inputData);
    }
}
