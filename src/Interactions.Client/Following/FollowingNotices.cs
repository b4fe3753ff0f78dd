namespace Interactions.Client;

/// <summary>Conversations that are followed cannot be read for some time. They are polled on, at growing intervals of up to a minute.</summary>
public sealed class FollowingInterrupted : EngineNotice
{
    internal FollowingInterrupted(EngineException failure, DateTimeOffset since, Guid? conversationId) => (Failure, Since, ConversationId) = (failure, since, conversationId);

    /// <summary>Why the first poll failed.</summary>
    public EngineException Failure { get; }

    /// <summary>When that poll began, by the clock of this machine.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>The conversation, where others can be read; <see langword="null"/> where none can.</summary>
    public Guid? ConversationId { get; }
}

/// <summary>Conversations that are followed can be read again. What came meanwhile is read.</summary>
public sealed class FollowingResumed : EngineNotice
{
    internal FollowingResumed(DateTimeOffset since, DateTimeOffset until, Guid? conversationId) => (Since, Until, ConversationId) = (since, until, conversationId);

    /// <summary>As in the <see cref="FollowingInterrupted"/> that this ends.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>When the last of the conversations was read again, by the clock of this machine.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>As in the <see cref="FollowingInterrupted"/> that this ends.</summary>
    public Guid? ConversationId { get; }
}

/// <summary>A conversation cannot be followed any more. The others are.</summary>
public sealed class FollowingFailed : EngineNotice
{
    internal FollowingFailed(Guid conversationId, EngineException failure, bool isPartial) => (ConversationId, Failure, IsPartial) = (conversationId, failure, isPartial);

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; }

    /// <summary>Why.</summary>
    public EngineException Failure { get; }

    /// <summary>Whether activities of the conversation were given before.</summary>
    public bool IsPartial { get; }
}
