using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Interactions.Client;

/// <summary>The body of a response whose status is an error: the engine's shape (contract §8), or OAuth's from the identity service (§2).</summary>
internal sealed class ErrorResponse
{
    public IReadOnlyList<ErrorItem?>? Errors { get; set; }

    public string? TrackingId { get; set; }

    public string? Timestamp { get; set; }

    public string? Error { get; set; }

    [JsonPropertyName("error_description")]
    public string? ErrorDescription { get; set; }

    /// <summary>The error codes, such as <c>ENG006500</c> or OAuth's <c>invalid_client</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Codes => Errors?.Where(error => error is not null).Select(error => error!.Symbol).OfType<string>().ToArray()
        ?? (Error is null ? [] : [Error]);

    /// <summary>The descriptions of all errors in one text; empty where there is none.</summary>
    [JsonIgnore]
    public string Description => string.Join(" ", (Errors?.Select(error => error?.Description) ?? [ErrorDescription ?? Error])
        .Where(text => !string.IsNullOrWhiteSpace(text)));

    /// <summary>Reads a body. One that is empty, HTML or of another shape gives an object without errors.</summary>
    public static ErrorResponse Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ResponseJsonContext.Default.ErrorResponse) ?? new ErrorResponse();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return new ErrorResponse();
        }
    }

    internal sealed class ErrorItem
    {
        private static readonly Regex Stated = new(@"\(code: ([A-Z]{3}\d{6})\)", RegexOptions.CultureInvariant);

        public int? Code { get; set; }

        public string? Description { get; set; }

        /// <summary>The code with its prefix, as stated in the description, else <c>ENG</c> and six digits (contract §8).</summary>
        [JsonIgnore]
        public string? Symbol =>
            Description is not null && Stated.Match(Description) is { Success: true } match ? match.Groups[1].Value
            : Code is null ? null : string.Format(CultureInfo.InvariantCulture, "ENG{0:D6}", Code);
    }
}
