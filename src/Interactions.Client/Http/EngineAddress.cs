namespace Interactions.Client;

/// <summary>The addresses of the vendor's engines (contract §1), and what makes an address usable.</summary>
public static class EngineAddress
{
    /// <summary>The address of an environment's engine.</summary>
    /// <param name="environment">The environment.</param>
    public static Uri Engine(EngineEnvironment environment) =>
        new(environment == EngineEnvironment.Demo ? "https://demo-engine.hubster.io/" : "https://engine.hubster.io/");

    /// <summary>The address of an environment's identity service.</summary>
    /// <param name="environment">The environment.</param>
    public static Uri Identity(EngineEnvironment environment) =>
        new(environment == EngineEnvironment.Demo ? "https://demo-identity.hubster.io/" : "https://identity.hubster.io/");

    /// <summary>Why an address cannot be used; null where it can. Does not repeat a password that the address holds.</summary>
    /// <param name="address">The address.</param>
    /// <param name="schemes">The schemes that it may have.</param>
    internal static string? FindProblem(Uri address, params string[] schemes) =>
        address.OriginalString.Contains('@') && !(address.IsAbsoluteUri && address.UserInfo.Length == 0 && schemes.Contains(address.Scheme))
            ? $"The address '{Shown(address)}' holds a user name or password. Leave it out."
        : !address.IsAbsoluteUri ? $"'{Shown(address)}' is not an absolute URL. Write it with {schemes[0]}:// in front."
        : !schemes.Contains(address.Scheme) ? $"'{Shown(address)}' must start with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}."
        : address.Query.Length > 0 || address.Fragment.Length > 0 ? $"'{Shown(address)}' is followed by a query or fragment. Leave that out."
        : null;

    /// <summary>An address as it may be shown: without user name, password, query and fragment, all of which can hold a secret.</summary>
    internal static Uri Shown(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Authority.Length == 0 || address.UserInfo.Length > 0) return new Uri(Shown(address.OriginalString), UriKind.RelativeOrAbsolute);
        return address.Query.Length + address.Fragment.Length == 0 ? address : new Uri(address.GetLeftPart(UriPartial.Path));
    }

    /// <summary>The same of text that may not be an address at all.</summary>
    internal static string Shown(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var at = address.LastIndexOf('@');
        return (scheme < 0 || scheme > at ? "" : address.Substring(0, scheme + 3)) + address.Substring(at + 1).Split('?', '#')[0];
    }

    /// <summary>The address of a path below a base address, which may have a path itself, with or without a slash at its end.</summary>
    internal static Uri Combine(Uri address, string path) =>
        new(address.AbsolutePath.LastIndexOf('/') == address.AbsolutePath.Length - 1 ? address : new Uri(address.AbsoluteUri + "/"), path);
}
