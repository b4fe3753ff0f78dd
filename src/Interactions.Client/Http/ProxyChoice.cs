using System.Net;
#if NET
using System.Net.Http;
#endif
using System.Text;

namespace Interactions.Client;

/// <summary>The proxy that the options choose: one that they name, none, or the system's, which includes environment variables such as <c>https_proxy</c>.</summary>
/// <remarks>Requests to this machine never take the system's proxy. Plain http is allowed there only because nothing leaves the machine.</remarks>
internal sealed class ProxyChoice : IWebProxy
{
    private const int SocksPort = 1080;
    private readonly IWebProxy? _proxy;
    private readonly bool _isNamed;

    public ProxyChoice(EngineOptions options)
    {
        _isNamed = options.Proxy is not null;
        _proxy = options.NoProxy ? null : options.Proxy is { } named ? new WebProxy(WithPort(named)) : System;
        Credentials = options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : options.ProxyCredential ?? _proxy?.Credentials;
    }

#if NET
    private static IWebProxy? System => HttpClient.DefaultProxy;
#else
    private static IWebProxy? System => WebRequest.DefaultWebProxy;
#endif

    public ICredentials? Credentials { get; set; }

    /// <summary>Whether this runtime can use a proxy of the schemes socks4, socks4a and socks5. .NET Framework cannot.</summary>
    public static bool SupportsSocks => Environment.Version.Major >= 6;

    public bool IsBypassed(Uri host) => Find(host) is null;

    public Uri? GetProxy(Uri destination) => Find(destination) ?? destination;

    /// <summary>The proxy that requests to an address go through, without a password; null where there is none.</summary>
    public Uri? Find(Uri address) =>
        _proxy is null || (!_isNamed && address.IsLoopback) || _proxy.IsBypassed(address) || _proxy.GetProxy(address) is not { } found || found == address
            ? null : EngineAddress.Shown(found);

    /// <summary>The password of the proxy, and the form in which Basic authentication sends it.</summary>
    public IEnumerable<string?> Secrets(EngineOptions options)
    {
        foreach (var address in new[] { options.Uri, options.IdentityUri }.OfType<Uri>())
        {
            if (Find(address) is not { } proxy || Credentials?.GetCredential(proxy, "Basic") is not { Password.Length: > 0 } credential) continue;
            yield return credential.Password;
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        }
    }

    private static Uri WithPort(Uri proxy) => proxy.Port >= 0 ? proxy : new UriBuilder(proxy) { Port = SocksPort }.Uri;
}
