using System.Globalization;
using Interactions.Emulator.Http;

namespace Interactions.Emulator.Engine;

/// <summary>The errors of the engine (docs/contract.md §8): codes, statuses, descriptions, and the response that carries them.</summary>
internal static class EngineError
{
    public const int Unauthorized = 102;
    public const int ResourceNotFound = 105;
    public const int MissingParameter = 200;
    public const int BadGuid = 203;
    public const int ValueNotSupported = 206;
    public const int Negative = 209;
    public const int BadNumber = 210;
    public const int ConversationNotFound = 6500;

    public static Response Respond(params ReadOnlySpan<int> codes) => Respond(StatusOf(codes[0]), "ENG", codes);

    public static Response Respond(int status, string prefix, params ReadOnlySpan<int> codes)
    {
        List<EngineErrorItem> errors = [];
        foreach (int code in codes)
        {
            string symbol = prefix + code.ToString("D6", CultureInfo.InvariantCulture);
            errors.Add(new EngineErrorItem(code, $"{Describe(code)} (code: {symbol})"));
        }

        EngineErrorBody body = new(status, errors, Guid.NewGuid().ToString(), DateTimeOffset.UtcNow);
        return Response.Json(status, body, EmulatorJson.Default.EngineErrorBody);
    }

    public static int StatusOf(int code) => code switch
    {
        Unauthorized => StatusCodes.Status401Unauthorized,
        101 or 110 => StatusCodes.Status403Forbidden,
        ResourceNotFound or 5500 or 6000 or ConversationNotFound => StatusCodes.Status404NotFound,
        108 => StatusCodes.Status408RequestTimeout,
        106 => StatusCodes.Status409Conflict,
        104 => StatusCodes.Status410Gone,
        107 or 109 => StatusCodes.Status417ExpectationFailed,
        100 or 500 => StatusCodes.Status500InternalServerError,
        103 => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string Describe(int code) => code switch
    {
        100 or 500 => "An internal error occurred.",
        101 => "Access is forbidden.",
        Unauthorized => "The access token is missing, invalid or expired.",
        ResourceNotFound => "Resource not found.",
        108 => "The request timed out.",
        110 => "The operation is not allowed.",
        MissingParameter => "The query parameter 'type' is missing.",
        BadGuid => "The conversation id is not a GUID.",
        ValueNotSupported => "The value of 'type' is not supported: use Customer, Agent or Bot.",
        Negative => "The value of 'leid' must be greater than or equal to 0.",
        BadNumber => "The value of 'leid' is not a number.",
        ConversationNotFound => "Conversation not known.",
        _ => "The request failed.",
    };
}
