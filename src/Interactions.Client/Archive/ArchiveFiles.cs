namespace Interactions.Client;

/// <summary>The files of one conversation in the folder of an archive.</summary>
/// <param name="Folder">The archive.</param>
/// <param name="ConversationId">The conversation.</param>
internal sealed record ArchiveFiles(string Folder, Guid ConversationId)
{
    public const string Extension = ".jsonl";
    public const string CheckpointExtension = ".checkpoint";

    /// <summary>The activities.</summary>
    public string Activities => Path.Combine(Folder, ConversationId.ToString("D") + Extension);

    /// <summary>What the file of activities held when it was last on the disk.</summary>
    public string Checkpoint => Path.Combine(Folder, ConversationId.ToString("D") + CheckpointExtension);

    /// <summary>Where the ends of lines go that were only partly written.</summary>
    public string Torn => Activities + ".torn";

    public ArchiveException Foreign(string why) => new(ArchiveErrorKind.Foreign, Activities,
        $"{Activities} {why}, so it is not the file of conversation {ConversationId:D}. It was not changed.");

    public ArchiveException IsTorn(string why) => new(ArchiveErrorKind.Torn, Activities, $"{Activities} {why}. It was not changed.");
}
