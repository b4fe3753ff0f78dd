namespace Interactions;

/// <summary>What is wrong with an archive.</summary>
public enum ArchiveErrorKind
{
    /// <summary>Another process, or another command of this one, is bringing the archive up to date.</summary>
    Locked,

    /// <summary>A file has lost activities that it held, or one of its lines is broken with others behind it.</summary>
    Torn,

    /// <summary>A file holds something else than the conversation that it is named for.</summary>
    Foreign,
}

/// <summary>A file of an archive cannot be gone on with. It was not changed.</summary>
public sealed class ArchiveException : Exception
{
    internal ArchiveException(ArchiveErrorKind kind, string path, string message) : base(message) => (Kind, Path) = (kind, path);

    /// <summary>What is wrong.</summary>
    public ArchiveErrorKind Kind { get; }

    /// <summary>The file.</summary>
    public string Path { get; }
}
