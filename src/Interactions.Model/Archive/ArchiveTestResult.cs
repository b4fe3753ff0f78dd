namespace Interactions;

/// <summary>How a checkpoint compares with its file.</summary>
public enum ArchiveCheckpoint
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It fits all of the file.</summary>
    Current,

    /// <summary>It fits the start of the file. The rest was added by a command that was ended before it was done.</summary>
    Behind,

    /// <summary>It says something else than the file.</summary>
    Different,
}

/// <summary>What a file of an archive holds, and what is wrong with it.</summary>
public sealed class ArchiveTestResult
{
    internal ArchiveTestResult()
    {
    }

    /// <summary>The conversation that the file is named for.</summary>
    public Guid? ConversationId { get; internal init; }

    /// <summary>The file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => Problems.Count == 0;

    /// <summary>How many activities the file holds.</summary>
    public long Count { get; internal init; }

    /// <summary>How many of them came late: behind one of a later time.</summary>
    public long OutOfOrder { get; internal init; }

    /// <summary>How many of them are in the file more than once.</summary>
    public long Duplicates { get; internal init; }

    /// <summary>The earliest time, UTC.</summary>
    public DateTimeOffset? FirstTimestamp { get; internal init; }

    /// <summary>The latest time, UTC.</summary>
    public DateTimeOffset? LastTimestamp { get; internal init; }

    /// <summary>How the checkpoint compares with the file.</summary>
    public ArchiveCheckpoint Checkpoint { get; internal init; }

    /// <summary>What is wrong, in words.</summary>
    public IReadOnlyList<string> Problems { get; internal init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Path;
}
