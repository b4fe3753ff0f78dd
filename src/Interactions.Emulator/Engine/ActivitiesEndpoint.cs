using System.Globalization;
using System.Net.Http.Headers;
using Interactions.Emulator.Behaviour;
using Interactions.Emulator.Conversations;
using Interactions.Emulator.Http;
using Interactions.Emulator.Identity;

namespace Interactions.Emulator.Engine;

/// <summary><c>GET /api/v1/interactions/activities/{conversationId}?type=…&amp;leid=…</c>: the activities of a conversation (docs/contract.md §3).</summary>
internal sealed class ActivitiesEndpoint(ConversationStore conversations, TokenStore tokens)
{
    private const string Path = "/api/v1/interactions/activities/";

    private readonly PageSelector _pages = new();

    /// <summary>The conversation id in a path, or null when the path is another one or the id is not a GUID.</summary>
    public static Guid? ConversationOf(PathString path) =>
        TryGetSegment(path, out string? segment) && Guid.TryParseExact(segment, "D", out Guid id) ? id : null;

    public Response Respond(HttpRequest request, EngineBehaviour behaviour)
    {
        if (!TryGetSegment(request.Path, out _)) return EngineError.Respond(EngineError.ResourceNotFound);
        if (!HttpMethods.IsGet(request.Method)) return Response.MethodNotAllowed(HttpMethods.Get);
        if (!tokens.Accepts(request.Headers.Authorization)) return EngineError.Respond(EngineError.Unauthorized);
        if (behaviour.Quirks.HasFlag(EngineQuirks.RequireContentType) && !IsJson(request.ContentType)) return UnsupportedMediaType();
        if (ConversationOf(request.Path) is not { } id) return EngineError.Respond(EngineError.BadGuid);

        List<int> errors = [];
        IntegrationTypes type = ReadType(request.Query["type"], errors);
        long leid = ReadLeid(request.Query["leid"], errors);
        if (errors.Count > 0) return EngineError.Respond([.. errors]);

        return conversations.Find(id) is { } conversation
            ? Response.Page(_pages.Select(conversation, type, leid, client: $"{request.Headers.Authorization} {id} {type}", behaviour))
            : EngineError.Respond(EngineError.ConversationNotFound);
    }

    // What ASP.NET Core sends when a request has another content type than the action takes.
    private static Response UnsupportedMediaType() =>
        new Response(StatusCodes.Status415UnsupportedMediaType) { ContentType = "application/problem+json; charset=utf-8" }.WithBody(
            """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.16","title":"Unsupported Media Type","status":415}"""u8.ToArray());

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);

    private static IntegrationTypes ReadType(string? text, List<int> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            errors.Add(EngineError.MissingParameter);
            return IntegrationTypes.None;
        }

        foreach (IntegrationTypes type in (ReadOnlySpan<IntegrationTypes>)[IntegrationTypes.Customer, IntegrationTypes.Agent, IntegrationTypes.Bot])
        {
            if (string.Equals(text, type.ToString(), StringComparison.OrdinalIgnoreCase)) return type;
        }

        errors.Add(EngineError.ValueNotSupported);
        return IntegrationTypes.None;
    }

    private static long ReadLeid(string? text, List<int> errors)
    {
        if (text is null) return 0;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long leid)) errors.Add(EngineError.BadNumber);
        else if (leid < 0) errors.Add(EngineError.Negative);
        return leid;
    }

    private static bool TryGetSegment(PathString path, out string? segment)
    {
        string text = path.Value ?? "";
        segment = text.StartsWith(Path, StringComparison.OrdinalIgnoreCase) ? text[Path.Length..] : null;
        return segment is { Length: > 0 } && !segment.Contains('/', StringComparison.Ordinal);
    }
}
