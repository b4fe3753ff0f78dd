using System.Text.Json;

namespace Interactions.Client;

/// <summary>Reads a file of JSON Lines, one activity a line, compressed by gzip or not.</summary>
public sealed class ActivityFileReader : IDisposable
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private readonly FileStream _file;
    private readonly LineReader _lines;
    private readonly ActivityLineReader _activities;
    private readonly HashSet<Guid>? _only;
    private bool _isOver;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file. Others may write to it meanwhile.</param>
    /// <param name="conversationIds">The conversations to read; all where <see langword="null"/>.</param>
    /// <param name="shapeObject">How a JSON object without a type of its own (an event's payload) is handed on; as it is when <see langword="null"/>.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ActivityFileReader(string path, IEnumerable<Guid>? conversationIds = null, Func<IDictionary<string, object?>, object>? shapeObject = null)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        _lines = new LineReader(IsCompressed(path) ? new GzipMembers(_file) : _file);
        _activities = new ActivityLineReader(shapeObject);
        _only = conversationIds is null ? null : [.. conversationIds];
    }

    /// <summary>The activity of the current line; <see langword="null"/> where the line is broken.</summary>
    public Activity? Activity { get; private set; }

    /// <summary>Why the current line is broken.</summary>
    public string? Problem { get; private set; }

    /// <summary>The number of the current line, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>How many bytes of the file have been read.</summary>
    public long BytesRead => _file.Position;

    /// <summary>How many bytes the file has.</summary>
    public long Length => _file.Length;

    /// <summary>Moves to the next activity or broken line; false at the end. Empty lines are passed.</summary>
    /// <exception cref="IOException">The file cannot be read any further.</exception>
    public bool Read()
    {
        while (!_isOver)
        {
            (Activity, Problem) = (null, null);
            try
            {
                if (!_lines.Read(out var line)) return false;
                LineNumber = _lines.Number;
                if (LineNumber == 1 && IsUtf16(line))
                {
                    (_isOver, Problem) = (true, "The file is UTF-16, and only UTF-8 can be read.");
                    return true;
                }
                if (LineNumber == 1 && line.StartsWith(ByteOrderMark)) line = line.Slice(ByteOrderMark.Length);
                if (IsBlank(line) || (_only is not null && ActivityLineReader.ConversationOf(line) is { } id && !_only.Contains(id))) continue;
                Activity = _activities.Read(line);
                if (_only is null || _only.Contains(Activity.ConversationId)) return true;
            }
            catch (JsonException broken)
            {
                Problem = _lines.IsEnded ? Explain(broken) : $"The file ends within this line. {Explain(broken)}";
                return true;
            }
            catch (InvalidDataException damaged)
            {
                (_isOver, Problem, LineNumber) = (true, damaged.Message, _lines.Number + 1);
                return true;
            }
        }
        return false;
    }

    private bool IsCompressed(string path)
    {
        var isGzip = _file.ReadByte() == 0x1F && _file.ReadByte() == 0x8B;
        _file.Position = 0;
        return isGzip || path.EndsWith(ActivityFileWriter.CompressedExtension, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a file starts with the mark that Windows PowerShell's <c>&gt;</c> and <c>Set-Content -Encoding Unicode</c> write.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> line) => line.Length >= 2 && (line[0], line[1]) is (0xFF, 0xFE) or (0xFE, 0xFF);

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        foreach (var one in line)
            if (one is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return false;
        return true;
    }

    /// <summary>What is wrong with a line, without the library's own account of lines and positions, which are not those of the file.</summary>
    internal static string Explain(JsonException broken)
    {
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return TerminalText.OneLine(end < 0 ? broken.Message : broken.Message.Substring(0, end));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
    }
}
