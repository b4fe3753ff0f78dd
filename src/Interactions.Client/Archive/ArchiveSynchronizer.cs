namespace Interactions.Client;

/// <summary>Brings a folder of conversations up to date from an engine: one file each, as <see cref="ActivityFileReader"/> reads them.</summary>
/// <remarks>No other one writes to the folder meanwhile. Several conversations may be brought up to date at once.</remarks>
public sealed class ArchiveSynchronizer : IDisposable
{
    private readonly EngineClient _client;
    private readonly string _folder;
    private readonly ArchiveLock _lock;
    private long _activities;
    private long _bytes;

    /// <summary>Creates the folder where there is none, and keeps others from writing to it.</summary>
    /// <param name="client">Where activities come from.</param>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ArchiveException">Another one is writing to the folder.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public ArchiveSynchronizer(EngineClient client, string folder)
    {
        (_client, _folder) = (client, folder);
        if (File.Exists(folder)) throw new IOException("It is a file, not a folder.");
        Directory.CreateDirectory(folder);
        _lock = new ArchiveLock(folder);
    }

    /// <summary>Whose activities to keep (contract §3).</summary>
    public IReadOnlyCollection<IntegrationType> Types { get; init; } = [IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot];

    /// <summary>The first millisecond to keep, since 1970-01-01 UTC, included.</summary>
    public long LastEventId { get; init; }

    /// <summary>How much before the last activity to read from, so that what came late is kept too.</summary>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many activities have been added so far.</summary>
    public long Activities => Interlocked.Read(ref _activities);

    /// <summary>How many bytes have been added so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The file of a conversation.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="conversationId">The conversation.</param>
    public static string PathOf(string folder, Guid conversationId) => new ArchiveFiles(folder, conversationId).Activities;

    /// <summary>Brings one conversation up to date. What was added is on the disk when this is done.</summary>
    /// <param name="conversationId">The conversation; not one that is being brought up to date already.</param>
    /// <param name="notify">Hears of requests, waits and crowded milliseconds, from any thread.</param>
    /// <param name="cancellationToken">Ends the reading. What was read before is kept.</param>
    /// <exception cref="EngineException">The engine did not give all. What it gave is kept, and the next time goes on from there.</exception>
    /// <exception cref="ArchiveException">The file cannot be gone on with. It was not changed.</exception>
    /// <exception cref="IOException">The file cannot be read or written. What it held it still holds.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read or written.</exception>
    public async Task<ArchiveSyncResult> SyncAsync(Guid conversationId, Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default)
    {
        var files = new ArchiveFiles(_folder, conversationId);
        using var archive = ConversationArchive.Open(files, DateTimeOffset.UtcNow);
        var from = archive.State.Start(LastEventId, (long)Lookback.TotalMilliseconds);
        var known = archive.ReadKeys(from);
        var query = new ActivityQuery { ConversationId = conversationId, Types = Types, LastEventId = from, All = true };
        try
        {
            await foreach (var page in _client.ReadPagesAsync(query, notify, cancellationToken).ConfigureAwait(false))
            {
                foreach (var activity in page)
                {
                    var bytes = archive.Add(activity, known);
                    if (bytes == 0) continue;
                    Interlocked.Increment(ref _activities);
                    Interlocked.Add(ref _bytes, bytes);
                }
            }
            archive.Save();
        }
        catch (EngineException failure)
        {
            // Behind this, a page that broke off may have given some activities and not others.
            archive.SavePart(failure.ResumeFrom ?? from);
            throw;
        }
        catch (OperationCanceledException)
        {
            archive.SavePart(brokeOffAt: null);
            throw;
        }
        return new ArchiveSyncResult
        {
            ConversationId = conversationId,
            Path = files.Activities,
            Added = archive.Added,
            Count = archive.State.Count,
            LastEventId = archive.State.LastEventId,
            Repaired = archive.Repaired,
        };
    }

    /// <summary>Lets others write to the folder.</summary>
    public void Dispose() => _lock.Dispose();
}
