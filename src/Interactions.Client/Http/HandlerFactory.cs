using System.Net;
using System.Net.Http;
#if NET
using System.Net.Security;
#else
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
#endif

namespace Interactions.Client;

/// <summary>Makes the handler that sends requests, with proxy, TLS and decompression as the options say.</summary>
/// <remarks>A redirect is not followed: it would send the token to another address, and the contract knows none.</remarks>
internal static class HandlerFactory
{
#if NET
    /// <summary>Makes the handler.</summary>
    /// <param name="options">The options.</param>
    /// <param name="proxy">Which proxy to use.</param>
    /// <param name="certificates">Checks certificates of servers.</param>
    public static SocketsHttpHandler Create(EngineOptions options, IWebProxy proxy, CertificateCheck certificates) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !options.NoProxy,
        Proxy = options.NoProxy ? null : proxy,
        AutomaticDecompression = DecompressionMethods.All,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (connection, certificate, chain, errors) => certificates.Accepts(((SslStream)connection).TargetHostName, certificate, chain, errors),
            LocalCertificateSelectionCallback = (_, host, _, server, _) =>
            {
                // Also called before the server has sent anything. Its certificate is known when it asks for the client's.
                if (server is not null) certificates.NoteRequest(host);
                return options.Certificate!;
            },
        },
    };
#else
    /// <summary>Makes the handler.</summary>
    /// <param name="options">The options.</param>
    /// <param name="proxy">Which proxy to use.</param>
    /// <param name="certificates">Checks certificates of servers.</param>
    public static HttpClientHandler Create(EngineOptions options, IWebProxy proxy, CertificateCheck certificates)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !options.NoProxy,
            Proxy = options.NoProxy ? null : proxy,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            // .NET Framework otherwise allows two connections to a host. This is the handler's own limit, not the process-wide one.
            MaxConnectionsPerServer = int.MaxValue,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                certificates.Accepts(request.RequestUri!.Host, certificate, chain, IsAcceptedInProcess(request, certificate, chain, errors) ? 0 : errors),
        };
        if (options.Certificate is not null) handler.ClientCertificates.Add(options.Certificate);
        // Windows PowerShell may be set to TLS versions that engines refuse. Set on the handler: the process-wide setting belongs to other modules too.
        var offered = ServicePointManager.SecurityProtocol;
        if (offered != 0 && !offered.HasFlag(SecurityProtocolType.Tls12)) handler.SslProtocols = SslProtocols.Tls12;
        return handler;
    }

    /// <summary>Whether a script has set a check for the whole process that accepts a certificate. The one of the handler goes before it.</summary>
    private static bool IsAcceptedInProcess(object sender, X509Certificate certificate, X509Chain chain, System.Net.Security.SslPolicyErrors errors) =>
        ServicePointManager.ServerCertificateValidationCallback is { } check && check(sender, certificate, chain, errors);
#endif
}
