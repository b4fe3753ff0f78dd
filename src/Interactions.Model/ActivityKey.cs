namespace Interactions;

/// <summary>The key that tells whether two activities of a conversation are the same one (contract §3, "dedupe key").</summary>
/// <remarks>Events have no interaction id, and messages may share one. Those of one millisecond between the same parties are told apart by their content.</remarks>
internal readonly record struct ActivityKey(
    long? EventId, Guid? InteractionId, string? SenderId, string? RecipientId, bool IsEcho, ulong Fingerprint) : IComparable<ActivityKey>
{
    /// <summary>The key of an activity among those that one engine gives.</summary>
    public static ActivityKey Of(Activity activity) => new(activity.EventId, activity.InteractionId,
        activity.Sender?.IntegrationId, activity.Recipient?.IntegrationId, activity.IsEcho, activity.Fingerprint);

    /// <summary>The key of an activity by its line of JSON Lines: the same whether it comes from the engine or from a file.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="lineHash">The <see cref="ActivityReader.Hash"/> of its line, without the line feed.</param>
    public static ActivityKey Of(Activity activity, ulong lineHash) => Of(activity) with { Fingerprint = lineHash };

    // Every activity that is read is hashed, so this must be fast: these three tell nearly all activities apart, and hashing the ids' text is saved.
    public override int GetHashCode() => unchecked((EventId.GetHashCode() * 31) + (InteractionId.GetHashCode() * 17) + Fingerprint.GetHashCode());

    /// <summary>By time, a missing one first. Within a millisecond the order has no meaning, but is always the same.</summary>
    public int CompareTo(ActivityKey other)
    {
        var order = Nullable.Compare(EventId, other.EventId);
        if (order == 0) order = Nullable.Compare(InteractionId, other.InteractionId);
        if (order == 0) order = string.CompareOrdinal(SenderId, other.SenderId);
        if (order == 0) order = string.CompareOrdinal(RecipientId, other.RecipientId);
        if (order == 0) order = IsEcho.CompareTo(other.IsEcho);
        return order == 0 ? Fingerprint.CompareTo(other.Fingerprint) : order;
    }
}
