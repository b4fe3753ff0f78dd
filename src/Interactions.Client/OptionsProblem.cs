namespace Interactions.Client;

/// <summary>What is wrong with some <see cref="EngineOptions"/>. This is the only place where they are checked.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Message">The problem in words, without a secret.</param>
/// <param name="Address">The address that it is about; null where it is about none.</param>
internal sealed record OptionsProblem(OptionsProblemKind Kind, string Message, Uri? Address = null)
{
    /// <summary>The first problem of some options; null where a client can be made from them.</summary>
    public static OptionsProblem? Find(EngineOptions options) =>
        OfProxySwitches(options) ?? OfProxy(options.Proxy)
        ?? OfEndpoint(options.Uri, options) ?? OfEndpoint(options.IdentityUri, options)
        ?? OfCredentials(options) ?? OfToken(options.Token) ?? OfRanges(options);

    private static OptionsProblem? OfProxySwitches(EngineOptions options) =>
        options.NoProxy && options.Proxy is not null ? new(OptionsProblemKind.ProxySwitches, "A proxy cannot be combined with the option to use no proxy.")
        : options.NoProxy && (options.ProxyCredential is not null || options.ProxyUseDefaultCredentials)
            ? new(OptionsProblemKind.ProxySwitches, "Credentials for a proxy cannot be combined with the option to use no proxy.")
        : options.ProxyCredential is not null && options.ProxyUseDefaultCredentials
            ? new(OptionsProblemKind.ProxySwitches, "A credential for the proxy cannot be combined with the credentials of the current user.")
        : null;

    private static OptionsProblem? OfProxy(Uri? proxy) =>
        proxy is null ? null
        : EngineAddress.FindProblem(proxy, "http", "https", "socks4", "socks4a", "socks5") is { } problem ? new(OptionsProblemKind.ProxyAddress, problem, EngineAddress.Shown(proxy))
        : proxy.Scheme.StartsWith("socks", StringComparison.Ordinal) && !ProxyChoice.SupportsSocks
            ? new(OptionsProblemKind.ProxyAddress, "Windows PowerShell cannot use a SOCKS proxy. PowerShell 7 can.", proxy)
        : null;

    private static OptionsProblem? OfCredentials(EngineOptions options) =>
        options.Token is null == (options.ClientId is null) ? new(OptionsProblemKind.Credentials, "Either a token or a client id and secret is required.")
        : options.ClientId is null ? null
        : options.ClientSecret is null ? new(OptionsProblemKind.Credentials, "A client id requires a secret.")
        : options.IdentityUri is null ? new(OptionsProblemKind.IdentityUri, $"A client id and secret require an identity service, and none is known for {options.Uri}.", options.Uri)
        : null;

    private static OptionsProblem? OfEndpoint(Uri? address, EngineOptions options)
    {
        if (address is null) return null;
        if (EngineAddress.FindProblem(address, "https", "http") is { } problem) return new(OptionsProblemKind.Address, problem, EngineAddress.Shown(address));
        // Plain http to this machine is safe only where it does not take the way over a proxy on another one.
        var reader = address.Scheme != "http" || options.AllowUnencryptedAuthentication ? null
            : !address.IsLoopback ? address.Host
            : options.Proxy is { IsLoopback: false } proxy ? proxy.Host
            : null;
        return reader is null ? null
            : new(OptionsProblemKind.Unencrypted, $"The token or secret would be sent to {reader} over plain http, where others can read it.", address);
    }

    private static OptionsProblem? OfToken(string? token) => token is null || AccessTokenProvider.IsHeaderSafe(token) ? null
        : new(OptionsProblemKind.Token, "The token is empty or contains invalid characters, such as spaces or line breaks.");

    private static OptionsProblem? OfRanges(EngineOptions options)
    {
        if (options.MaximumActivitySize is < 1 or > EngineOptions.LargestMaximumActivitySize)
            return new(OptionsProblemKind.Range, "The maximum size of an activity is not between 1 byte and 1 GB.");
        TimeSpan[] intervals = [options.RetryInterval, options.MaximumRetryInterval];
        TimeSpan[] timeouts = [options.ConnectionTimeout, options.OperationTimeout];
        var isInRange = options.MaximumRetryCount >= 0 && intervals.All(interval => interval >= TimeSpan.Zero)
            && timeouts.All(timeout => timeout >= TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan);
        return isInRange ? null : new(OptionsProblemKind.Range, "A retry count, interval or timeout is negative.");
    }
}

/// <summary>The kinds of <see cref="OptionsProblem"/>.</summary>
internal enum OptionsProblemKind
{
    /// <summary>An address is not absolute, not http or https, or holds credentials or a query.</summary>
    Address,

    /// <summary>A token or secret would be sent over plain http to another machine.</summary>
    Unencrypted,

    /// <summary>Neither a token nor a client id, or both, or a client id without a secret.</summary>
    Credentials,

    /// <summary>A client id without an identity service.</summary>
    IdentityUri,

    /// <summary>A token that cannot be sent in a header.</summary>
    Token,

    /// <summary>Options for proxies that contradict each other.</summary>
    ProxySwitches,

    /// <summary>The address of a proxy cannot be used, or holds credentials.</summary>
    ProxyAddress,

    /// <summary>A number that is negative or too large.</summary>
    Range,
}
