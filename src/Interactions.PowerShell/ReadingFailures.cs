using System.Collections;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>The errors about single conversations that other commands of the pipeline wrote since a cmdlet began, as $Error has them.</summary>
/// <remarks>A cmdlet is not told of the errors of the commands before it. $Error is where it can see them: Get-InteractionActivity writes an
/// error for a conversation that could not be read, or not to its end, before the pipeline ends. -ErrorAction Ignore keeps it out of there.</remarks>
/// <param name="cmdlet">The cmdlet, at its beginning.</param>
internal sealed class ReadingFailures(PSCmdlet cmdlet)
{
    private readonly object? _newestBefore = Newest(cmdlet);

    /// <summary>Why reading a conversation failed; <see langword="null"/> where no failure was seen.</summary>
    public string? Of(Guid conversationId)
    {
        if (cmdlet.SessionState.PSVariable.GetValue("global:Error") is not IList errors) return null;
        foreach (var error in errors)
        {
            if (ReferenceEquals(error, _newestBefore)) return null;
            if (error is ErrorRecord { Exception: EngineException failure, TargetObject: Guid target } && target == conversationId) return failure.Message;
        }
        return null;
    }

    private static object? Newest(PSCmdlet cmdlet) =>
        cmdlet.SessionState.PSVariable.GetValue("global:Error") is IList { Count: > 0 } errors ? errors[0] : null;
}
