namespace Interactions.Emulator.Generation;

/// <summary>The times of activities: mostly seconds apart, and about one in twenty in the same millisecond as the one before.</summary>
internal sealed class ConversationClock(Random random)
{
    private long _now = new DateTimeOffset(2024, 4, 5, 14, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private int _tiesLeft;

    public long NextMessage() => Advance(random.OneIn(5) ? random.Next(20_000, 90_000) : random.Next(400, 12_000));

    // Events have no interactionId, so two in one millisecond could not be told apart. An event is always later than the activity before.
    public long NextEvent()
    {
        _tiesLeft = 0;
        return _now += random.Next(200, 9_000);
    }

    public long NextEcho() => Advance(random.Next(1, 40));

    private long Advance(int gap)
    {
        if (_tiesLeft > 0)
        {
            _tiesLeft--;
        }
        else if (random.Next(1000) < 58)
        {
            _tiesLeft = random.OneIn(10) ? random.Next(1, 3) : 0;
        }
        else
        {
            _now += gap;
        }

        return _now;
    }
}
