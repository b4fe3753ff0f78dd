using System.Collections.Concurrent;
using Interactions.Emulator.Generation;

namespace Interactions.Emulator.Conversations;

/// <summary>The conversations that the engine knows.</summary>
internal sealed class ConversationStore : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Conversation> _conversations = new();
    private readonly Dictionary<Guid, int> _seeds = [];
    private readonly Dictionary<Guid, Continuation> _continuations = [];
    private readonly Lock _writing = new();

    public Conversation? Find(Guid id) => _conversations.GetValueOrDefault(id);

    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public void Replace(Guid id, IEnumerable<ReadOnlyMemory<byte>> activities) =>
        Replace(id, new Conversation(ActivityBuffer.Copy(activities).Activities), seed: 1);

    public void Generate(Guid id, int count, int seed)
    {
        using ConversationGenerator generator = new(seed);
        Replace(id, new Conversation(generator.Generate(count).Activities), seed);
    }

    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public void Append(Guid id, IEnumerable<ReadOnlyMemory<byte>> activities)
    {
        IReadOnlyList<StoredActivity> arrivals = ActivityBuffer.Copy(activities).Activities;
        lock (_writing) Append(id, arrivals);
    }

    /// <summary>Adds generated activities, a millisecond apart.</summary>
    /// <param name="id">The conversation, known or not.</param>
    /// <param name="count">How many.</param>
    /// <param name="time">The time of the first; null lets the last be now, and each be later than those that were added like this before.</param>
    public void Continue(Guid id, int count, DateTimeOffset? time = null)
    {
        if (count <= 0) return;
        lock (_writing)
        {
            if (!_continuations.TryGetValue(id, out Continuation? continuation))
            {
                continuation = new Continuation(new ConversationGenerator(_seeds.GetValueOrDefault(id, 1), chapter: 1));
                _continuations[id] = continuation;
            }

            long first = time?.ToUnixTimeMilliseconds() ?? Math.Max(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - count + 1, continuation.LastEventId + 1);
            if (time is null) continuation.LastEventId = first + count - 1;
            Append(id, continuation.Generator.Generate(count, first).Activities);
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            foreach (Continuation continuation in _continuations.Values) continuation.Generator.Dispose();
            _continuations.Clear();
        }
    }

    private void Replace(Guid id, Conversation conversation, int seed)
    {
        lock (_writing)
        {
            _conversations[id] = conversation;
            _seeds[id] = seed;
            if (_continuations.Remove(id, out Continuation? continuation)) continuation.Generator.Dispose();
        }
    }

    private void Append(Guid id, IReadOnlyList<StoredActivity> arrivals) =>
        _conversations[id] = Find(id)?.With(arrivals) ?? new Conversation(arrivals);

    /// <summary>What generates the activities that are added to a conversation.</summary>
    private sealed class Continuation(ConversationGenerator generator)
    {
        public ConversationGenerator Generator { get; } = generator;

        public long LastEventId { get; set; }
    }
}
