using System.Globalization;
using System.Text;

namespace Interactions.Emulator.Faults;

/// <summary>Charsets other than UTF-8, for the bodies of faults.</summary>
internal static class Charsets
{
    /// <summary>The charset of this name, or null when there is none.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A UTF-8 text in another charset. Characters that it lacks become JSON escapes.</summary>
    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> utf8, Encoding charset)
    {
        StringBuilder text = new();
        foreach (Rune rune in Encoding.UTF8.GetString(utf8.Span).EnumerateRunes())
        {
            string character = rune.ToString();
            if (charset.GetString(charset.GetBytes(character)) == character) text.Append(character);
            else foreach (char unit in character) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return charset.GetBytes(text.ToString());
    }
}
