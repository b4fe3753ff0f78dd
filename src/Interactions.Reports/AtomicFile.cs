using System.IO;

namespace Interactions.Reports;

/// <summary>A file that takes the place of another only when it is whole.</summary>
/// <remarks>It is written under another name in the same folder. Where writing fails or is stopped, the file that was there stays as it is.</remarks>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _isPlaced;

    /// <param name="path">The full path of the file.</param>
    public AtomicFile(string path)
    {
        _path = path;
        _temporary = TemporaryName(path);
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
    }

    /// <summary>Where to write to.</summary>
    public FileStream Stream { get; }

    /// <summary>A name in the folder of a file that no other file has.</summary>
    public static string TemporaryName(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}.tmp");

    /// <summary>Puts the file in its place, also where a read-only one is there.</summary>
    public void Place()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        // Windows replaces no read-only file.
        if (File.Exists(_path) && File.GetAttributes(_path) is var attributes && (attributes & FileAttributes.ReadOnly) != 0)
            File.SetAttributes(_path, attributes & ~FileAttributes.ReadOnly);
#if NET
        File.Move(_temporary, _path, overwrite: true);
#else
        // Without the name of a backup, File.Replace can fail after it has taken the target away.
        if (File.Exists(_path))
        {
            var backup = TemporaryName(_path);
            File.Replace(_temporary, _path, backup);
            File.Delete(backup);
        }
        else
        {
            File.Move(_temporary, _path);
        }
#endif
        _isPlaced = true;
    }

    /// <summary>Deletes what was written, unless it was put in its place.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isPlaced) File.Delete(_temporary);
    }
}
