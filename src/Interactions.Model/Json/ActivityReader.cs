using System.Collections.Specialized;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Interactions;

/// <summary>Reads one activity from its JSON. What does not fit its property is kept beside the others, never fatal (contract §4).</summary>
/// <param name="shapeObject">How an object without a type of its own is handed on.</param>
internal sealed class ActivityReader(Func<OrderedDictionary, object>? shapeObject)
{
    /// <summary>Reads an activity that may not be whole yet.</summary>
    /// <param name="reader">Stands at the start of an object; at its end where that was whole.</param>
    /// <param name="json">What the reader reads.</param>
    /// <param name="conversationId">The conversation it was asked for.</param>
    /// <returns>Nothing where it is not whole, or its text must be mended.</returns>
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
            // Text that is not UTF-8, or holds half a character.
            return null;
        }
        if (values.IsCut) return null;

        reader = values.Reader;
        activity!.ConversationId = conversationId;
        if (activity.InteractionId is null) activity.Fingerprint = Hash(json.Slice(start, (int)reader.BytesConsumed - start));
        return activity;
    }

    /// <summary>Reads an activity that is whole.</summary>
    /// <param name="element">A JSON object.</param>
    /// <param name="conversationId">The conversation it was asked for.</param>
    public Activity Read(ReadOnlySpan<byte> element, Guid conversationId) =>
        ReadWellFormed(element, conversationId) ?? ReadWellFormed(WellFormedText.Mend(element), conversationId)!;

    private Activity? ReadWellFormed(ReadOnlySpan<byte> element, Guid conversationId)
    {
        var reader = new Utf8JsonReader(element, ValueReader.Options);
        reader.Read();
        return TryRead(ref reader, element, conversationId);
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong prime = 1099511628211ul;
        var hash = 14695981039346656037ul;
        // Multiplying carries nothing downwards, so the high half is folded in.
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            hash = (hash ^ eight) * prime;
            hash ^= hash >> 32;
        }
        foreach (var one in bytes.Slice(bytes.Length & ~7)) hash = (hash ^ one) * prime;
        return hash;
    }
}
