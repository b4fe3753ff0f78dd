using System.Runtime.InteropServices;

namespace Interactions;

/// <summary>A cache that gives one string for a value that many activities repeat, such as a channel type or an integration id.</summary>
/// <remarks>The number of entries is fixed and a new value replaces the old one in its place, so memory is bounded. It needs no lock, because each
/// place is one reference, which is written in a single step.</remarks>
internal static class SharedStrings
{
    private const int Places = 1024;
    private const int Longest = 128;
    private static readonly Entry?[] Kept = new Entry?[Places];

    private sealed record Entry(byte[] Utf8, string Value);

    /// <summary>The text of some UTF-8 bytes.</summary>
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

    /// <summary>The place of a value in the cache. Hashing the length and both ends is fast, and enough to spread ids, which differ at their ends, and names, which differ in length.</summary>
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
