namespace Interactions;

/// <summary>What was put right before activities were added to a file.</summary>
[Flags]
public enum ArchiveRepairs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The end of the file was torn. It was moved to the file of that name that ends in <c>.torn</c>, and read from the engine again.</summary>
    TornEnd = 1,

    /// <summary>The checkpoint was missing or did not fit, and was made anew from the file.</summary>
    Checkpoint = 2,
}

/// <summary>A conversation's file is up to date and on the disk.</summary>
public sealed class ArchiveSyncResult
{
    internal ArchiveSyncResult()
    {
    }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; internal init; }

    /// <summary>Its file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>How many activities were added.</summary>
    public long Added { get; internal init; }

    /// <summary>How many activities the file holds.</summary>
    public long Count { get; internal init; }

    /// <summary>The latest event id of the file that was not ahead of the clock when it was written.</summary>
    public long? LastEventId { get; internal init; }

    /// <summary><see cref="LastEventId"/> as a time, UTC.</summary>
    public DateTimeOffset? LastTimestamp => EventTime.ToTimestamp(LastEventId);

    /// <summary>What was put right before.</summary>
    public ArchiveRepairs Repaired { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
