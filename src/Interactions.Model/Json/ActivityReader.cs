using System.Runtime.InteropServices;
using System.Text.Json;

namespace Interactions;

/// <summary>Reads one activity from its JSON. A value that does not fit its property goes to the additional properties and is never an error (contract §4).</summary>
/// <param name="shapeObject">Converts a JSON object that has no class of its own, such as a payload; it stays a dictionary where this is null.</param>
internal sealed class ActivityReader(Func<IDictionary<string, object?>, object>? shapeObject)
{
    private readonly RecentSources _recent = new();

    /// <summary>Reads an activity, as far as it has arrived.</summary>
    /// <param name="json">A JSON object, and what has arrived behind it.</param>
    /// <param name="isWhole">Whether no more belongs to the JSON, so that nothing may stand behind the object.</param>
    /// <param name="conversationId">The conversation that was requested.</param>
    /// <param name="length">How long the object is, where an activity is returned.</param>
    /// <param name="cancellationToken">Ends the reading of a large activity.</param>
    /// <returns>The activity; null where part of it is missing or its text is not valid Unicode. Then <see cref="Read"/> must be called with the whole object.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public Activity? TryRead(ReadOnlySpan<byte> json, bool isWhole, Guid conversationId, out int length, CancellationToken cancellationToken = default)
    {
        var reader = new Utf8JsonReader(json, isWhole, new JsonReaderState(ValueReader.Options));
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        length = 0;
        var values = new ValueReader(reader, json, shapeObject, _recent, cancellationToken);
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

        length = values.End;
        if (isWhole) values.ReadEnd();
        activity!.ConversationId = conversationId;
        activity.SentJson = json.Slice(start, length - start).ToArray();
        activity.Fingerprint = Hash(activity.SentJson);
        values.SetSent(activity.SentJson, start);
        return activity;
    }

    /// <summary>Reads an activity that has arrived completely.</summary>
    /// <param name="element">A JSON object.</param>
    /// <param name="conversationId">The conversation that was requested.</param>
    /// <param name="cancellationToken">Ends the reading of a large activity.</param>
    public Activity Read(ReadOnlySpan<byte> element, Guid conversationId, CancellationToken cancellationToken = default) =>
        TryRead(element, isWhole: true, conversationId, out _, cancellationToken)
        ?? TryRead(WellFormedText.Mend(element, cancellationToken), isWhole: true, conversationId, out _, cancellationToken)!;

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
