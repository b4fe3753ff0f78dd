namespace Interactions.Emulator.Conversations;

/// <summary>
/// One activity as it goes over the wire: <paramref name="Length"/> bytes in a buffer shared with its neighbours, followed there by a comma,
/// so that neighbours leave in one piece.
/// </summary>
internal readonly record struct StoredActivity(byte[] Buffer, int Offset, int Length, long EventId, IntegrationTypes Types)
{
    public bool IsFollowedBy(in StoredActivity next) => ReferenceEquals(Buffer, next.Buffer) && next.Offset == Offset + Length + 1;
}
