using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Ends a connection. Ending none, or one that has ended, is no error.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "InteractionEngine", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class DisconnectInteractionEngineCommand : PSCmdlet
{
    /// <summary>The connection to end, instead of that of this runspace.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public EngineSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = Session ?? CurrentSession.Value;
        if (session is null || !ShouldProcess(session.Uri.ToString(), "Disconnect")) return;
        session.Disconnect();
        if (CurrentSession.Value == session) CurrentSession.Value = null;
    }
}
