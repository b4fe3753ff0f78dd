namespace Interactions.Client.Tests;

/// <summary>A folder that is deleted with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>In memory where there is a place for that: these tests wait for the disk a thousand times.</summary>
    private static readonly string Base = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(Base, $"interactions-{Guid.NewGuid():N}")).FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName)!;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
