using System.Net.Http.Headers;
using System.Text;

namespace Interactions.Client;

/// <summary>The charset that a response names in its Content-Type.</summary>
internal static class Charset
{
    /// <summary>Finds the charset's encoding.</summary>
    /// <param name="headers">The headers of the response's content.</param>
    /// <param name="encoding">The encoding; null for UTF-8, for ASCII, which is a part of it, and where none is named: JSON is UTF-8 unless something else is said.</param>
    /// <returns>The name of a charset that the runtime does not know; null where there is no such problem.</returns>
    public static string? FindUnknown(HttpContentHeaders headers, out Encoding? encoding)
    {
        encoding = null;
        var name = Name(headers);
        if (name is null || name.ToLowerInvariant() is "" or "utf-8" or "utf8" or "us-ascii" or "ascii") return null;
        encoding = Find(name);
        return encoding is null ? name : null;
    }

    private static string? Name(HttpContentHeaders headers)
    {
        const string parameter = "charset=";
        if (headers.ContentType is { } type) return type.CharSet?.Trim('"', ' ');
        // The header is not well formed, so that HttpClient does not split it.
        if (!headers.TryGetValues("Content-Type", out var values)) return null;
        var text = string.Join(",", values);
        var at = text.IndexOf(parameter, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : text.Substring(at + parameter.Length).Trim('"', ' ', ';').Split('"', ' ', ';', ',')[0];
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
#if NET
            // The code pages that .NET Framework has by itself. Not registered: that would change the whole process.
            return System.Text.CodePagesEncodingProvider.Instance.GetEncoding(name);
#else
            return null;
#endif
        }
    }
}
