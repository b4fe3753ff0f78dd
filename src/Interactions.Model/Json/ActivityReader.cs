using System.Runtime.InteropServices;
using System.Text.Json;

namespace Interactions;

/// <summary>Reads one activity from its JSON. A value that does not fit its property goes to the additional properties and is never an error (contract §4).</summary>
/// <param name="shapeObject">Converts a JSON object that has no class of its own, such as a payload; it stays a dictionary where this is null.</param>
internal sealed class ActivityReader(Func<IDictionary<string, object?>, object>? shapeObject)
{
    /// <summary>Reads an activity of which only a part may have arrived.</summary>
    /// <param name="reader">Positioned at the start of a JSON object. Moves to its end where an activity is returned, else stays.</param>
    /// <param name="json">The bytes that the reader reads.</param>
    /// <param name="conversationId">The conversation that was requested.</param>
    /// <param name="cancellationToken">Ends the reading of a large activity.</param>
    /// <returns>The activity; null where part of it is missing or its text is not valid Unicode. Then <see cref="Read"/> must be called with the whole object.</returns>
    public Activity? TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Guid conversationId, CancellationToken cancellationToken = default)
    {
        var start = (int)reader.TokenStartIndex;
        var values = new ValueReader(reader, json, shapeObject, cancellationToken);
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
        activity.Fingerprint = Hash(activity.SentJson);
        values.SetSent(activity.SentJson, start);
        return activity;
    }

    /// <summary>Reads an activity that has arrived completely.</summary>
    /// <param name="element">A JSON object.</param>
    /// <param name="conversationId">The conversation that was requested.</param>
    /// <param name="cancellationToken">Ends the reading of a large activity.</param>
    public Activity Read(ReadOnlySpan<byte> element, Guid conversationId, CancellationToken cancellationToken = default) =>
        ReadWellFormed(element, conversationId, cancellationToken)
        ?? ReadWellFormed(WellFormedText.Mend(element, cancellationToken), conversationId, cancellationToken)!;

    private Activity? ReadWellFormed(ReadOnlySpan<byte> element, Guid conversationId, CancellationToken cancellationToken)
    {
        var reader = new Utf8JsonReader(element, ValueReader.Options);
        reader.Read();
        return TryRead(ref reader, element, conversationId, cancellationToken);
    }

    /// <summary>A 64-bit hash in the manner of FNV-1a, the same in every process. It takes eight bytes at a time in four lanes: a lane waits for its own last step, so four are four times as fast.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong basis = 14695981039346656037ul;
        var (one, two, three, four) = (basis, basis + 1, basis + 2, basis + 3);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (; words.Length >= 4; words = words.Slice(4))
        {
            one = Mix(one, words[0]);
            two = Mix(two, words[1]);
            three = Mix(three, words[2]);
            four = Mix(four, words[3]);
        }
        foreach (var word in words) one = Mix(one, word);
        foreach (var last in bytes.Slice(bytes.Length & ~7)) two = Mix(two, last);
        return Mix(Mix(Mix(one, two), three), four);

        static ulong Mix(ulong hash, ulong word)
        {
            hash = (hash ^ word) * 1099511628211ul;
            // Multiplication moves bits upwards only, so the upper half is mixed into the lower one.
            return hash ^ (hash >> 32);
        }
    }
}
