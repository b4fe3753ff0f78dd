using System.IO.Compression;

namespace Interactions.Client;

/// <summary>Writes activities to a file of JSON Lines (jsonlines.org): UTF-8 without a mark, one activity a line as the engine spells it.</summary>
public sealed class ActivityFileWriter : IDisposable
{
    internal const string CompressedExtension = ".gz";

    private const int BufferSize = 64 * 1024;

    /// <summary>What gzip makes of nothing; GZipStream writes no bytes at all.</summary>
    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly ActivityLineWriter _lines = new();
    private readonly ReplacementFile? _replacement;
    private readonly FileStream _file;
    private readonly long? _lengthBefore;
    // The buffer is apart from the file, so that closing the file without what is in the buffer cannot fail on a full disk.
    private readonly Stream _stream;
    private bool _isOver;

    private ActivityFileWriter(FileStream file, bool isCompressed, ReplacementFile? replacement = null, long? lengthBefore = null)
    {
        (_file, _replacement, _lengthBefore) = (file, replacement, lengthBefore);
        _stream = isCompressed ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : new BufferedStream(file, BufferSize);
    }

    /// <summary>Whether files of this name are compressed.</summary>
    /// <param name="path">A file.</param>
    public static bool IsCompressed(string path) => path.EndsWith(CompressedExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts a file that replaces the one in its place when it is whole.</summary>
    /// <param name="path">The file; compressed where the name ends in <c>.gz</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static ActivityFileWriter Create(string path)
    {
        if (Directory.Exists(path)) throw new IOException("It is a folder.");
        // A device, such as /dev/stdout, is written to: nothing can take its place.
        if (IsDevice(path))
            return new(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1), IsCompressed(path));
        var replacement = new ReplacementFile(path);
        return new(replacement.Stream, IsCompressed(path), replacement);
    }

    /// <summary>Goes on behind the end of an uncompressed file, or starts a new one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static ActivityFileWriter Append(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
        var length = file.Length;
        var isMidLine = false;
        if (length > 0)
        {
            file.Position = length - 1;
            isMidLine = file.ReadByte() != '\n';
        }
        var writer = new ActivityFileWriter(file, isCompressed: false, lengthBefore: length);
        // Whatever the last line is, the next activity has a line of its own.
        if (isMidLine) writer._stream.WriteByte((byte)'\n');
        return writer;
    }

    /// <summary>Whether a path is one of a device. Files in /dev/shm are like any others.</summary>
    private static bool IsDevice(string path) => path.StartsWith(@"\\.\", StringComparison.Ordinal)
        || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));

    /// <summary>How many activities have been written.</summary>
    public long Count { get; private set; }

    /// <summary>How many bytes their lines have, uncompressed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes an activity.</summary>
    /// <param name="activity">An activity that was read from an engine or a file.</param>
    /// <exception cref="IOException">The file cannot be written any further.</exception>
    /// <exception cref="InvalidOperationException">The activity was made otherwise.</exception>
    public void Write(Activity activity)
    {
        var line = _lines.Write(activity);
        _stream.Write(line.Array!, line.Offset, line.Count);
        Count++;
        Bytes += line.Count;
    }

    /// <summary>Completes the file: it is on the disk and in its place.</summary>
    /// <exception cref="IOException">The file cannot be completed; what was there before still is.</exception>
    public void Commit()
    {
        // Compressed data is complete when its stream is closed.
        if (_stream is GZipStream) _stream.Dispose();
        else _stream.Flush();
        if (_stream is GZipStream && Count == 0) _file.Write(EmptyMember, 0, EmptyMember.Length);
        _file.Flush(flushToDisk: _lengthBefore is not null);
        _replacement?.Commit();
        _isOver = true;
        _file.Dispose();
    }

    /// <summary>Closes the file. Without <see cref="Commit"/> what was there before stays as it was.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        if (_lengthBefore is { } length) _file.SetLength(length);
        _replacement?.Dispose();
        _file.Dispose();
    }
}
