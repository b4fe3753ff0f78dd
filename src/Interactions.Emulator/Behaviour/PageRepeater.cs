using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Behaviour;

/// <summary>Answers every second request with the previous page.</summary>
internal sealed class PageRepeater
{
    private readonly Lock _lock = new();
    private ActivityPage? _previous;

    public ActivityPage Next(ActivityPage page)
    {
        lock (_lock)
        {
            ActivityPage given = _previous ?? page;
            _previous = _previous is null ? page : null;
            return given;
        }
    }
}
