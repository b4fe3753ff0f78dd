using System.Globalization;
using System.Text.Json;

namespace Interactions.Client;

/// <summary>Reads a file of an archive from start to end, and says what it holds and what is wrong.</summary>
public sealed class ArchiveVerifier
{
    private const int MostBrokenLines = 10;

    private readonly ArchiveFiles? _files;
    private readonly string _path;
    private readonly List<string> _problems = [];
    private readonly HashSet<ActivityKey> _keys = [];
    private readonly ActivityLineReader _reader = new(shapeObject: null);
    private readonly ActivityLineWriter _writer = new();
    private Checkpoint? _checkpoint;
    private ArchiveCheckpoint _fits;
    private uint _crc;
    private long _count;
    private long _late;
    private long _foreign;
    private long _broken;
    private long? _first;
    private long? _last;

    private ArchiveVerifier(string path)
    {
        _path = path;
        if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "D", out var id)) _files = new ArchiveFiles(Path.GetDirectoryName(path)!, id);
    }

    /// <summary>The files of an archive, also those that are missing but for their checkpoint.</summary>
    /// <param name="folder">The archive.</param>
    public static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*" + ArchiveFiles.Extension)
            .Concat(Directory.EnumerateFiles(folder, "*" + ArchiveFiles.CheckpointExtension).Select(file => Path.ChangeExtension(file, ArchiveFiles.Extension)))
            .Distinct().OrderBy(file => file, StringComparer.Ordinal);

    /// <summary>Reads a file. Nothing is changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ArchiveTestResult Verify(string path, CancellationToken cancellationToken = default)
    {
        var verifier = new ArchiveVerifier(path);
        try
        {
            verifier.Read(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            verifier._problems.Add(failure.Message);
        }
        return verifier.Result();
    }

    private void Read(CancellationToken cancellationToken)
    {
        if (_files is null) _problems.Add("Its name is not a conversation id.");
        else _checkpoint = Checkpoint.Load(_files);

        using var lines = new LineReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1));
        if (_checkpoint is { Length: 0 }) _fits = ArchiveCheckpoint.Behind;
        while (lines.Read(out var line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _crc = Crc32.Append(_crc, line);
            if (lines.IsEnded) _crc = Crc32.Append(_crc, "\n"u8);
            Look(line, lines);
            if (_checkpoint?.Length == lines.NextOffset)
                _fits = _checkpoint.Crc32 == _crc && _checkpoint.Count == _count ? ArchiveCheckpoint.Behind : ArchiveCheckpoint.Different;
        }
        Conclude(lines.NextOffset);
    }

    private void Look(Span<byte> line, LineReader lines)
    {
        if (!lines.IsEnded)
        {
            _problems.Add(Said("It ends in the middle of line {0}.", lines.Number));
            return;
        }
        try
        {
            var activity = _reader.Read(line);
            _count++;
            if (activity.ConversationId != _files?.ConversationId) _foreign++;
            _keys.Add(ArchivedKeys.Of(activity, _writer.Write(activity)));
            var time = EventTime.Of(activity);
            if (time < _last) _late++;
            if (!(time <= _last)) _last = time ?? _last;
            if (!(time >= _first)) _first = time ?? _first;
        }
        catch (JsonException)
        {
            if (++_broken <= MostBrokenLines) _problems.Add(Said("Line {0} is not an activity.", lines.Number));
        }
    }

    private void Conclude(long length)
    {
        if (_broken > MostBrokenLines) _problems.Add(Said("So are {0} more.", _broken - MostBrokenLines));
        if (_files is not null && _foreign > 0) _problems.Add(Said("{0} activities are of other conversations.", _foreign));
        if (_keys.Count < _count) _problems.Add(Said("{0} activities are duplicates.", _count - _keys.Count));
        if (_checkpoint is null)
        {
            if (_files is not null) _problems.Add("It has no checkpoint, so lost activities cannot be detected.");
            return;
        }
        if (_fits == ArchiveCheckpoint.Behind && _checkpoint.Length == length) _fits = ArchiveCheckpoint.Current;
        if (_checkpoint.Length > length) _problems.Add(Said("It has {0} bytes, but had {1} when it was last written.", length, _checkpoint.Length));
        if (_fits is ArchiveCheckpoint.Current or ArchiveCheckpoint.Behind) return;
        _fits = ArchiveCheckpoint.Different;
        if (_checkpoint.Length <= length) _problems.Add("Its content differs from its checkpoint.");
    }

    private static string Said(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);

    private ArchiveTestResult Result() => new()
    {
        ConversationId = _files?.ConversationId,
        Path = _path,
        Count = _count,
        OutOfOrder = _late,
        Duplicates = _count - _keys.Count,
        FirstTimestamp = EventTime.ToTimestamp(_first),
        LastTimestamp = EventTime.ToTimestamp(_last),
        Checkpoint = _fits,
        Problems = _problems,
    };
}
