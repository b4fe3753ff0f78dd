using System.Collections.Concurrent;
using Interactions.Emulator.Generation;

namespace Interactions.Emulator.Conversations;

/// <summary>The conversations that the engine knows.</summary>
internal sealed class ConversationStore
{
    private readonly ConcurrentDictionary<Guid, Conversation> _conversations = new();
    private readonly Lock _writing = new();

    public Conversation? Find(Guid id) => _conversations.GetValueOrDefault(id);

    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public void Replace(Guid id, IEnumerable<ReadOnlyMemory<byte>> activities)
    {
        Conversation conversation = new(ActivityBuffer.Copy(activities).Activities);
        lock (_writing) _conversations[id] = conversation;
    }

    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public void Append(Guid id, IEnumerable<ReadOnlyMemory<byte>> activities)
    {
        IReadOnlyList<StoredActivity> arrivals = ActivityBuffer.Copy(activities).Activities;
        lock (_writing) _conversations[id] = Find(id)?.With(arrivals) ?? new Conversation(arrivals);
    }

    public void Generate(Guid id, int count, int seed)
    {
        using ConversationGenerator generator = new(seed);
        Conversation conversation = new(generator.Generate(count).Activities);
        lock (_writing) _conversations[id] = conversation;
    }
}
