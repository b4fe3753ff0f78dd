using System.Globalization;

namespace Interactions.PowerShell;

/// <summary>Formats values for the views.</summary>
internal static class SafeText
{
    /// <summary>A value in one line that is safe to show in a terminal. Numbers are written in the same way in every language, so that coordinates can be pasted.</summary>
    /// <param name="value">Any value. <see langword="null"/> gives an empty string.</param>
    public static string Of(object? value) => TerminalText.OneLine(Convert.ToString(value, CultureInfo.InvariantCulture));
}
