using Interactions.Emulator.Behaviour;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Engine;

/// <summary>Selects the page that a request is given, as the engine behaves at the moment.</summary>
internal sealed class PageSelector
{
    private readonly PageRepeater _repeater = new();
    private readonly Lock _varying = new();
    private readonly Random _caps = new(1);

    /// <param name="conversation">The conversation.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="leid">The <c>leid</c> asked for, 0 when there is none.</param>
    /// <param name="client">What tells this reading from others: the token, the conversation and the type.</param>
    /// <param name="behaviour">How the engine behaves.</param>
    public ActivityPage Select(Conversation conversation, IntegrationTypes type, long leid, string client, EngineBehaviour behaviour)
    {
        EngineQuirks quirks = behaviour.Quirks;
        bool isAfter = behaviour.Leid == LeidBound.Exclusive && leid < long.MaxValue;
        long first = quirks.HasFlag(EngineQuirks.IgnoreLeid) ? 0 : isAfter ? leid + 1 : leid;
        int cap = quirks.HasFlag(EngineQuirks.VaryCap) ? NextCap(behaviour.PageCap) : behaviour.PageCap;

        ActivityPage page = conversation.Read(type, first, cap, before: quirks.HasFlag(EngineQuirks.Previous) ? 1 : 0, behaviour.Lag);
        if (quirks.HasFlag(EngineQuirks.RepeatActivity)) page = page.WithFirstTwice(cap);
        if (behaviour.PageBytes > 0) page = page.Within(behaviour.PageBytes);
        if (quirks.HasFlag(EngineQuirks.Shuffle)) page = page.Shuffled();
        if (quirks.HasFlag(EngineQuirks.RepeatPage)) page = _repeater.Next(client, leid, page);
        return behaviour.EventIdFormat == EventIdFormat.Unchanged
            ? page
            : page.Rewritten(activity => EventIdWriter.Rewrite(activity, behaviour.EventIdFormat));
    }

    // Without a cap there is nothing to vary.
    private int NextCap(int cap)
    {
        if (cap == 0) return 0;
        lock (_varying) return _caps.Next(cap) + 1;
    }
}
