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

    /// <summary>Whether an <c>Authorization</c> header came.</summary>
    public bool HasAuthorization => AuthorizationHash is not null;

    /// <summary>SHA-256 of the value of the <c>Authorization</c> header, lower-case hex, to tell tokens apart; null when none came.</summary>
    public string? AuthorizationHash { get; init; }

    /// <summary>The <c>Accept-Encoding</c> header, or null.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>The <c>User-Agent</c> header, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The status answered; null as long as (or because) no answer was begun.</summary>
    public int? Status { get; init; }

    /// <summary>How many bytes of the body were handed to the connection.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Whether the client went away before the whole answer was handed to the connection.</summary>
    public bool Aborted { get; init; }
}
