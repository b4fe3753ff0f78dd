using System.Collections.Specialized;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Interactions;

/// <summary>Reads one activity from its JSON. A value that does not fit its property goes to the additional properties and is never an error (contract §4).</summary>
/// <param name="shapeObject">Converts a JSON object that has no class of its own, such as a payload; it stays an <see cref="OrderedDictionary"/> where this is null.</param>
internal sealed class ActivityReader(Func<OrderedDictionary, object>? shapeObject)
{
    /// <summary>Reads an activity of which only a part may have arrived.</summary>
    /// <param name="reader">Positioned at the start of a JSON object. Moves to its end where an activity is returned, else stays.</param>
    /// <param name="json">The bytes that the reader reads.</param>
    /// <param name="conversationId">The conversation that was requested.</param>
    /// <returns>The activity; null where part of it is missing or its text is not valid Unicode. Then <see cref="Read"/> must be called with the whole object.</returns>
    public Activity? TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Guid conversationId)
    {
        var start = (int)reader.TokenStartIndex;
        var values = new ValueReader(reader, json, shapeObject);
        Activity? activity;
        try
        {
            activity = Activity.Read(ref values);
        }
        catch (InvalidOperationException)
        {
            // The text is not valid UTF-8, or holds half a surrogate pair.
            return null;
        }
        if (values.IsCut) return null;

        reader = values.Reader;
        activity!.ConversationId = conversationId;
        activity.SentJson = json.Slice(start, (int)reader.BytesConsumed - start).ToArray();
        if (activity.InteractionId is null) activity.Fingerprint = Hash(activity.SentJson);
        return activity;
    }

    /// <summary>Reads an activity that has arrived completely.</summary>
    /// <param name="element">A JSON object.</param>
    /// <param name="conversationId">The conversation that was requested.</param>
    public Activity Read(ReadOnlySpan<byte> element, Guid conversationId) =>
        ReadWellFormed(element, conversationId) ?? ReadWellFormed(WellFormedText.Mend(element), conversationId)!;

    private Activity? ReadWellFormed(ReadOnlySpan<byte> element, Guid conversationId)
    {
        var reader = new Utf8JsonReader(element, ValueReader.Options);
        reader.Read();
        return TryRead(ref reader, element, conversationId);
    }

    /// <summary>A 64-bit FNV-1a hash that takes eight bytes at a time. It is the same in every process.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong prime = 1099511628211ul;
        var hash = 14695981039346656037ul;
        // Multiplication moves bits upwards only, so the upper half is mixed into the lower one.
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            hash = (hash ^ eight) * prime;
            hash ^= hash >> 32;
        }
        foreach (var one in bytes.Slice(bytes.Length & ~7)) hash = (hash ^ one) * prime;
        return hash;
    }
}
