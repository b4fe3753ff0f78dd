namespace Interactions;

/// <summary>What went wrong in a request to the engine or its identity service (contract §8).</summary>
public enum EngineErrorKind
{
    /// <summary>The token, or the client's secret, was not accepted (401).</summary>
    Unauthorized,

    /// <summary>The token does not allow the request (403).</summary>
    Forbidden,

    /// <summary>The engine does not know the conversation (404).</summary>
    ConversationNotFound,

    /// <summary>The engine timed out (408), or it did not answer within the client's own timeouts.</summary>
    Timeout,

    /// <summary>Too many requests (429).</summary>
    Throttled,

    /// <summary>The engine cannot answer at the moment (every status from 500, such as 500, 502, 503 and 504).</summary>
    Unavailable,

    /// <summary>The engine rejected the request (every other status that is not a success).</summary>
    RejectedRequest,

    /// <summary>There was no connection, or it broke: DNS, refused, TLS, dropped.</summary>
    Unreachable,

    /// <summary>The response is not what the contract says: not JSON, cut off, or of another shape.</summary>
    InvalidResponse,
}
