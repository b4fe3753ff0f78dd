using System.Text.Json;

namespace Interactions.Client;

/// <summary>What makes an activity of an archive the same as one that the engine gives.</summary>
internal static class ArchivedKeys
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>The key of an activity, by its line: the same whether it comes from the engine or from the file.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="line">Its line as <see cref="ActivityLineWriter"/> writes it. In the file it may have white space, such as the CR LF that an editor makes.</param>
    public static ActivityKey Of(Activity activity, ArraySegment<byte> line) =>
        ActivityKey.Of(activity, ActivityReader.Hash(line.AsSpan(0, line.Count - 1)));

    /// <summary>The keys of all activities from an event id on. The file is read from its end, only as far back as they can stand.</summary>
    /// <param name="file">The file.</param>
    /// <param name="checkpoint">What it holds.</param>
    /// <param name="files">Its names.</param>
    /// <param name="from">The event id.</param>
    public static HashSet<ActivityKey> Read(FileStream file, Checkpoint checkpoint, ArchiveFiles files, long from)
    {
        var keys = new HashSet<ActivityKey>();
        var (reader, writer) = (new ActivityLineReader(shapeObject: null), new ActivityLineWriter());
        // An activity stands at most so far behind a later one. So before the first one that is earlier than this, all are too early.
        var earliest = from - checkpoint.Lateness;
        var start = checkpoint.Length;
        // The bytes of the line that reaches into the chunk before.
        var rest = Array.Empty<byte>();
        while (start > 0)
        {
            var length = (int)Math.Min(start, ChunkSize);
            start -= length;
            var chunk = new byte[length + rest.Length];
            ReadAt(file, start, chunk, length);
            rest.CopyTo(chunk, length);
            var lines = chunk.AsSpan();
            // The last byte is the line feed of the last line.
            while (lines.Length > 0)
            {
                var end = lines.Slice(0, lines.Length - 1).LastIndexOf((byte)'\n') + 1;
                if (end == 0 && start > 0) break;
                if (Add(lines.Slice(end)) < earliest) return AddApart();
                lines = lines.Slice(0, end);
            }
            rest = lines.ToArray();
        }
        return keys;

        HashSet<ActivityKey> AddApart()
        {
            foreach (var offset in checkpoint.Apart)
            {
                file.Position = offset;
                var lines = new LineReader(file, offset, bufferSize: 4096);
                if (lines.Read(out var line)) Add(line);
            }
            return keys;
        }

        long? Add(Span<byte> line)
        {
            if (line.Length > 0 && line[line.Length - 1] == '\n') line = line.Slice(0, line.Length - 1);
            try
            {
                var activity = reader.Read(line);
                if (activity.ConversationId != files.ConversationId) throw files.Foreign($"contains activities of conversation {activity.ConversationId:D}");
                var time = EventTime.Of(activity);
                if (!(time < from)) keys.Add(Of(activity, writer.Write(activity)));
                return time;
            }
            catch (JsonException broken)
            {
                throw files.IsTorn($"contains a broken line near its end ({ActivityFileReader.Explain(broken)})");
            }
        }
    }

    private static void ReadAt(FileStream file, long start, byte[] buffer, int count)
    {
        file.Position = start;
        for (int length = 0, read; length < count; length += read)
            if ((read = file.Read(buffer, length, count - length)) == 0) throw new EndOfStreamException();
    }
}
