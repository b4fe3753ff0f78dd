using System.Globalization;

namespace Interactions.PowerShell;

/// <summary>What the views of Interactions.Format.ps1xml show text with.</summary>
public static class SafeText
{
    /// <summary>A value in one line that is safe to show in a terminal, and the same in every language: coordinates can be pasted.</summary>
    /// <param name="value">Any value; <see langword="null"/> gives an empty text.</param>
    public static string Of(object? value) => TerminalText.OneLine(Convert.ToString(value, CultureInfo.InvariantCulture));
}
