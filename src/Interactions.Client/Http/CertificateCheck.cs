using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Interactions.Client;

/// <summary>Accepts or refuses the certificates of servers, and keeps what was wrong with them for the message of the failure.</summary>
/// <param name="acceptsAll">Whether every certificate is accepted.</param>
internal sealed class CertificateCheck(bool acceptsAll)
{
    private readonly ConcurrentDictionary<string, string> _problems = new();
    private readonly ConcurrentDictionary<string, bool> _wantsClientCertificate = new();

    /// <summary>Whether to go on with a server that has sent this certificate.</summary>
    public bool Accepts(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (acceptsAll || errors == SslPolicyErrors.None) return true;
        using var detailed = certificate is null ? null : new X509Certificate2(certificate);
        _problems[host] = string.Join(", and ", Reasons(host, detailed, chain, errors)) + (detailed is null ? "" : Facts(detailed));
        return false;
    }

    /// <summary>What was wrong with a host's certificate; null where nothing was.</summary>
    public string? Problem(string host) => _problems.TryGetValue(host, out var problem) ? problem : null;

    /// <summary>Notes that a host asked for a client certificate.</summary>
    public void NoteRequest(string host) => _wantsClientCertificate[host] = true;

    /// <summary>Whether a host asked for a client certificate. Only known on .NET.</summary>
    public bool WantsClientCertificate(string host) => _wantsClientCertificate.ContainsKey(host);

    private static IEnumerable<string> Reasons(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            yield return "there is none";
            yield break;
        }
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) yield return $"it is for {Names(certificate)}, not for {host}";
        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) yield break;

        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (flags, next) => flags | next.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid)) yield return Expiry(certificate, chain!);
        if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
            yield return certificate.Subject == certificate.Issuer ? "it is self-signed" : $"its issuer {certificate.Issuer} is not known to this machine";
        if (status.HasFlag(X509ChainStatusFlags.Revoked)) yield return "it was revoked";
        const X509ChainStatusFlags Told = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.Revoked;
        if ((status & ~Told) != 0 || status == 0) yield return $"its chain is not valid ({status & ~Told})";
    }

    /// <summary>Which certificate of the chain has expired, or is not valid yet, and when.</summary>
    private static string Expiry(X509Certificate2 certificate, X509Chain chain)
    {
        var late = chain.ChainElements.Cast<X509ChainElement>().FirstOrDefault(element => element.ChainElementStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))?.Certificate ?? certificate;
        var which = late.Thumbprint == certificate.Thumbprint ? "it" : $"the certificate of its issuer {late.Subject}";
        return late.NotAfter < DateTime.Now ? $"{which} expired on {Day(late.NotAfter)}" : $"{which} is not valid before {Day(late.NotBefore)}";
    }

    private static string Facts(X509Certificate2 certificate) =>
        $" ({certificate.Subject}, issued by {certificate.Issuer}, valid from {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)})";

    /// <summary>The names that a certificate is for: its alternative names, else the common name.</summary>
    private static string Names(X509Certificate2 certificate) =>
        certificate.Extensions["2.5.29.17"]?.Format(false) is { Length: > 0 } names ? names : certificate.GetNameInfo(X509NameType.DnsName, false);

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
