using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Gets the connection of the runspace, or nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "InteractionEngine")]
[OutputType(typeof(EngineSession))]
public sealed class GetInteractionEngineCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (CurrentSession.Value is { } session) WriteObject(session);
    }
}
