using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>A connection to an engine. What it shows holds no token and no secret.</summary>
public sealed class EngineSession
{
    internal EngineSession(EngineClient client, EngineOptions options)
    {
        Client = client;
        Uri = options.Uri;
        IdentityUri = options.ClientId is null ? null : options.IdentityUri;
        ClientId = options.ClientId;
        Authentication = options.ClientId is null ? "Token" : "ClientCredentials";
        MaximumRetryCount = options.MaximumRetryCount;
        RetryIntervalSec = (int)options.RetryInterval.TotalSeconds;
        MaximumRetryIntervalSec = (int)options.MaximumRetryInterval.TotalSeconds;
        ConnectionTimeoutSeconds = (int)options.ConnectionTimeout.TotalSeconds;
        OperationTimeoutSeconds = (int)options.OperationTimeout.TotalSeconds;
        Proxy = options.Proxy;
        SkipCertificateCheck = options.SkipCertificateCheck;
        AllowUnencryptedAuthentication = options.AllowUnencryptedAuthentication;
    }

    /// <summary>The engine.</summary>
    public Uri Uri { get; }

    /// <summary>The identity service that tokens come from.</summary>
    public Uri? IdentityUri { get; }

    /// <summary><c>Token</c> for one given by hand, <c>ClientCredentials</c> for one that is renewed.</summary>
    public string Authentication { get; }

    /// <summary>The client that asks for tokens.</summary>
    public string? ClientId { get; }

    /// <summary>When the current token ends, in local time, where that is known.</summary>
    public DateTime? TokenExpires => Client.TokenExpires?.LocalDateTime;

    /// <summary>Whether it can be used: not after Disconnect-InteractionEngine.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>How often a request that failed in passing is sent again.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>Seconds before the first retry; each further one waits twice as long.</summary>
    public int RetryIntervalSec { get; }

    /// <summary>Seconds that a retry waits at most.</summary>
    public int MaximumRetryIntervalSec { get; }

    /// <summary>Seconds that an answer may take to begin; 0 is without limit.</summary>
    public int ConnectionTimeoutSeconds { get; }

    /// <summary>Seconds that an answer that has begun may pause; 0 is without limit.</summary>
    public int OperationTimeoutSeconds { get; }

    /// <summary>The proxy, where it is not the system's.</summary>
    public Uri? Proxy { get; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; }

    /// <summary>Whether tokens and secrets may travel over plain http to another machine.</summary>
    public bool AllowUnencryptedAuthentication { get; }

    internal EngineClient Client { get; }

    internal void Disconnect()
    {
        IsConnected = false;
        Client.Dispose();
    }

    /// <summary>The engine's address.</summary>
    public override string ToString() => Uri.ToString();
}
