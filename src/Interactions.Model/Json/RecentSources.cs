namespace Interactions;

/// <summary>The senders and recipients that were read last. Nearly every activity repeats one of them byte for byte, and what is equal need not be read again.</summary>
internal sealed class RecentSources
{
    private const int Places = 16;

    /// <summary>A longer one is not kept, so that little memory is held.</summary>
    private const int Longest = 1024;

    private readonly Entry?[] _kept = new Entry?[Places];
    private int _next;

    private sealed record Entry(byte[] Json, Source Source);

    /// <summary>Finds a source by the JSON that it was read from.</summary>
    /// <param name="json">A JSON object and what follows it.</param>
    /// <param name="length">How long the object is.</param>
    public Source? Find(ReadOnlySpan<byte> json, out int length)
    {
        foreach (var kept in _kept)
        {
            if (kept is null) break;
            // Its JSON ends with the closing brace, so what starts with it is the same object.
            if (!json.StartsWith(kept.Json)) continue;
            length = kept.Json.Length;
            return kept.Source;
        }
        length = 0;
        return null;
    }

    /// <summary>Keeps a source in place of the oldest one.</summary>
    public void Keep(ReadOnlySpan<byte> json, Source source)
    {
        // Additional properties are read from the JSON of the activity that they came with, so they are not for another activity.
        if (json.Length > Longest || source.AdditionalProperties is not null) return;
        _kept[_next] = new Entry(json.ToArray(), source);
        _next = (_next + 1) % Places;
    }
}
