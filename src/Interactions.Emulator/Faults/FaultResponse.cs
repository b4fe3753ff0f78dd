using System.Text;
using Interactions.Emulator.Engine;
using Interactions.Emulator.Http;

namespace Interactions.Emulator.Faults;

/// <summary>Applies what a <see cref="Fault"/> says about status, headers and body.</summary>
internal static class FaultResponse
{
    public static Response Replacement(Fault fault)
    {
        if (fault.ErrorCode is { } code)
        {
            string prefix = fault.Target == FaultTarget.Identity ? "IDT" : "ENG";
            return EngineError.Respond(fault.Status ?? EngineError.StatusOf(code), prefix, code);
        }

        Response response = new(fault.Status ?? StatusCodes.Status200OK);
        byte[]? body = fault.BodyBase64 is { } base64 ? Convert.FromBase64String(base64)
            : fault.Body is { } text ? Encoding.UTF8.GetBytes(text)
            : null;
        return body is null ? response : response.WithBody(body) with { ContentType = Response.JsonContentType };
    }

    public static Response WithHeaders(this Response response, Fault fault)
    {
        Dictionary<string, string> headers = new(response.Headers, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>()) headers[name] = value;
        if (fault.RetryAfter is { } retryAfter) headers["Retry-After"] = retryAfter;
        return response with { Headers = headers, ContentType = fault.ContentType ?? response.ContentType };
    }
}
