namespace Interactions;

/// <summary>What makes two activities the same one (contract §3, dedupe key).</summary>
/// <remarks>Events have no interaction id, so two of one millisecond between the same parties are told apart by what the engine sent.</remarks>
internal readonly record struct ActivityKey(
    long? EventId, Guid? InteractionId, string? SenderId, string? RecipientId, bool IsEcho, ulong Fingerprint)
{
    // Every activity is hashed as it passes the cursor; these tell nearly all of them apart, without going through the ids' letters.
    public override int GetHashCode() => unchecked((EventId.GetHashCode() * 31) + (InteractionId.GetHashCode() * 17) + Fingerprint.GetHashCode());

    public static ActivityKey Of(Activity activity) => new(activity.EventId, activity.InteractionId,
        activity.Sender?.IntegrationId, activity.Recipient?.IntegrationId, activity.IsEcho, activity.Fingerprint);
}
