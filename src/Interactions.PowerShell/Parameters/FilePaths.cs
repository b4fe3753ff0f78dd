using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace Interactions.PowerShell;

/// <summary>What -Path and -LiteralPath mean: files of the file system, with wildcards in -Path alone.</summary>
internal static class FilePaths
{
    /// <summary>The endings of the files that are read of a folder.</summary>
    private static readonly string[] Endings = [".jsonl", ".jsonl.gz"];

    /// <summary>The files and folders that are meant. What is not there is a non-terminating error.</summary>
    public static IEnumerable<string> Existing(PSCmdlet cmdlet, IEnumerable<string> paths, bool isLiteral)
    {
        foreach (var path in paths)
        {
            Collection<string> found = [];
            try
            {
                found = isLiteral ? [New(cmdlet, path)] : Resolve(cmdlet, path);
                if (found.Count == 0) cmdlet.WriteError(ErrorRecords.NothingMatches(path));
            }
            catch (Exception failure) when (IsOfPath(failure))
            {
                cmdlet.WriteError(failure is ItemNotFoundException ? ErrorRecords.PathNotFound(path) : ErrorRecords.InvalidPath(path, failure.Message));
            }
            foreach (var one in found)
            {
                if (File.Exists(one) || Directory.Exists(one)) yield return one;
                else cmdlet.WriteError(ErrorRecords.PathNotFound(one));
            }
        }
    }

    /// <summary>A file, or those of a folder that hold activities, by name.</summary>
    public static IEnumerable<string> Files(PSCmdlet cmdlet, string fileOrFolder) => Files(cmdlet, fileOrFolder, folder => Directory.EnumerateFiles(folder)
        .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(file => file, StringComparer.Ordinal));

    /// <summary>A file, or those of a folder that are chosen. A folder that cannot be read is a non-terminating error.</summary>
    public static IReadOnlyCollection<string> Files(PSCmdlet cmdlet, string fileOrFolder, Func<string, IEnumerable<string>> choose)
    {
        try
        {
            return Directory.Exists(fileOrFolder) ? [.. choose(fileOrFolder)] : [fileOrFolder];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            cmdlet.WriteError(ErrorRecords.FileNotRead(fileOrFolder, failure));
            return [];
        }
    }

    /// <summary>The one file to write, whether or not it is there. What cannot be one ends the command.</summary>
    public static string ToWrite(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path)) return New(cmdlet, path);
            var found = Resolve(cmdlet, path);
            if (found.Count == 1) return found.First();
            throw new ArgumentException(found.Count == 0 ? "No file matches it. Use -LiteralPath for a new file whose name contains [ or ]." : "Several files match it.");
        }
        catch (Exception failure) when (IsOfPath(failure))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.InvalidPath(path, failure.Message));
            throw;
        }
    }

    private static Collection<string> Resolve(PSCmdlet cmdlet, string path)
    {
        var found = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
        Check(provider);
        return found;
    }

    private static string New(PSCmdlet cmdlet, string path)
    {
        var found = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        Check(provider);
        return found;
    }

    private static void Check(ProviderInfo provider)
    {
        if (provider.ImplementingType != typeof(FileSystemProvider)) throw new ArgumentException($"It belongs to the provider {provider.Name}, not to the file system.");
    }

    private static bool IsOfPath(Exception failure) => failure is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException;
}
