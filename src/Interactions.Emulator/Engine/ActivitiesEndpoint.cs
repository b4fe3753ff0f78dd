using System.Collections.Concurrent;
using System.Globalization;
using Interactions.Emulator.Behaviour;
using Interactions.Emulator.Conversations;
using Interactions.Emulator.Http;
using Interactions.Emulator.Identity;

namespace Interactions.Emulator.Engine;

/// <summary><c>GET /api/v1/interactions/activities/{conversationId}?type=…&amp;leid=…</c>: the activities of a conversation (docs/contract.md §3).</summary>
internal sealed class ActivitiesEndpoint(ConversationStore conversations, TokenStore tokens)
{
    private const string Path = "/api/v1/interactions/activities/";

    private readonly ConcurrentDictionary<(Guid Conversation, IntegrationTypes Type), PageRepeater> _repeaters = new();

    /// <summary>The conversation id in a path, or null when the path is another one or the id is not a GUID.</summary>
    public static Guid? ConversationOf(PathString path) =>
        TryGetSegment(path, out string? segment) && Guid.TryParseExact(segment, "D", out Guid id) ? id : null;

    public Response Respond(HttpRequest request, EngineBehaviour behaviour)
    {
        if (!TryGetSegment(request.Path, out _)) return EngineError.Respond(EngineError.ResourceNotFound);
        if (!HttpMethods.IsGet(request.Method)) return Response.MethodNotAllowed(HttpMethods.Get);
        if (!tokens.Accepts(request.Headers.Authorization)) return EngineError.Respond(EngineError.Unauthorized);
        if (ConversationOf(request.Path) is not { } id) return EngineError.Respond(EngineError.BadGuid);

        List<int> errors = [];
        IntegrationTypes type = ReadType(request.Query["type"], errors);
        long leid = ReadLeid(request.Query["leid"], errors);
        if (errors.Count > 0) return EngineError.Respond([.. errors]);

        return conversations.Find(id) is { } conversation
            ? Response.Page(Read(conversation, id, type, leid, behaviour))
            : EngineError.Respond(EngineError.ConversationNotFound);
    }

    private ActivityPage Read(Conversation conversation, Guid id, IntegrationTypes type, long leid, EngineBehaviour behaviour)
    {
        bool isAfter = behaviour.Leid == LeidBound.Exclusive && leid < long.MaxValue;
        long first = behaviour.Quirks.HasFlag(EngineQuirks.IgnoreLeid) ? 0 : isAfter ? leid + 1 : leid;
        ActivityPage page = conversation.Read(type, first, behaviour.PageCap, before: behaviour.Quirks.HasFlag(EngineQuirks.Previous) ? 1 : 0);
        if (behaviour.Quirks.HasFlag(EngineQuirks.Shuffle)) page = page.Shuffled();
        if (behaviour.Quirks.HasFlag(EngineQuirks.RepeatPage)) page = _repeaters.GetOrAdd((id, type), _ => new PageRepeater()).Next(page);
        return page;
    }

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
