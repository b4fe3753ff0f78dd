using System.Collections.Concurrent;

namespace Interactions.Client;

/// <summary>Passes on each finding about a conversation once, because several types, slices and polls may find the same. Can be used from several threads at the same time.</summary>
/// <param name="notify">Receives the notices.</param>
internal sealed class DistinctNotices(Action<EngineNotice> notify)
{
    private readonly ConcurrentDictionary<(Guid Conversation, long? Millisecond, IntegrationType? Type, EndDoubt? Reason), bool> _passed = new();

    /// <summary>Passes on a notice, unless it is of something that an earlier one has told.</summary>
    public void Notify(EngineNotice notice)
    {
        var isNew = notice switch
        {
            MillisecondOverflow overflow => _passed.TryAdd((overflow.ConversationId, overflow.EventId, null, null), true),
            EndNotConfirmed end => _passed.TryAdd((end.ConversationId, null, end.Type, end.Reason), true),
            _ => true,
        };
        if (isNew) notify(notice);
    }

    /// <summary>Forgets the milliseconds before one that will not be read again.</summary>
    public void Forget(long before)
    {
        foreach (var passed in _passed.Keys)
            if (passed.Millisecond < before) _passed.TryRemove(passed, out _);
    }
}
