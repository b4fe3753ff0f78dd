using System.IO;
using System.Management.Automation;
using System.Reflection;
#if NET
using System.Runtime.Loader;
#endif

namespace Interactions.PowerShell;

/// <summary>Lets the module bring its own versions of its dependencies, whatever the session has loaded before.</summary>
/// <remarks>The cmdlets stay in the default context, because PowerShell loses those of another one at the second import (its issue 20710).</remarks>
public sealed class Loading : IModuleAssemblyInitializer
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(Loading).Assembly.Location)!, "dependencies");
    private static readonly object Preparing = new();
    private static bool _isPrepared;

    /// <summary>Called by PowerShell 7 at every import, before it looks at the cmdlets.</summary>
    /// <remarks>By then it has loaded the public types, so none of them may have a field of a value type of the client.</remarks>
    public void OnImport() => Prepare();

    /// <summary>Tells where the dependencies are, once.</summary>
    public static void Prepare()
    {
        // A runspace that imports at the same time waits: it is about to need what is prepared.
        lock (Preparing)
        {
            if (_isPrepared) return;
            _isPrepared = true;
#if NET
            var own = new OwnContext();
            AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == "Interactions.Client" ? own.LoadFromAssemblyName(name) : null;
#else
            // Whatever version is asked for: there are no binding redirects here. But only by the module itself: others have their own.
            AppDomain.CurrentDomain.AssemblyResolve += (_, missing) =>
                IsOwn(missing.RequestingAssembly) && FromFolder(new AssemblyName(missing.Name)) is { } path ? Assembly.LoadFrom(path) : null;
#endif
        }
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
#else
    private static bool IsOwn(Assembly? asking) =>
        asking is null || (!asking.IsDynamic && asking.Location.StartsWith(Path.GetDirectoryName(Folder)!, StringComparison.OrdinalIgnoreCase));
#endif
}
