namespace Interactions.Emulator.Conversations;

/// <summary>
/// One activity as it is sent: <paramref name="Length"/> bytes in a buffer that it shares with its neighbours. A comma follows it there,
/// so that neighbours are sent as one piece.
/// </summary>
internal readonly record struct StoredActivity(byte[] Buffer, int Offset, int Length, long EventId, IntegrationTypes Types)
{
    public bool IsFollowedBy(in StoredActivity next) => ReferenceEquals(Buffer, next.Buffer) && next.Offset == Offset + Length + 1;
}
