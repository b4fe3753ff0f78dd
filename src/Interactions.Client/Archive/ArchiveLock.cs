namespace Interactions.Client;

/// <summary>Keeps others from bringing the same archive up to date at the same time. The system ends it with the process, however that ends.</summary>
internal sealed class ArchiveLock : IDisposable
{
    public const string FileName = "sync.lock";
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;

    private readonly FileStream _file;

    /// <exception cref="ArchiveException">Another one has it.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public ArchiveLock(string folder)
    {
        try
        {
            // The file stays: deleting it could take the lock from another process that has just opened it.
            _file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException taken) when (taken.HResult is SharingViolation or WouldBlock or WouldBlockOnMac)
        {
            throw new ArchiveException(ArchiveErrorKind.Locked, folder, $"Another Sync-InteractionArchive is writing to {folder}.");
        }
    }

    public void Dispose() => _file.Dispose();
}
