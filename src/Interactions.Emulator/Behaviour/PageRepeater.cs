using System.Collections.Concurrent;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Behaviour;

/// <summary>Gives a client that asks for the next page the page before it again, once.</summary>
internal sealed class PageRepeater
{
    // A request asks for the page after another one when its leid is that page's last event id, or one millisecond less
    // (docs/contract.md §3). Pages are kept for each client, so that no client is given a page that it has not been given before.
    private readonly ConcurrentDictionary<(string Client, long LastEventId), ActivityPage> _given = new();

    /// <param name="client">What tells this reading from others: the token, the conversation and the type.</param>
    /// <param name="leid">The <c>leid</c> of the request.</param>
    /// <param name="page">The page that the request asks for.</param>
    public ActivityPage Next(string client, long leid, ActivityPage page)
    {
        if (_given.TryRemove((client, leid), out ActivityPage? previous) || _given.TryRemove((client, leid + 1), out previous)) return previous;
        if (page.LastEventId is { } last) _given[(client, last)] = page;
        return page;
    }
}
