using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interactions.Client;

/// <summary>What a conversation's file holds up to a length: enough to go on without reading it from the start. It can be made anew from the file.</summary>
internal sealed class Checkpoint
{
    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; set; }

    /// <summary>How many bytes this is about. They are on the disk.</summary>
    public long Length { get; set; }

    /// <summary>How many activities these are.</summary>
    public long Count { get; set; }

    /// <summary>The CRC-32 of the bytes.</summary>
    public uint Crc32 { get; set; }

    /// <summary>The latest event id that was not ahead of the clock.</summary>
    public long? LastEventId { get; set; }

    /// <summary>The event id up to which the engine has given all that it had. It is before <see cref="LastEventId"/> where an answer broke off.</summary>
    public long? ReadTo { get; set; }

    /// <summary>By how many milliseconds at most an activity stands behind a later one.</summary>
    public long Lateness { get; set; }

    /// <summary>Where the lines start that a look-back by time does not find: those without a time, and those that were ahead of the clock.</summary>
    public List<long> Apart { get; set; } = [];

    /// <summary>Where to read from, to get all that is new and what came late by the look-back or less.</summary>
    public long Start(long lastEventId, long lookback) => ReadTo is not { } to ? lastEventId : Math.Max(lastEventId, to > lookback ? to - lookback : 0);

    /// <summary>Counts a line that follows.</summary>
    /// <param name="line">The line with its line feed.</param>
    /// <param name="eventId">Its activity's event id; null where that is no time.</param>
    /// <param name="now">The clock.</param>
    public void Add(ReadOnlySpan<byte> line, long? eventId, long now)
    {
        if (!(eventId <= now)) Apart.Add(Length);
        else if (eventId < LastEventId) Lateness = Math.Max(Lateness, LastEventId.Value - eventId.Value);
        else LastEventId = eventId;
        Count++;
        Length += line.Length;
        Crc32 = Client.Crc32.Append(Crc32, line);
    }

    /// <summary>The checkpoint of a conversation; nothing where there is none, or none that can be read.</summary>
    public static Checkpoint? Load(ArchiveFiles files)
    {
        // A rename that was interrupted leaves its parts beside the place.
        foreach (var path in ReplacementFile.Remains(files.Checkpoint))
        {
            try
            {
                var checkpoint = JsonSerializer.Deserialize(File.ReadAllBytes(path), ArchiveJson.Default.Checkpoint);
                if (checkpoint is { Length: >= 0, Count: >= 0, Lateness: >= 0, Apart: not null }
                    && checkpoint.ConversationId == files.ConversationId) return checkpoint;
            }
            catch (Exception missing) when (missing is FileNotFoundException or JsonException)
            {
                continue;
            }
        }
        return null;
    }

    /// <summary>Replaces the checkpoint of a conversation, in one step.</summary>
    public void Save(ArchiveFiles files)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.Checkpoint);
        using var file = new ReplacementFile(files.Checkpoint, ReplacementFile.NewExtension);
        file.Stream.Write(json, 0, json.Length);
        file.Commit();
    }
}

/// <summary>The JSON of checkpoints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
