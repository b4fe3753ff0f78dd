using System.IO;
using System.Reflection;
#if NET
using System.Runtime.Loader;
#endif

namespace Interactions.PowerShell;

/// <summary>Lets the module bring its own versions of its dependencies, whatever the session has loaded before.</summary>
/// <remarks>The cmdlets stay in the default context, because PowerShell loses those of another one at the second import (its issue 20710).</remarks>
public static class Loading
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(Loading).Assembly.Location)!, "dependencies");
    private static int _prepared;

    /// <summary>Called by Interactions.psm1 before PowerShell looks at the cmdlets, at every import.</summary>
    public static void Prepare()
    {
        if (Interlocked.Exchange(ref _prepared, 1) == 1) return;
#if NET
        var own = new OwnContext();
        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == "Interactions.Client" ? own.LoadFromAssemblyName(name) : null;
#else
        AppDomain.CurrentDomain.AssemblyResolve += (_, missing) => FromFolder(new AssemblyName(missing.Name)) is { } path ? Assembly.LoadFrom(path) : null;
#endif
    }

    private static string? FromFolder(AssemblyName name)
    {
        var path = Path.Combine(Folder, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

#if NET
    /// <summary>The client and what it needs; everything else comes from the default context.</summary>
    private sealed class OwnContext() : AssemblyLoadContext("Interactions")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => FromFolder(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
#endif
}
