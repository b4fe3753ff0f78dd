using System.IO;
using System.Management.Automation;
using System.Reflection;
#if NET
using System.Runtime.Loader;
#endif

namespace Interactions.PowerShell;

/// <summary>Lets the module bring its own versions of its dependencies, whatever the session has loaded before.</summary>
/// <remarks>
/// The cmdlets and the model load in the default context. PowerShell loses cmdlets of another context at the second import (its issue
/// 20710), and finds types that a script names, such as <c>[Interactions.Activity]</c>, only in the default context (its issue 25664).
/// The client, the reports and the packages they need load in a context of the module's own, when they are first used.
/// </remarks>
public sealed class Loading : IModuleAssemblyInitializer
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(Loading).Assembly.Location)!;
    private static readonly string Dependencies = Path.Combine(Folder, "dependencies");
    private static readonly object Preparing = new();
    private static bool _isPrepared;

    /// <summary>Called by PowerShell 7 at every import, before it looks at the cmdlets.</summary>
    /// <remarks>PowerShell has loaded the public types by then. None of them may have a field whose type is a value type of the client
    /// or the reports: the runtime would load these to learn the field's size, before it knows where they are.</remarks>
    public void OnImport()
    {
        Prepare();
        ViewTypeData.Add();
    }

    /// <summary>Loads the model, and tells the runtime where the dependencies are. Does so once.</summary>
    public static void Prepare()
    {
        // A second runspace that imports at the same time waits here until the first is done.
        lock (Preparing)
        {
            if (_isPrepared) return;
            _isPrepared = true;
            // A script can name the types of an assembly only when that is loaded.
            Assembly.LoadFrom(Path.Combine(Folder, "Interactions.Model.dll"));
#if NET
            var own = new OwnContext();
            AssemblyLoadContext.Default.Resolving += (_, name) => name.Name is "Interactions.Client" or "Interactions.Reports" ? own.LoadFromAssemblyName(name) : null;
#else
            // The version is not compared, because .NET Framework has no binding redirects for a module. Only the module's own assemblies are answered.
            AppDomain.CurrentDomain.AssemblyResolve += (_, missing) =>
                IsOwn(missing.RequestingAssembly) && Find(new AssemblyName(missing.Name), Dependencies, Folder) is { } path ? Assembly.LoadFrom(path) : null;
#endif
        }
    }

    private static string? Find(AssemblyName assembly, params string[] folders) =>
        folders.Select(folder => Path.Combine(folder, assembly.Name + ".dll")).FirstOrDefault(File.Exists);

#if NET
    /// <summary>The client, the reports and what they need; everything else comes from the default context.</summary>
    private sealed class OwnContext() : AssemblyLoadContext("Interactions")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName, Dependencies) is { } path ? LoadFromAssemblyPath(path) : null;
    }
#else
    private static bool IsOwn(Assembly? asking) =>
        asking is null || (!asking.IsDynamic && asking.Location.StartsWith(Folder, StringComparison.OrdinalIgnoreCase));
#endif
}
