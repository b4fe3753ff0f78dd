using System.Buffers.Text;
using Interactions.Emulator.Faults;

namespace Interactions.Emulator;

/// <summary>
/// Something that goes wrong on demand. The first group of properties chooses the requests, the second changes what the page holds,
/// the third replaces the response, and the fourth changes how the response (replaced or ordinary) is sent. docs/emulator.md has examples.
/// </summary>
public sealed record Fault
{
    /// <summary>How many matching requests it happens to; -1 means until cleared. Default 1.</summary>
    // Settable, because source-generated JSON ignores the default value of an init-only property.
    public int Count { get; set; } = 1;

    /// <summary>How many matching requests are answered normally first, counted from when the fault was added. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>It happens to the first of every so many matching requests, and the others are answered normally. Default 1: to all of them.</summary>
    public int Every { get; set; } = 1;

    /// <summary>The service it happens in. Default the engine.</summary>
    public FaultTarget Target { get; init; }

    /// <summary>Only requests for this conversation match; null means all requests.</summary>
    public Guid? Conversation { get; init; }

    /// <summary>The most activities in the page, in place of <see cref="EmulatorOptions.PageCap"/>.</summary>
    public int? PageCap { get; init; }

    /// <summary>The most bytes in the page, in place of <see cref="EmulatorOptions.PageBytes"/>.</summary>
    public int? PageBytes { get; init; }

    /// <summary>How <c>eventId</c> is written, in place of <see cref="EmulatorOptions.EventIdFormat"/>.</summary>
    public EventIdFormat? EventIdFormat { get; init; }

    /// <summary>Quirks of this response, on top of <see cref="EmulatorOptions.Quirks"/>.</summary>
    public EngineQuirks Quirks { get; init; }

    /// <summary>The page lacks so many of the newest activities of the conversation, as from a replica that lags behind. Default 0.</summary>
    public int Lag { get; init; }

    /// <summary>The HTTP status of the response, 200 to 599. Default, when another property replaces the response: the status of <see cref="ErrorCode"/>, or 200.</summary>
    public int? Status { get; init; }

    /// <summary>The value of the <c>Retry-After</c> header: seconds or an HTTP date. It is not checked.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The body of the response, sent as UTF-8 (or in <see cref="Charset"/>).</summary>
    public string? Body { get; init; }

    /// <summary>The body of the response as base64, for bodies that are not text.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>The body of the response in parts that can be repeated, for bodies that are very long, deeply nested or endless.</summary>
    public IReadOnlyList<BodyPart>? BodyParts { get; init; }

    /// <summary>
    /// The body is the whole response: the status line and the headers too, written to the connection byte by byte, which is closed after it.
    /// For what a proper server never sends. Default false.
    /// </summary>
    public bool Raw { get; init; }

    /// <summary>The content type. Default, when there is a body: <c>application/json; charset=utf-8</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>More headers, for example <c>Location</c>. They are added to an ordinary response too.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Responds with the error body of the contract (docs/contract.md §8) for this code, for example 6500 for ENG006500. The identity service gives it the prefix IDT.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Milliseconds to wait before anything else. Default 0.</summary>
    public int Latency { get; init; }

    /// <summary>Sends the body in this charset, such as <c>iso-8859-1</c>, and names it in the content type. Characters that it lacks become JSON escapes.</summary>
    public string? Charset { get; init; }

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

    internal bool ReplacesResponse => Status is not null || HasBody || ErrorCode is not null;

    internal bool NeedsOrdinaryResponse => !ReplacesResponse || BodyParts?.Any(part => part.Ordinary) == true;

    private bool HasBody => Body is not null || BodyBase64 is not null || BodyParts is not null;

    internal void Validate()
    {
        Require(Count >= -1, "Count must be -1 or more.");
        Require(Skip >= 0, "Skip must not be negative.");
        Require(Every > 0, "Every must be greater than 0.");
        Require(PageCap is null or >= 0, "PageCap must not be negative.");
        Require(PageBytes is null or >= 0, "PageBytes must not be negative.");
        Require(Lag >= 0, "Lag must not be negative.");
        Require(Latency >= 0, "Latency must not be negative.");
        Require(Status is null or (>= 200 and <= 599), "Status must be between 200 and 599.");
        Require(new object?[] { Body, BodyBase64, BodyParts }.Count(body => body is not null) <= 1, "Give only one of Body, BodyBase64 and BodyParts.");
        Require(Status is not (204 or 205 or 304) || !HasBody, "Status 204, 205 and 304 have no body.");
        Require(BodyBase64 is null || Base64.IsValid(BodyBase64), "BodyBase64 is not base64.");
        foreach (BodyPart part in BodyParts ?? []) part.Validate();
        Require(!Raw || HasBody, "Raw needs a body: the whole response, from the status line on.");
        Require(!Raw || (Status ?? (object?)ErrorCode ?? RetryAfter ?? ContentType ?? Charset ?? ContentEncoding ?? (object?)Headers) is null,
            "With Raw, status and headers are part of the body.");
        Require(Charset is null || Charsets.Find(Charset) is not null, $"'{Charset}' is not a charset.");
        Require(Charset is null || BodyParts?.Any(part => part.Repeat != 1) != true, "Charset cannot be used with repeated parts.");
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
