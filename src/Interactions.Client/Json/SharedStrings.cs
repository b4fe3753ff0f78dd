using System.Text.Json;

namespace Interactions.Client;

/// <summary>One string for a value that comes again and again, such as a channel type or an integration id.</summary>
/// <remarks>A fixed number of places, the newest value wins: bounded, and needs no lock because a place holds a whole string or none.</remarks>
internal static class SharedStrings
{
    private const int Places = 1024;
    private const int Longest = 128;
    private static readonly string?[] Kept = new string?[Places];

    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > Longest) return reader.GetString()!;

        var hash = 2166136261u;
        foreach (var b in reader.ValueSpan) hash = (hash ^ b) * 16777619u;
        ref var place = ref Kept[(hash ^ (hash >> 16)) % Places];

        var kept = place;
        return kept is not null && reader.ValueTextEquals(kept) ? kept : place = reader.GetString()!;
    }
}
