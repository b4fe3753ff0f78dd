using System.Text.Json;

namespace Interactions.Client;

/// <summary>The file of one conversation, which is only ever appended to.</summary>
/// <remarks>
/// Activities are on the disk before the checkpoint says so, and the checkpoint is replaced in one step. So whatever is behind the
/// checkpoint's length was written by a command that did not come to its end: whole lines are kept, and a last line that is only a part
/// is moved away. A file that is shorter than its checkpoint has lost what was on the disk, which nothing here can explain.
/// </remarks>
internal sealed class ConversationArchive : IDisposable
{
    private const int WriteSize = 256 * 1024;

    private readonly ArchiveFiles _files;
    private readonly FileStream _file;
    private readonly MemoryStream _unwritten = new();
    private readonly ActivityLineWriter _lines = new();
    private readonly long _now;
    private readonly bool _isNew;
    private long? _reached;
    private readonly bool _hasCheckpoint;
    private bool _isSaved;

    private ConversationArchive(ArchiveFiles files, bool isNew, DateTimeOffset now)
    {
        (_files, _isNew, _now) = (files, isNew, now.ToUnixTimeMilliseconds());
        _file = new FileStream(files.Activities, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
        var checkpoint = Checkpoint.Load(files);
        _hasCheckpoint = checkpoint is not null;
        State = checkpoint ?? new Checkpoint { ConversationId = files.ConversationId };
    }

    /// <summary>What the file holds, with what has been added.</summary>
    public Checkpoint State { get; private set; }

    /// <summary>What was put right at the start.</summary>
    public ArchiveRepairs Repaired { get; private set; }

    /// <summary>How many activities have been added.</summary>
    public long Added { get; private set; }

    /// <summary>Opens a conversation's file, creates it where there is none, and puts right what a command that was killed left.</summary>
    /// <param name="files">Its names.</param>
    /// <param name="now">The clock.</param>
    /// <exception cref="ArchiveException">The file is another one's, or has lost activities.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static ConversationArchive Open(ArchiveFiles files, DateTimeOffset now)
    {
        if (Directory.Exists(files.Activities)) throw new IOException($"{files.Activities} is a folder.");
        var isNew = !File.Exists(files.Activities);
        if (isNew && Checkpoint.Load(files) is { Length: > 0 }) throw files.IsTorn("is missing, but its checkpoint exists");
        var archive = new ConversationArchive(files, isNew, now);
        try
        {
            archive.Recover();
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The keys of all activities from an event id on.</summary>
    public HashSet<ActivityKey> ReadKeys(long from) => ArchivedKeys.Read(_file, State, _files, from);

    /// <summary>Adds an activity, unless it is one of those that are there.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="known">Those that are there.</param>
    /// <returns>How many bytes were added.</returns>
    public int Add(Activity activity, HashSet<ActivityKey> known)
    {
        // Activities come in order of time, so the engine has given all before this one.
        var time = EventTime.Of(activity);
        if (time <= _now) _reached = time;
        var line = _lines.Write(activity);
        if (known.Count > 0 && known.Contains(ArchivedKeys.Of(activity, line))) return 0;
        _unwritten.Write(line.Array!, line.Offset, line.Count);
        State.Add(line.AsSpan(), time, _now);
        Added++;
        _isSaved = false;
        if (_unwritten.Length >= WriteSize) Write();
        return line.Count;
    }

    /// <summary>Puts all that was added on the disk, and then says so in the checkpoint.</summary>
    /// <param name="brokeOffAt">The event id behind which the engine may not have given all; <see langword="null"/> where it has.</param>
    public void Save(long? brokeOffAt = null)
    {
        var readTo = brokeOffAt < _reached ? brokeOffAt : _reached;
        if (readTo > State.ReadTo || State.ReadTo is null) (State.ReadTo, _isSaved) = (readTo, _isSaved && readTo == State.ReadTo);
        if (_isSaved) return;
        Write();
        _file.Flush(flushToDisk: true);
        State.Save(_files);
        _isSaved = true;
    }

    /// <summary>Keeps what was added before the reading failed. Where that is nothing at all, no file is left.</summary>
    /// <param name="brokeOffAt">The event id behind which the engine may not have given all.</param>
    public void SavePart(long? brokeOffAt)
    {
        if (!_isNew || Added > 0)
        {
            Save(brokeOffAt);
            return;
        }
        Dispose();
        File.Delete(_files.Activities);
    }

    private void Write()
    {
        var length = State.Length - _unwritten.Length;
        try
        {
            _file.Position = length;
            _file.Write(_unwritten.GetBuffer(), 0, (int)_unwritten.Length);
            _unwritten.SetLength(0);
        }
        catch (IOException)
        {
            // A full disk: no part of a line stays.
            _file.SetLength(length);
            throw;
        }
    }

    private void Recover()
    {
        if (State.Length > _file.Length)
            throw _files.IsTorn($"has {_file.Length} bytes, but had {State.Length} when it was last written");
        CheckStart();
        _isSaved = File.Exists(_files.Checkpoint);
        var fits = EndsWithLine(State.Length);
        // Somebody has changed the file. What it holds now is what counts.
        if (!fits) State = new Checkpoint { ConversationId = _files.ConversationId };
        if (_file.Length > 0 && !(_hasCheckpoint && fits)) Repaired |= ArchiveRepairs.Checkpoint;
        if (State.Length == _file.Length) return;
        ReadRest();
        Save();
    }

    /// <summary>Reads what is behind the checkpoint, and moves the torn end away.</summary>
    private void ReadRest()
    {
        _file.Position = State.Length;
        var lines = new LineReader(_file, State.Length);
        var reader = new ActivityLineReader(shapeObject: null);
        long? broken = null;
        // Whoever wrote the lines could not read ahead of the clock either.
        var written = Math.Min(_now, new DateTimeOffset(File.GetLastWriteTimeUtc(_files.Activities)).ToUnixTimeMilliseconds());
        while (lines.Read(out var line))
        {
            if (!lines.IsEnded)
            {
                broken ??= lines.Offset;
                break;
            }
            var whole = line.ToArray();
            try
            {
                var activity = reader.Read(line);
                if (activity.ConversationId != _files.ConversationId) throw _files.Foreign($"contains activities of conversation {activity.ConversationId:D}");
                if (broken is not null) throw _files.IsTorn($"contains a broken line at byte {broken}, followed by other lines");
                var time = EventTime.Of(activity);
                State.Add([.. whole, (byte)'\n'], time, written);
                if (time <= written) _reached = time;
            }
            catch (JsonException)
            {
                broken ??= lines.Offset;
            }
        }
        _isSaved = false;
        if (broken is { } start) MoveTornEnd(start);
    }

    private void MoveTornEnd(long start)
    {
        _file.Position = start;
        using (var torn = new FileStream(_files.Torn, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            _file.CopyTo(torn);
            torn.Flush(flushToDisk: true);
        }
        _file.SetLength(start);
        _file.Flush(flushToDisk: true);
        Repaired |= ArchiveRepairs.TornEnd;
    }

    /// <summary>Makes sure that the file starts as one of this conversation does, or is the torn start of one.</summary>
    private void CheckStart()
    {
        var expected = ActivityLineWriter.Start(_files.ConversationId);
        var start = new byte[(int)Math.Min(expected.Length, _file.Length)];
        _file.Position = 0;
        for (int length = 0, read; length < start.Length; length += read)
            if ((read = _file.Read(start, length, start.Length - length)) == 0) throw new EndOfStreamException();
        // A system that went down may leave a file that was made longer, but not yet written to.
        if (!expected.AsSpan().StartsWith(start) && !start.All(one => one == 0)) throw _files.Foreign("does not start with an activity of this conversation");
    }

    private bool EndsWithLine(long length)
    {
        if (length == 0) return true;
        _file.Position = length - 1;
        return _file.ReadByte() == '\n';
    }

    /// <summary>Closes the file. What was not saved may be in it or not.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _unwritten.Dispose();
    }
}
