using System.Collections.Specialized;
using System.Net;

namespace Interactions.Client;

/// <summary>Where an engine is, how to be let in, and how patient to be.</summary>
public sealed class EngineOptions
{
    /// <summary>The engine, such as <c>https://engine.hubster.io</c> (contract §1).</summary>
    public required Uri Uri { get; init; }

    /// <summary>The identity service; needed with <see cref="ClientId"/>.</summary>
    public Uri? IdentityUri { get; init; }

    /// <summary>An engine access token that was got elsewhere. It cannot be renewed.</summary>
    public string? Token { get; init; }

    /// <summary>The client that asks for tokens with client_credentials (contract §2).</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of <see cref="ClientId"/>.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>How often a request that failed in passing is sent again; 0 or more.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>The wait before the first retry; each further one waits twice as long.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between retries. Where the engine asks for a longer one, the request fails at once.</summary>
    public TimeSpan MaximumRetryInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an answer may take to begin; zero is without limit.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long an answer that has begun may pause; zero is without limit.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>A proxy other than the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Who to be at the proxy.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>Whether to be the current user at the proxy.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Whether to go without any proxy.</summary>
    public bool NoProxy { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Whether tokens and secrets may travel over plain http to another machine.</summary>
    public bool AllowUnencryptedAuthentication { get; init; }

    /// <summary>How a JSON object without a type of its own (an event's payload) is handed on; as it is when <see langword="null"/>.</summary>
    public Func<OrderedDictionary, object>? ShapeObject { get; init; }
}
