using System.Globalization;

namespace Interactions;

/// <summary>Reads whole numbers in every form that JSON has for them: <c>12</c>, <c>12.0</c> and <c>1.2e1</c> are the same number.</summary>
/// <remarks>It is exact. A conversion through a double or a decimal rounds, so that a number which is not whole could become one.</remarks>
internal static class WholeNumber
{
    /// <summary>Digits in the largest number.</summary>
    private const int MostDigits = 19;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The digits, with or without a sign, a fraction and an exponent.</param>
    /// <param name="number">The number; 0 where it is none.</param>
    /// <returns>Whether the text is a number, and that is whole and within the range of the type.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative || (text.Length > 0 && text[0] == (byte)'+')) text = text.Slice(1);

        long exponent = 0;
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        if (e >= 0 && !TryParseExponent(text.Slice(e + 1), out exponent)) return false;
        if (e >= 0) text = text.Slice(0, e);
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text.Slice(0, point);
        var fraction = point < 0 ? default : text.Slice(point + 1);
        if (whole.Length == 0 || (point >= 0 && fraction.Length == 0)) return false;

        // The number is its significant digits times a power of ten.
        var digits = new char[MostDigits + 1];
        var count = 0;
        var zeros = 0L;
        for (var i = 0; i < whole.Length + fraction.Length; i++)
        {
            var digit = i < whole.Length ? whole[i] : fraction[i - whole.Length];
            if (digit is < (byte)'0' or > (byte)'9') return false;
            if (digit == (byte)'0')
            {
                zeros++;
                continue;
            }
            if (count == 0) zeros = 0;
            for (; zeros > 0 && count <= MostDigits; zeros--) digits[count++] = '0';
            zeros = 0;
            if (count <= MostDigits) digits[count++] = (char)digit;
        }
        if (count == 0) return true;
        var power = exponent - fraction.Length + zeros;
        if (power < 0 || count + power > MostDigits) return false;
        return long.TryParse((isNegative ? "-" : "") + new string(digits, 0, count) + new string('0', (int)power),
            NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads an exponent. One that is out of every range stands for the largest, which no number but 0 can have.</summary>
    private static bool TryParseExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative || (text.Length > 0 && text[0] == (byte)'+')) text = text.Slice(1);
        if (text.Length == 0) return false;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            exponent = Math.Min((exponent * 10) + (digit - '0'), long.MaxValue / 100);
        }
        if (isNegative) exponent = -exponent;
        return true;
    }
}
