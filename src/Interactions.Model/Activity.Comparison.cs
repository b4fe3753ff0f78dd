namespace Interactions;

/// <remarks>This part tells which activities are the same one, and which comes first.
/// Without it, PowerShell's Sort-Object -Unique and the like would compare texts, and take every "yes" of a conversation for the same activity.</remarks>
public sealed partial class Activity : IComparable<Activity>, IComparable, IEquatable<Activity>
{
    /// <summary>The hash of the activity's line; 0 until it is asked for, because few activities are ever compared.</summary>
    private ulong _lineHash;

    /// <summary>The key that is the same for an activity from the engine and for its copy from a file.</summary>
    private ActivityKey Key
    {
        get
        {
            var hash = Volatile.Read(ref _lineHash);
            if (hash == 0) Volatile.Write(ref _lineHash, hash = SentJson is null ? Fingerprint : ActivityLineWriter.Hash(this));
            return ActivityKey.Of(this, hash);
        }
    }

    /// <summary>Whether this is the same activity of the same conversation: with the same time, interaction, parties and content (contract §3, "dedupe key").</summary>
    /// <param name="other">Another activity, from the engine or from a file. White space in its JSON makes no difference.</param>
    public bool Equals(Activity? other) => ReferenceEquals(this, other)
        || (other is not null && EventId == other.EventId && ConversationId == other.ConversationId && Key == other.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activity);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((ConversationId.GetHashCode() * 31) + Key.GetHashCode());

    /// <summary>Compares by time: an activity without one comes first.</summary>
    /// <remarks>Activities of one millisecond are in an order that is always the same but has no meaning. Only the same activity compares as 0.</remarks>
    /// <param name="other">Another activity. <see langword="null"/> comes before all.</param>
    /// <returns>Less than 0 where this activity comes first, 0 where both are the same, else more than 0.</returns>
    public int CompareTo(Activity? other)
    {
        if (ReferenceEquals(this, other)) return 0;
        if (other is null) return 1;
        var order = Nullable.Compare(EventId, other.EventId);
        if (order == 0) order = ConversationId.CompareTo(other.ConversationId);
        return order == 0 ? Key.CompareTo(other.Key) : order;
    }

    /// <inheritdoc cref="CompareTo(Activity)"/>
    /// <param name="obj">Another activity. <see langword="null"/> comes before all.</param>
    /// <exception cref="ArgumentException">It is not an activity.</exception>
    public int CompareTo(object? obj) => obj is null or Activity ? CompareTo((Activity?)obj)
        : throw new ArgumentException($"An activity cannot be compared with a {obj.GetType()}.", nameof(obj));

    /// <summary>Whether both are the same activity, as <see cref="Equals(Activity)"/> says.</summary>
    public static bool operator ==(Activity? left, Activity? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether both are different activities, as <see cref="Equals(Activity)"/> says.</summary>
    public static bool operator !=(Activity? left, Activity? right) => !(left == right);

    /// <summary>Whether the left activity comes first, as <see cref="CompareTo(Activity)"/> says.</summary>
    public static bool operator <(Activity? left, Activity? right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>Whether the left activity comes first or is the same, as <see cref="CompareTo(Activity)"/> says.</summary>
    public static bool operator <=(Activity? left, Activity? right) => !(right < left);

    /// <summary>Whether the right activity comes first, as <see cref="CompareTo(Activity)"/> says.</summary>
    public static bool operator >(Activity? left, Activity? right) => right < left;

    /// <summary>Whether the right activity comes first or is the same, as <see cref="CompareTo(Activity)"/> says.</summary>
    public static bool operator >=(Activity? left, Activity? right) => !(left < right);
}
