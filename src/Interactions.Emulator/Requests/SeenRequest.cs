namespace Interactions.Emulator;

/// <summary>A request as the emulator saw it. It never holds a token.</summary>
public sealed record SeenRequest
{
    /// <summary>When it arrived, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query as sent, with its question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>The <c>type</c> of the query as sent, or null.</summary>
    public string? Type { get; init; }

    /// <summary>The <c>leid</c> of the query as sent, or null.</summary>
    public string? Leid { get; init; }

    /// <summary>Whether there was an <c>Authorization</c> header.</summary>
    public bool HasAuthorization => AuthorizationHash is not null;

    /// <summary>SHA-256 of the <c>Authorization</c> header in lower-case hex, to tell tokens apart; null when there was none.</summary>
    public string? AuthorizationHash { get; init; }

    /// <summary>The <c>Accept-Encoding</c> header, or null.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>The <c>Content-Type</c> header, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Length</c> header, or null.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The <c>User-Agent</c> header, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The status of the response; null when none has begun.</summary>
    public int? Status { get; init; }

    /// <summary>How many bytes of the body were written to the connection.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Whether the client disconnected before the whole response was written to the connection.</summary>
    public bool Aborted { get; init; }
}
