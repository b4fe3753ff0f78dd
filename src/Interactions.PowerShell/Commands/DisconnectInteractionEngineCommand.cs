using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Ends a connection. It is no error if there is none, or if it has ended already.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "InteractionEngine", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class DisconnectInteractionEngineCommand : PSCmdlet
{
    /// <summary>The connection to end; that of the runspace by default.</summary>
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
