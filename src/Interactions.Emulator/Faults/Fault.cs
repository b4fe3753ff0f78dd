using System.Buffers.Text;

namespace Interactions.Emulator;

/// <summary>
/// Something that goes wrong on demand. The first group of properties chooses the requests, the second replaces the response,
/// and the third changes how the response (replaced or ordinary) is sent.
/// </summary>
public sealed record Fault
{
    /// <summary>How many matching requests it happens to; -1 means until cleared. Default 1.</summary>
    // Settable, because source-generated JSON ignores the default value of an init-only property.
    public int Count { get; set; } = 1;

    /// <summary>How many matching requests are answered normally first, counted from when the fault was added. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>The service it happens in. Default the engine.</summary>
    public FaultTarget Target { get; init; }

    /// <summary>Only requests for this conversation match; null means all requests.</summary>
    public Guid? Conversation { get; init; }

    /// <summary>The HTTP status of the response, 200 to 599. Default, when another property replaces the response: the status of <see cref="ErrorCode"/>, or 200.</summary>
    public int? Status { get; init; }

    /// <summary>The value of the <c>Retry-After</c> header: seconds or an HTTP date. It is not checked.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The body of the response, sent as UTF-8.</summary>
    public string? Body { get; init; }

    /// <summary>The body of the response as base64, for bodies that are not text.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>The content type. Default, when there is a body: <c>application/json; charset=utf-8</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>More headers, for example <c>Location</c>. They are added to an ordinary response too.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Responds with the error body of the contract (docs/contract.md §8) for this code, for example 6500 for ENG006500. The identity service gives it the prefix IDT.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Milliseconds to wait before anything else. Default 0.</summary>
    public int Latency { get; init; }

    /// <summary>Compresses the body with <c>gzip</c> or <c>br</c>, whether or not the client accepts it. The byte counts below then count compressed bytes.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Cuts the body after so many bytes. The response ends properly, with a matching <c>Content-Length</c>.</summary>
    public int? TruncateAfterBytes { get; init; }

    /// <summary>Resets the connection after so many bytes of the body; 0 means before the status line.</summary>
    public int? DropAfterBytes { get; init; }

    /// <summary>Sends so many bytes of the body, then nothing until the client disconnects; 0 means before the status line.</summary>
    public int? StallAfterBytes { get; init; }

    /// <summary>Sends the body at this speed, in bytes per second.</summary>
    public int? DripBytesPerSecond { get; init; }

    internal bool ReplacesResponse => Status is not null || Body is not null || BodyBase64 is not null || ErrorCode is not null;

    internal void Validate()
    {
        Require(Count >= -1, "Count must be -1 or more.");
        Require(Skip >= 0, "Skip must not be negative.");
        Require(Latency >= 0, "Latency must not be negative.");
        Require(Status is null or (>= 200 and <= 599), "Status must be between 200 and 599.");
        Require(Body is null || BodyBase64 is null, "Give Body or BodyBase64, not both.");
        Require(Status is not (204 or 205 or 304) || (Body ?? BodyBase64) is null, "Status 204, 205 and 304 have no body.");
        Require(BodyBase64 is null || Base64.IsValid(BodyBase64), "BodyBase64 is not base64.");
        Require(ContentEncoding is null or "gzip" or "br", "ContentEncoding must be gzip or br.");
        Require(TruncateAfterBytes is null or >= 0, "TruncateAfterBytes must not be negative.");
        Require(DropAfterBytes is null or >= 0, "DropAfterBytes must not be negative.");
        Require(StallAfterBytes is null or >= 0, "StallAfterBytes must not be negative.");
        Require(DropAfterBytes is null || StallAfterBytes is null, "Give DropAfterBytes or StallAfterBytes, not both.");
        Require(DripBytesPerSecond is null or > 0, "DripBytesPerSecond must be greater than 0.");
    }

    private static void Require(bool isMet, string message)
    {
        if (!isMet) throw new ArgumentException(message);
    }
}
