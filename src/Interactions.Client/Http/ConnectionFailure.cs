using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace Interactions.Client;

/// <summary>Makes the exception for a connection that could not be made or broke: which peer failed, and in which way.</summary>
internal static class ConnectionFailure
{
    // The runtime has no other sign of these that both builds can see. Its messages are not translated.
    private static readonly Regex TunnelStatus = new(@"proxy tunnel request .* status code '([0-9]{3})'", RegexOptions.CultureInvariant);
    private static readonly Regex SocksLogin = new("SOCKS.*authentic|authentic.*SOCKS", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex NotTls = new("frame size|unexpected packet format|wrong version number|record layer failure|packet length too long|http request", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex WantsCertificate = new("certificate required|alert bad certificate|alert unknown ca|alert certificate unknown|alert unsupported certificate", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex NothingInCommon = new("alert handshake failure|alert protocol version|alert insufficient security|no protocols available|unsupported protocol|no cipher|common algorithm", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>A request that got no response.</summary>
    /// <param name="failure">What the runtime says.</param>
    /// <param name="request">The request.</param>
    /// <param name="proxies">Which proxy it went through.</param>
    /// <param name="certificates">What was wrong with the server's certificate.</param>
    public static EngineException NoResponse(Exception failure, HttpRequestMessage request, ProxyChoice proxies, CertificateCheck certificates)
    {
        var causes = Causes(failure).ToList();
        var proxy = proxies.Find(request.RequestUri!);
        return (proxy is null ? null : OfProxy(causes, request, proxies, proxy))
            ?? OfTls(causes, request, certificates)
            ?? OfSocket(causes, request, proxy);
    }

    /// <summary>A proxy that requires a user name and password, or does not accept those that it was sent. Not retried, because that could lock the account.</summary>
    public static EngineException ProxyLogin(HttpRequestMessage request, ProxyChoice proxies, Exception? inner = null)
    {
        var proxy = proxies.Find(request.RequestUri!);
        var wants = proxies.Credentials is null ? "requires a user name and password" : "does not accept the user name and password";
        return new(EngineErrorKind.Unreachable, $"The proxy {proxy?.Authority} {wants} (407).", inner) { StatusCode = 407, Cause = FailureCause.ProxyAuthentication };
    }

    /// <summary>A response that broke off.</summary>
    public static EngineException Broken(Exception failure, HttpRequestMessage request) =>
        new(EngineErrorKind.Unreachable, $"The connection to {request.RequestUri!.Authority} broke: {Sentence(Causes(failure).Last().Message)}", failure) { IsTransient = true };

    private static EngineException? OfProxy(List<Exception> causes, HttpRequestMessage request, ProxyChoice proxies, Uri proxy)
    {
        if (causes.Select(cause => TunnelStatus.Match(cause.Message)).FirstOrDefault(match => match.Success) is { } refused)
        {
            var status = int.Parse(refused.Groups[1].Value, CultureInfo.InvariantCulture);
            return status == 407 ? ProxyLogin(request, proxies, causes[0])
                : new(EngineErrorKind.Unreachable, $"The proxy {proxy.Authority} cannot connect to {request.RequestUri!.Authority} ({status}).", causes[0])
                {
                    Cause = FailureCause.Proxy,
                    IsTransient = status is 429 or 500 or 502 or 503 or 504,
                };
        }
        if (causes.Any(cause => SocksLogin.IsMatch(cause.Message))) return ProxyLogin(request, proxies, causes[0]);
        return causes.Exists(cause => cause.Message.Contains("SOCKS") || cause.Message.Contains("proxy tunnel"))
            ? new(EngineErrorKind.Unreachable, $"The proxy {proxy.Authority} cannot connect to {request.RequestUri!.Authority}: {Sentence(causes[causes.Count - 1].Message)}", causes[0])
            {
                Cause = FailureCause.Proxy,
                IsTransient = true,
            }
            : null;
    }

    private static EngineException? OfTls(List<Exception> causes, HttpRequestMessage request, CertificateCheck certificates)
    {
        var host = request.RequestUri!.Host;
        var peer = request.RequestUri.Authority;
        if (request.RequestUri.Scheme != "https" || !causes.Exists(cause => cause is AuthenticationException or IOException)) return null;
        if (certificates.Problem(host) is { } problem) return New(FailureCause.UntrustedCertificate, $"The certificate of {peer} is not trusted: {problem}.");
        if (Says(WantsCertificate) || (certificates.WantsClientCertificate(host) && !causes.OfType<SocketException>().Any()))
            return New(FailureCause.ClientCertificate, $"{peer} requires a client certificate, or rejected the one that was sent.");
        if (Says(NotTls)) return New(FailureCause.NotTls, $"{peer} does not answer in TLS. It may be an http address, or another service.");
        if (Says(NothingInCommon)) return New(FailureCause.TlsMismatch, $"{peer} and this machine have no TLS version or cipher in common{ClientCertificateHint}.");
        return causes.OfType<AuthenticationException>().Any() ? New(FailureCause.TlsMismatch, $"The TLS handshake with {peer} failed: {Sentence(causes[causes.Count - 1].Message)}") : null;

        bool Says(Regex words) => causes.Exists(cause => words.IsMatch(cause.Message));
        EngineException New(FailureCause cause, string message) => new(EngineErrorKind.Unreachable, message, causes[0]) { Cause = cause };
    }

#if NET
    private const string ClientCertificateHint = "";
#else
    // Here the runtime does not tell whether the server asked for one, and up to TLS 1.2 servers refuse both in the same way.
    private const string ClientCertificateHint = ", or it requires a client certificate";
#endif

    private static EngineException OfSocket(List<Exception> causes, HttpRequestMessage request, Uri? proxy)
    {
        var peer = proxy is null ? request.RequestUri!.Authority : $"the proxy {proxy.Authority}";
        var socket = causes.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        var message = socket switch
        {
            SocketError.HostNotFound or SocketError.NoData => proxy is null ? $"There is no host {peer}." : $"There is no proxy {proxy.Authority}.",
            SocketError.TryAgain => $"The name of {peer} could not be resolved.",
            SocketError.ConnectionRefused => $"{char.ToUpperInvariant(peer[0])}{peer.Substring(1)} refused the connection.",
            _ => $"The connection to {peer} broke: {Sentence(causes[causes.Count - 1].Message)}",
        };
        return new EngineException(EngineErrorKind.Unreachable, message, causes[0])
        {
            Cause = proxy is null ? FailureCause.Outage : FailureCause.Proxy,
            // DNS failures for a name that does not exist are permanent, so they are not retried.
            IsTransient = socket is not (SocketError.HostNotFound or SocketError.NoData),
        };
    }

    /// <summary>Text with a full stop at its end.</summary>
    private static string Sentence(string text) => text.TrimEnd(' ', '.', '"') + ".";

    /// <summary>An exception and its inner exceptions, the outermost first.</summary>
    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }
}
