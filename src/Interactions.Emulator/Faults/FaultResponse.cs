using System.Text;
using Interactions.Emulator.Engine;
using Interactions.Emulator.Http;

namespace Interactions.Emulator.Faults;

/// <summary>Applies what a <see cref="Fault"/> says about status, headers and body.</summary>
internal static class FaultResponse
{
    /// <param name="fault">The fault.</param>
    /// <param name="ordinary">The response without the fault; null when the fault does not need it.</param>
    public static Response Apply(Fault fault, Response? ordinary)
    {
        Response response = fault.ReplacesResponse ? Replacement(fault, ordinary) : ordinary!;
        if (fault.Charset is { } charset)
        {
            string type = (response.ContentType ?? Response.JsonContentType).Split(';')[0];
            response = response.WithBody(Charsets.Encode(response.BodyBytes(), Charsets.Find(charset)!)) with { ContentType = $"{type}; charset={charset}" };
        }

        Dictionary<string, string> headers = new(response.Headers, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>()) headers[name] = value;
        if (fault.RetryAfter is { } retryAfter) headers["Retry-After"] = retryAfter;
        return response with { Headers = headers, ContentType = fault.ContentType ?? response.ContentType };
    }

    private static Response Replacement(Fault fault, Response? ordinary)
    {
        if (fault.ErrorCode is { } code)
        {
            string prefix = fault.Target == FaultTarget.Identity ? "IDT" : "ENG";
            return EngineError.Respond(fault.Status ?? EngineError.StatusOf(code), prefix, code);
        }

        Response response = ordinary ?? new Response(StatusCodes.Status200OK);
        if (fault.Status is { } status) response = response with { Status = status };
        if (fault.BodyParts is { } parts)
        {
            ReadOnlyMemory<byte> body = ordinary?.BodyBytes() ?? default;
            long? length = parts.Any(part => part.Repeat == -1) ? null : parts.Sum(part => part.Once(body).Length * part.Repeat);
            return response.WithBody(parts.SelectMany(part => part.Bytes(body)), length) with { ContentType = Response.JsonContentType };
        }

        byte[]? replaced = fault.BodyBase64 is { } base64 ? Convert.FromBase64String(base64)
            : fault.Body is { } text ? Encoding.UTF8.GetBytes(text)
            : null;
        return replaced is null ? response : response.WithBody(replaced) with { ContentType = Response.JsonContentType };
    }
}
