namespace Interactions;

/// <summary>The cause of an <see cref="EngineException"/>, where its <see cref="EngineErrorKind"/> is too coarse for advice.</summary>
internal enum FailureCause
{
    /// <summary>The kind says enough.</summary>
    Unspecified,

    /// <summary>The client was closed while the request was under way.</summary>
    Closed,

    /// <summary>The service gave no response, or a gateway answered for it: it is down for all requests.</summary>
    Outage,

    /// <summary>The peer does not speak TLS.</summary>
    NotTls,

    /// <summary>The peer and this machine have no TLS version or cipher in common.</summary>
    TlsMismatch,

    /// <summary>The certificate expired, is for another name, or comes from an issuer that is not trusted.</summary>
    UntrustedCertificate,

    /// <summary>The peer wants a client certificate, or does not accept the one that was sent.</summary>
    ClientCertificate,

    /// <summary>The proxy requires a user name and password, or does not accept those that were sent.</summary>
    ProxyAuthentication,

    /// <summary>The proxy could not be reached, or refused.</summary>
    Proxy,

    /// <summary>There is no engine at the path of the address.</summary>
    WrongPath,
}
