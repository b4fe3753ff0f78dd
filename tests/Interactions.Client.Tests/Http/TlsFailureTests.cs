using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interactions.Client.Tests;

/// <summary>What goes wrong in TLS is told apart: each failure names its cause.</summary>
public class TlsFailureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly X509Certificate2 Issuer = Create("CN=Test Issuer", null, null, Now.AddYears(-9), Now.AddYears(9));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task A_service_without_tls(string greeting)
    {
        await using var server = new LoopbackServer(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[64]);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
        });
        var failure = await FailAsync(server, skip: true);
        Assert.Equal(FailureCause.NotTls, failure.Cause);
        Assert.Equal($"{server.Authority} does not answer in TLS. It may be an http address, or another service.", failure.Message);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_certificate_that_expired()
    {
        await using var server = Secure(Create("CN=engine", Issuer, "127.0.0.1", Now.AddYears(-3), new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero)));
        AssertUntrusted(await FailAsync(server), "expired on 2024-05-06", "CN=engine", "CN=Test Issuer", "to 2024-05-06");
    }

    [Fact]
    public async Task A_certificate_for_another_name()
    {
        await using var server = Secure(Create("CN=engine", Issuer, "other.example", Now.AddDays(-1), Now.AddYears(1)));
        AssertUntrusted(await FailAsync(server), "it is for DNS:other.example, not for 127.0.0.1", "issuer CN=Test Issuer is not known");
    }

    [Fact]
    public async Task A_certificate_whose_issuer_is_not_trusted()
    {
        await using var server = Secure(Create("CN=engine", Issuer, "127.0.0.1", Now.AddDays(-1), Now.AddYears(1)));
        AssertUntrusted(await FailAsync(server), "its issuer CN=Test Issuer is not known to this machine");
        Assert.Null((await ReadAsync(server, skip: true)).Failure);
    }

    [Fact]
    public async Task A_certificate_that_is_self_signed_with_escape_sequences_in_its_name()
    {
        await using var server = Secure(Create("CN=\u001b[31mred", null, "127.0.0.1", Now.AddDays(-1), Now.AddYears(1)));
        var failure = await FailAsync(server);
        AssertUntrusted(failure, "self-signed", "␛[31mred");
        Assert.DoesNotContain('\u001b', failure.ToString());
    }

    [Fact]
    public async Task No_cipher_in_common()
    {
        if (OperatingSystem.IsWindows()) return; // The choice of ciphers belongs to the system there.
        var certificate = Create("CN=engine", null, "127.0.0.1", Now.AddDays(-1), Now.AddYears(1));
        await using var server = Secure(certificate, options =>
        {
            options.EnabledSslProtocols = SslProtocols.Tls12;
            // For a key of another kind than the certificate has.
            if (!OperatingSystem.IsWindows()) options.CipherSuitesPolicy = new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]);
        });
        var failure = await FailAsync(server, skip: true);
        Assert.Equal(FailureCause.TlsMismatch, failure.Cause);
        Assert.StartsWith($"{server.Authority} and this machine have no TLS version or cipher in common", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_certificate_that_is_wanted(SslProtocols protocol)
    {
        var wanted = Create("CN=client", null, null, Now.AddDays(-1), Now.AddYears(1));
        await using var server = Secure(Create("CN=engine", null, "127.0.0.1", Now.AddDays(-1), Now.AddYears(1)), options =>
        {
            options.EnabledSslProtocols = protocol;
            options.ClientCertificateRequired = true;
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == wanted.Subject;
        });
#if !DESKTOP // The runtime of that build does not tell that the server asked.
        var failure = await FailAsync(server, skip: true);
        Assert.Equal(FailureCause.ClientCertificate, failure.Cause);
        Assert.Equal($"{server.Authority} requires a client certificate, or rejected the one that was sent.", failure.Message);
#endif
        var (_, none) = await ReadAsync(server, skip: true, wanted);
        Assert.Null(none);
    }

    private static void AssertUntrusted(EngineException failure, params string[] words)
    {
        Assert.Equal((EngineErrorKind.Unreachable, FailureCause.UntrustedCertificate), (failure.Kind, failure.Cause));
        Assert.Contains("is not trusted: ", failure.Message, StringComparison.Ordinal);
        foreach (var word in words) Assert.Contains(word, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<EngineException> FailAsync(LoopbackServer server, bool skip = false) => (await ReadAsync(server, skip)).Failure!;

    private static async Task<(List<Activity> Activities, EngineException? Failure)> ReadAsync(LoopbackServer server, bool skip, X509Certificate2? certificate = null)
    {
        using var client = new EngineClient(new EngineOptions
        {
            Uri = new Uri($"https://{server.Authority}"),
            Token = "t0ken",
            MaximumRetryCount = 0,
            NoProxy = true,
            SkipCertificateCheck = skip,
            Certificate = certificate,
        });
        return await client.ReadAsync(Emulated.Query());
    }

    /// <summary>A server that answers with an empty page over TLS.</summary>
    private static LoopbackServer Secure(X509Certificate2 certificate, Action<SslServerAuthenticationOptions>? configure = null) => new(async stream =>
    {
        var options = new SslServerAuthenticationOptions { ServerCertificate = certificate };
        configure?.Invoke(options);
        await using var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(options);
        await LoopbackServer.ReadHeadAsync(secure);
        await secure.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"u8.ToArray());
    });

    private static X509Certificate2 Create(string subject, X509Certificate2? issuer, string? name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            if (System.Net.IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }
        else
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        }
        using var made = issuer is null ? request.CreateSelfSigned(from, to) : request.Create(issuer, from, to, [1, 2, 3]).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
