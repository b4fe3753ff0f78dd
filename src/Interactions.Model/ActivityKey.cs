namespace Interactions;

/// <summary>The key that tells whether two activities are the same one (contract §3, "dedupe key").</summary>
/// <remarks>Events have no interaction id, and messages may share one. Those of one millisecond between the same parties are told apart by <see cref="Activity.Fingerprint"/>.</remarks>
internal readonly record struct ActivityKey(
    long? EventId, Guid? InteractionId, string? SenderId, string? RecipientId, bool IsEcho, ulong Fingerprint)
{
    // Every activity that is read is hashed, so this must be fast: these three tell nearly all activities apart, and hashing the ids' text is saved.
    public override int GetHashCode() => unchecked((EventId.GetHashCode() * 31) + (InteractionId.GetHashCode() * 17) + Fingerprint.GetHashCode());

    public static ActivityKey Of(Activity activity) => new(activity.EventId, activity.InteractionId,
        activity.Sender?.IntegrationId, activity.Recipient?.IntegrationId, activity.IsEcho, activity.Fingerprint);
}
