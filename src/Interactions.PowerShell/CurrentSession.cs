using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Interactions.PowerShell;

/// <summary>The connection of each runspace. A runspace cannot see the connection of another.</summary>
internal static class CurrentSession
{
    private static readonly ConditionalWeakTable<Runspace, EngineSession> Sessions = new();

    /// <summary>The connection of the runspace of this thread; null where there is none.</summary>
    public static EngineSession? Value
    {
        get => Sessions.TryGetValue(Runspace.DefaultRunspace, out var session) ? session : null;
        set
        {
            Sessions.Remove(Runspace.DefaultRunspace);
            if (value is not null) Sessions.Add(Runspace.DefaultRunspace, value);
        }
    }
}
