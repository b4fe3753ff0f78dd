using System.Text;

namespace Interactions.Emulator.Http;

/// <summary>The part of a <see cref="Fault"/> that changes the answer itself.</summary>
internal static class FaultAnswer
{
    public static Answer Replacement(Fault fault)
    {
        if (fault.ErrorCode is { } code)
        {
            string prefix = fault.Target == FaultTarget.Identity ? "IDT" : "ENG";
            return EngineError.Answer(fault.Status ?? EngineError.StatusOf(code), prefix, code);
        }

        Answer answer = new(fault.Status ?? StatusCodes.Status200OK);
        byte[]? body = fault.BodyBase64 is { } base64 ? Convert.FromBase64String(base64)
            : fault.Body is { } text ? Encoding.UTF8.GetBytes(text)
            : null;
        return body is null ? answer : answer.WithBody(body) with { ContentType = Answer.JsonContentType };
    }

    public static Answer WithHeaders(this Answer answer, Fault fault)
    {
        Dictionary<string, string> headers = new(answer.Headers, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>()) headers[name] = value;
        if (fault.RetryAfter is { } retryAfter) headers["Retry-After"] = retryAfter;
        return answer with { Headers = headers, ContentType = fault.ContentType ?? answer.ContentType };
    }
}
