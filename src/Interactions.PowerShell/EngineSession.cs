using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>A connection to an engine. No property holds a token or secret.</summary>
public sealed class EngineSession
{
    private volatile bool _isConnected = true;

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
        MaximumActivitySize = options.MaximumActivitySize;
        Proxy = client.Proxy;
        SkipCertificateCheck = options.SkipCertificateCheck;
        AllowUnencryptedAuthentication = options.AllowUnencryptedAuthentication;
    }

    /// <summary>The engine's address.</summary>
    public Uri Uri { get; }

    /// <summary>The address of the identity service; <see langword="null"/> where the connection was made with a token.</summary>
    public Uri? IdentityUri { get; }

    /// <summary><c>Token</c> where the connection was made with a token, <c>ClientCredentials</c> where tokens are requested and renewed.</summary>
    public string Authentication { get; }

    /// <summary>The client id that tokens are requested with.</summary>
    public string? ClientId { get; }

    /// <summary>When the current token expires, in local time; <see langword="null"/> where that is unknown.</summary>
    public DateTime? TokenExpires => Client.TokenExpires?.LocalDateTime;

    /// <summary>Whether the connection can be used: <see langword="false"/> after Disconnect-InteractionEngine.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>How many times a request that failed temporarily is sent again.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>The delay before the first retry, in seconds. Each further delay is twice as long.</summary>
    public int RetryIntervalSec { get; }

    /// <summary>The longest delay before a retry, in seconds.</summary>
    public int MaximumRetryIntervalSec { get; }

    /// <summary>The longest time until a response begins, in seconds; 0 for no limit.</summary>
    public int ConnectionTimeoutSeconds { get; }

    /// <summary>The longest pause within a response, in seconds; 0 for no limit.</summary>
    public int OperationTimeoutSeconds { get; }

    /// <summary>The most bytes that one activity may have.</summary>
    public int MaximumActivitySize { get; }

    /// <summary>The proxy that requests to the engine go through: that of -Proxy, or the system's; <see langword="null"/> where there is none.</summary>
    public Uri? Proxy { get; }

    /// <summary>Whether every certificate is accepted.</summary>
    public bool SkipCertificateCheck { get; }

    /// <summary>Whether tokens and secrets may be sent over plain http to another machine.</summary>
    public bool AllowUnencryptedAuthentication { get; }

    internal EngineClient Client { get; }

    internal void Disconnect()
    {
        _isConnected = false;
        Client.Dispose();
    }

    /// <summary>The engine's address.</summary>
    public override string ToString() => Uri.ToString();
}
