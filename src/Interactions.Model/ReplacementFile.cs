namespace Interactions;

/// <summary>A file that is written beside its place and put there when it is whole, so that its place holds the old content or the new, never a part.</summary>
internal sealed class ReplacementFile : IDisposable
{
    /// <summary>The ending of a file that is written beside its place, where there is only ever one.</summary>
    public const string NewExtension = ".new";

    private const string OldExtension = ".old";
    private readonly string _path;
    private readonly string _temporary;
    private bool _isOver;

    /// <summary>Creates the file to write.</summary>
    /// <param name="path">Where it is put. A link stays, and what it leads to is replaced.</param>
    /// <param name="extension">What is put behind the name meanwhile. Without it, the name is one that no other process uses.</param>
    /// <exception cref="IOException">There is no room, or no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public ReplacementFile(string path, string? extension = null)
    {
        _path = Target(path);
        if (Path.GetDirectoryName(_path) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        _temporary = extension is not null ? _path + extension : TemporaryName(_path);
        Stream = new FileStream(_temporary, extension is null ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.None, 1);
#if NET
        // Nobody can read the new file who could not read the old one.
        if (!OperatingSystem.IsWindows() && File.Exists(_path)) File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_path));
#endif
    }

    /// <summary>Where to write, unbuffered.</summary>
    public FileStream Stream { get; }

    /// <summary>A name in the folder of a file that no other file has.</summary>
    public static string TemporaryName(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");

    /// <summary>Puts the file in its place, once it is on the disk. Where a read-only one is there, this one is read-only, too.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        var attributes = File.Exists(_path) ? File.GetAttributes(_path) : FileAttributes.Normal;
        var isReadOnly = (attributes & FileAttributes.ReadOnly) != 0;
        // Windows replaces no read-only file.
        if (isReadOnly) File.SetAttributes(_path, attributes & ~FileAttributes.ReadOnly);
        Move(_temporary, _path);
        _isOver = true;
        if (isReadOnly) File.SetAttributes(_path, attributes);
    }

    /// <summary>Renames a file, and replaces the one that has the name.</summary>
    private static void Move(string from, string to)
    {
#if NET
        File.Move(from, to, overwrite: true);
#else
        // .NET Framework has no rename that replaces. This one may fail halfway, with the old file under the backup's name.
        if (File.Exists(to)) File.Replace(from, to, to + OldExtension);
        else File.Move(from, to);
        File.Delete(to + OldExtension);
#endif
    }

    /// <summary>A file, and those that hold its content where putting it in place was interrupted; the newest first.</summary>
    public static IEnumerable<string> Remains(string path) => [path, path + NewExtension, path + OldExtension];

    private static string Target(string path)
    {
#if NET
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) return file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
#endif
        return path;
    }

    /// <summary>Deletes the file that was not put in its place.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        Stream.Dispose();
        File.Delete(_temporary);
    }
}
