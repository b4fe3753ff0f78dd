using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Interactions.Client;

/// <summary>The addresses, credentials, timeouts and retries of an <see cref="EngineClient"/>.</summary>
public sealed class EngineOptions
{
    internal const int DefaultMaximumActivitySize = 64 * 1024 * 1024;

    /// <summary>No text and no array of .NET can hold much more.</summary>
    internal const int LargestMaximumActivitySize = 1024 * 1024 * 1024;

    /// <summary>The engine's address, such as <c>https://engine.hubster.io</c> (contract §1).</summary>
    public required Uri Uri { get; init; }

    /// <summary>The identity service's address; required with <see cref="ClientId"/>.</summary>
    public Uri? IdentityUri { get; init; }

    /// <summary>An engine access token, in place of a client id and secret. It cannot be renewed.</summary>
    public string? Token { get; init; }

    /// <summary>The client id that tokens are requested with, by client_credentials (contract §2).</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of <see cref="ClientId"/>.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>How many times a request that failed temporarily is sent again; 3 by default, 0 or more.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>The delay before the first retry, 0 or more; 1 second by default. Each further delay is twice as long.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay before a retry, 0 or more; 2 minutes by default. Where the engine asks for a longer one (<c>Retry-After</c>), the request is not sent again.</summary>
    public TimeSpan MaximumRetryInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest time until a response begins; 100 seconds by default, 0 or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The longest pause within a response; 100 seconds by default, 0 or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The most bytes that one activity may have as JSON in UTF-8, after decompression, and that may come without an activity; 64 MB by default, from 1 to 1,073,741,824 (1 GB).
    /// A larger one ends the reading of its conversation with <see cref="EngineErrorKind.InvalidResponse"/>. Reading takes about four times as much memory.</summary>
    public int MaximumActivitySize { get; init; } = DefaultMaximumActivitySize;

    /// <summary>A proxy in place of the system's: http, https, or on .NET socks4, socks4a or socks5.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credential for the proxy.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>Whether the proxy gets the credential of the current user.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Whether no proxy is used, not even the system's.</summary>
    public bool NoProxy { get; init; }

    /// <summary>The client certificate, with its private key, for servers that ask for one.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether every certificate is accepted. For tests only: whoever controls the network can then read tokens and secrets.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Whether tokens and secrets may be sent over plain http to another machine.</summary>
    public bool AllowUnencryptedAuthentication { get; init; }

    /// <summary>Converts a JSON object that has no class of its own, such as an event's payload; it stays a dictionary where this is null.</summary>
    internal Func<IDictionary<string, object?>, object>? ShapeObject { get; init; }
}
