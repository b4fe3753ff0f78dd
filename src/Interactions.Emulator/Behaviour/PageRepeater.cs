using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Http;

/// <summary>Answers every second request with the page before it once more.</summary>
internal sealed class PageRepeater
{
    private readonly Lock _lock = new();
    private Page? _previous;

    public Page Next(Page page)
    {
        lock (_lock)
        {
            Page answer = _previous ?? page;
            _previous = _previous is null ? page : null;
            return answer;
        }
    }
}
