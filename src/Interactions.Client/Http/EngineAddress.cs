namespace Interactions.Client;

/// <summary>Where engines are, which addresses a token may be sent to, and what lies below them.</summary>
public static class EngineAddress
{
    /// <summary>The engine of an environment.</summary>
    /// <param name="environment">The environment.</param>
    public static Uri Engine(EngineEnvironment environment) =>
        new(environment == EngineEnvironment.Demo ? "https://demo-engine.hubster.io/" : "https://engine.hubster.io/");

    /// <summary>The identity service of an environment.</summary>
    /// <param name="environment">The environment.</param>
    public static Uri Identity(EngineEnvironment environment) =>
        new(environment == EngineEnvironment.Demo ? "https://demo-identity.hubster.io/" : "https://identity.hubster.io/");

    /// <summary>Why an address cannot be used for an engine or its identity service; <see langword="null"/> where it can.</summary>
    /// <param name="address">The address.</param>
    public static string? Objection(Uri address) =>
        !address.IsAbsoluteUri ? $"'{address}' is not a whole address. Write it with https:// in front."
        : address.Scheme != "https" && address.Scheme != "http" ? $"'{address}' is neither https nor http."
        : address.UserInfo.Length > 0 ? $"The address of {address.Host} holds a user name or password. Leave it out, and pass -Credential or -Token."
        : address.Query.Length > 0 || address.Fragment.Length > 0 ? $"'{address.GetLeftPart(UriPartial.Path)}' must end there, without a query or fragment."
        : null;

    /// <summary>Whether what is sent there can be read on the way: plain http to another machine.</summary>
    /// <param name="address">An absolute address.</param>
    public static bool IsUnencrypted(Uri address) => address.Scheme == "http" && !address.IsLoopback;

    internal static Uri Below(Uri address, string path) =>
        new(address.AbsolutePath.LastIndexOf('/') == address.AbsolutePath.Length - 1 ? address : new Uri(address.AbsoluteUri + "/"), path);
}
