using System.Security.Cryptography;

namespace Interactions.Reports.Transcripts;

/// <summary>What the head and the foot of a transcript say of its activities. Its size does not grow with their number.</summary>
internal sealed class TranscriptSummary : IDisposable
{
    /// <summary>How many senders are listed. Those beyond it are counted together.</summary>
    private const int MostParticipants = 100;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ActivityLineWriter _lines = new();
    private readonly Dictionary<Participant, int> _participants = [];

    public TranscriptSummary(Guid conversationId) => ConversationId = conversationId;

    public Guid ConversationId { get; }

    public int Activities { get; private set; }

    public int Messages { get; private set; }

    public int Echoes { get; private set; }

    public int WithoutTime { get; private set; }

    /// <summary>How many activities are earlier than the one before them.</summary>
    public int OutOfOrder { get; private set; }

    public long? FirstEventId { get; private set; }

    public long? LastEventId { get; private set; }

    public Timeline Timeline { get; } = new();

    /// <summary>Senders of messages, with how many each sent; echoes do not count.</summary>
    public IEnumerable<KeyValuePair<Participant, int>> Participants => _participants.OrderBy(entry => entry.Key.Role).ThenByDescending(entry => entry.Value);

    public DateTimeOffset? First => EventTime.ToTimestamp(FirstEventId);

    public DateTimeOffset? Last => EventTime.ToTimestamp(LastEventId);

    public void Add(Activity activity, Role role, bool isOutOfOrder)
    {
        Activities++;
        if (isOutOfOrder) OutOfOrder++;
        if (activity.IsEcho) Echoes++;
        if (activity.Message is not null) Messages++;
        if (activity.Timestamp is null) WithoutTime++;
        else
        {
            FirstEventId = Math.Min(FirstEventId ?? long.MaxValue, activity.EventId!.Value);
            LastEventId = Math.Max(LastEventId ?? long.MinValue, activity.EventId.Value);
        }
        if (activity.Message is not null && !activity.IsEcho) CountSender(activity, role);
        Hash(activity);
    }

    /// <summary>The SHA-256 of the activities so far. No activity can be added after it.</summary>
    /// <remarks>It is made of the lines that a file of JSON Lines holds of these activities, so it is the hash of that file.</remarks>
    public string Sha256() => string.Concat(_hash.GetHashAndReset().Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    private void CountSender(Activity activity, Role role)
    {
        if (activity.Timestamp is not null) Timeline.Add(role, activity.EventId!.Value);
        var sender = new Participant(role, Roles.Word(activity.Sender), TranscriptWords.Channel(activity.Sender), activity.Sender?.IntegrationId);
        if (!_participants.ContainsKey(sender) && _participants.Count >= MostParticipants) sender = new Participant(Role.Other, "Others", null, null);
        _participants[sender] = _participants.TryGetValue(sender, out var count) ? count + 1 : 1;
    }

    private void Hash(Activity activity)
    {
        var line = _lines.Write(activity);
        _hash.AppendData(line.Array!, line.Offset, line.Count);
    }

    public void Dispose() => _hash.Dispose();
}

/// <summary>A sender of messages.</summary>
/// <param name="Role">The part that it plays.</param>
/// <param name="Word">Its integration type, for people.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="IntegrationId">Its integration.</param>
internal sealed record Participant(Role Role, string Word, string? Channel, string? IntegrationId);
