using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Interactions.Client;

/// <summary>The body of a response whose status is an error: the engine's shape (contract §8), OAuth's from the identity service (§2), or what gateways send.</summary>
internal sealed class ErrorResponse
{
    private const int LongestDescription = 500;
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    // problem+json, OAuth, and the gateways of the large clouds name their words so. The first that is there counts, but a title goes before its detail.
    private static readonly string[] Words = ["description", "error_description", "message", "error_message", "errorMessage", "faultstring", "msg", "reason"];
    private static readonly string[] Inner = ["error", "fault", "errors", "detail", "messages"];
    private static readonly Regex StatedCode = new(@"\(code: ([A-Z]{3}[0-9]{6})\)", RegexOptions.CultureInvariant);
    private static readonly Regex Markup = new(@"<(title|message|h1)\b[^>]*>(.*?)</\1>", Plain);
    private readonly List<string> _codes = [];
    private readonly List<string> _descriptions = [];

    private ErrorResponse(string body)
    {
        IsEmpty = string.IsNullOrWhiteSpace(body);
        if (IsEmpty) return;
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            Read(json.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            if (Markup.Match(body) is { Success: true } words) Describe(words.Groups[2].Value);
            else if (!body.Contains('<') && body.TrimStart()[0] is not ('{' or '[') && !body.Any(char.IsControl)) Describe(body);
        }
    }

    /// <summary>Whether there is no body.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether the body has the engine's shape.</summary>
    public bool IsEngines { get; private set; }

    /// <summary>The status that the body repeats; null where it has none.</summary>
    public int? Status { get; private set; }

    public string? TrackingId { get; private set; }

    public string? Timestamp { get; private set; }

    /// <summary>The error codes, such as <c>ENG006500</c> or OAuth's <c>invalid_client</c>.</summary>
    public IReadOnlyList<string> Codes => _codes;

    /// <summary>The descriptions of all errors in one text; empty where there is none.</summary>
    public string Description
    {
        get
        {
            var text = string.Join(" ", _descriptions.Distinct());
            return text.Length <= LongestDescription ? text : text.Remove(LongestDescription) + "…";
        }
    }

    /// <summary>Reads a body. One that is empty or of another shape gives an object without errors.</summary>
    public static ErrorResponse Read(string body) => new(body);

    private void Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            ReadWords(body);
            return;
        }
        Status = Find(body, "status") is { ValueKind: JsonValueKind.Number } status && status.TryGetInt32(out var number) ? number : null;
        TrackingId = Text(Find(body, "trackingId"));
        Timestamp = Text(Find(body, "timestamp"));
        if (Find(body, "errors") is { ValueKind: JsonValueKind.Array } errors)
        {
            foreach (var error in errors.EnumerateArray())
            {
                if (error.ValueKind == JsonValueKind.Object) IsEngines |= Find(error, "code") is not null || Find(error, "description") is not null;
                if (Symbol(error) is { } symbol) _codes.Add(symbol);
                ReadWords(error);
            }
        }
        // A text without spaces is a code, such as OAuth's; one with spaces is for people.
        foreach (var code in new[] { Text(Find(body, "error")), Text(Find(body, "code")), Find(body, "error") is { ValueKind: JsonValueKind.Object } inner ? Text(Find(inner, "code")) : null })
            if (_codes.Count == 0 && code is not null && !code.Contains(' ') && !code.All(char.IsDigit) && code[0] != '{') _codes.Add(code);
        if (_descriptions.Count == 0) ReadWords(body);
    }

    /// <summary>Collects what is for people to read, from any of the known shapes.</summary>
    private void ReadWords(JsonElement error)
    {
        switch (error.ValueKind)
        {
            case JsonValueKind.String:
                Describe(error.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in error.EnumerateArray()) ReadWords(item);
                break;
            case JsonValueKind.Object:
                var before = _descriptions.Count;
                if (Find(error, "title") is { ValueKind: JsonValueKind.String } title) Describe(title.GetString()!);
                if (Words.Select(name => Find(error, name)).FirstOrDefault(found => found is { ValueKind: JsonValueKind.String }) is { } words) Describe(words.GetString()!);
                if (_descriptions.Count > before && Find(error, "detail") is null && Find(error, "errors") is null) break;
                foreach (var name in Inner)
                {
                    if (Find(error, name) is not { } inner) continue;
                    // Validation errors stand under the name of the field that they are about.
                    if (name == "errors" && inner.ValueKind == JsonValueKind.Object)
                        foreach (var field in inner.EnumerateObject()) ReadWords(field.Value);
                    else if (!(name == "error" && _descriptions.Count > before)) ReadWords(inner);
                }
                break;
        }
    }

    private void Describe(string text)
    {
        if (!string.IsNullOrWhiteSpace(text)) _descriptions.Add(text.Trim());
    }

    /// <summary>The code with its prefix, as stated in the description or as it is, else <c>ENG</c> and six digits (contract §8).</summary>
    private static string? Symbol(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object) return null;
        if (Text(Find(error, "description")) is { } description && StatedCode.Match(description) is { Success: true } stated) return stated.Groups[1].Value;
        var code = Text(Find(error, "code"));
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? string.Format(CultureInfo.InvariantCulture, "ENG{0:D6}", number)
            : string.IsNullOrWhiteSpace(code) ? null : code;
    }

    /// <summary>A property, in any case; null where it is missing or null.</summary>
    private static JsonElement? Find(JsonElement parent, string name)
    {
        foreach (var property in parent.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind != JsonValueKind.Null) return property.Value;
        return null;
    }

    private static string? Text(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };
}
