namespace Interactions;

/// <summary>What went wrong between us and the engine.</summary>
public enum EngineErrorKind
{
    /// <summary>The token, or the client's secret, was not accepted (401).</summary>
    Unauthorized,

    /// <summary>The token does not allow this (403).</summary>
    Forbidden,

    /// <summary>The engine does not know the conversation (404).</summary>
    ConversationNotFound,

    /// <summary>The engine, or we, gave up waiting (408, and our own timeouts).</summary>
    Timeout,

    /// <summary>Too many requests (429).</summary>
    Throttled,

    /// <summary>The engine is in trouble (500, 502, 503, 504).</summary>
    Unavailable,

    /// <summary>The engine does not take the request (every other status that is not a success).</summary>
    RejectedRequest,

    /// <summary>No connection, or one that broke: DNS, refused, TLS, dropped.</summary>
    Unreachable,

    /// <summary>The answer is not what the contract says: not JSON, cut off, of another shape.</summary>
    InvalidResponse,
}
