namespace Interactions.Reports;

/// <summary>Decides which addresses become links.</summary>
internal static class SafeAddress
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>The address to link to. <see langword="null"/> where the scheme is not http, https, mailto or tel, or where the text holds
    /// characters that hide a part of it.</summary>
    /// <param name="address">What somebody else wrote.</param>
    public static string? Link(string? address)
    {
        if (string.IsNullOrEmpty(address) || address!.Any(char.IsWhiteSpace) || VisibleText.OneLine(address) != address) return null;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) ? uri.AbsoluteUri : null;
    }
}
