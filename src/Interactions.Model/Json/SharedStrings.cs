using System.Runtime.InteropServices;

namespace Interactions;

/// <summary>One string for a value that comes again and again, such as a channel type or an integration id.</summary>
/// <remarks>A fixed number of places, the newest value wins: bounded, and needs no lock because a place holds a whole entry or none.</remarks>
internal static class SharedStrings
{
    private const int Places = 1024;
    private const int Longest = 128;
    private static readonly Entry?[] Kept = new Entry?[Places];

    private sealed record Entry(byte[] Utf8, string Value);

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > Longest) return Utf8.Decode(utf8);

        ref var place = ref Kept[Place(utf8)];
        var kept = place;
        if (kept is not null && utf8.SequenceEqual(kept.Utf8)) return kept.Value;

        var value = Utf8.Decode(utf8);
        place = new Entry(utf8.ToArray(), value);
        return value;
    }

    /// <summary>Ids differ at their ends, names in their length: that is enough to tell them apart, and quick.</summary>
    private static uint Place(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        if (utf8.Length >= 8)
        {
            hash = (hash * 31) ^ MemoryMarshal.Read<ulong>(utf8);
            hash = (hash * 0x9E3779B97F4A7C15ul) ^ MemoryMarshal.Read<ulong>(utf8.Slice(utf8.Length - 8));
        }
        else
        {
            foreach (var b in utf8) hash = (hash * 31) ^ b;
        }
        return (uint)((hash * 0x9E3779B97F4A7C15ul) >> 32) % Places;
    }
}
