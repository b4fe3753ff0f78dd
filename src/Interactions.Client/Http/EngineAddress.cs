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
    internal static string? FindProblem(Uri address) =>
        !address.IsAbsoluteUri ? $"'{address}' is not a whole address. Write it with https:// in front."
        : address.Scheme != "https" && address.Scheme != "http" ? $"'{address}' is neither https nor http."
        : address.UserInfo.Length > 0 ? $"The address of {address.Host} holds a user name or password. Leave it out."
        : address.Query.Length > 0 || address.Fragment.Length > 0 ? $"'{address.GetLeftPart(UriPartial.Path)}' must end there, without a query or fragment."
        : null;

    /// <summary>Whether others can read what is sent to an address: plain http to another machine.</summary>
    internal static bool IsUnencrypted(Uri address) => address.Scheme == "http" && !address.IsLoopback;

    /// <summary>The address of a path below a base address, which may have a path itself, with or without a slash at its end.</summary>
    internal static Uri Combine(Uri address, string path) =>
        new(address.AbsolutePath.LastIndexOf('/') == address.AbsolutePath.Length - 1 ? address : new Uri(address.AbsoluteUri + "/"), path);
}
