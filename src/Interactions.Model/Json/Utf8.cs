using System.Text;

namespace Interactions;

/// <summary>Works with text that is still encoded as UTF-8.</summary>
internal static class Utf8
{
    /// <summary>Decodes text. Invalid bytes become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8) =>
#if NET
        Encoding.UTF8.GetString(utf8);
#else
        Encoding.UTF8.GetString(utf8.ToArray());
#endif

    /// <summary>Whether text is nothing but ASCII.</summary>
    public static bool IsAscii(ReadOnlySpan<byte> text)
    {
#if NET
        return Ascii.IsValid(text);
#else
        foreach (var one in text)
            if (one > 0x7F) return false;
        return true;
#endif
    }

    /// <summary>Whether two texts are equal apart from the case of ASCII letters.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="letters">ASCII letters, nothing else.</param>
    public static bool AreSame(ReadOnlySpan<byte> text, ReadOnlySpan<byte> letters)
    {
        if (text.Length != letters.Length) return false;
        for (var i = 0; i < letters.Length; i++)
            if (text[i] != letters[i] && (text[i] ^ letters[i]) != ('a' ^ 'A')) return false;
        return true;
    }
}
