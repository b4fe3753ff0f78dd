namespace Interactions.Emulator.Requests;

/// <summary>Every request to the engine and the identity service, in order of arrival, including those still being answered.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<RequestEntry> _entries = [];

    public RequestEntry Begin(HttpRequest request)
    {
        RequestEntry entry = new(request);
        lock (_lock) _entries.Add(entry);
        return entry;
    }

    public void Clear()
    {
        lock (_lock) _entries.Clear();
    }

    public IReadOnlyList<SeenRequest> Snapshot()
    {
        lock (_lock) return _entries.ConvertAll(entry => entry.Seen);
    }
}
