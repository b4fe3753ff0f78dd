namespace Interactions.Client;

/// <summary>The pages of one type, and a place in them, for <see cref="TypeMerge"/>.</summary>
/// <param name="type">The type.</param>
/// <param name="pages">The pages.</param>
internal sealed class TypeStream(string type, IAsyncEnumerator<List<Activity>> pages)
{
    private List<Activity> _page = [];
    private int _position;
    private ActivityKey? _key;
    private ValueTask<bool>? _move;
    private Task? _wait;

    /// <summary>Whether there is a current activity. Where there is none, the page is used up.</summary>
    public bool IsOpen => _position < _page.Count;

    /// <summary>Whether there ever was an activity.</summary>
    public bool HasGiven { get; private set; }

    public Activity Current => _page[_position];

    public ActivityKey Key => _key ??= ActivityKey.Of(Current);

    /// <summary>The time of the current activity; one without a time comes first.</summary>
    public long Time => Current.EventId ?? long.MinValue;

    /// <summary>Whether an activity belongs to this stream: its sender or recipient is of the type (contract §3).</summary>
    public bool IsOf(Activity activity) => activity.Sender?.IntegrationType == type || activity.Recipient?.IntegrationType == type;

    /// <summary>Moves to the next activity of the page.</summary>
    public void Skip()
    {
        _position++;
        _key = null;
    }

    /// <summary>Takes the activities of the page that no other stream can hold, because they come before all that the others have.</summary>
    /// <param name="others">The earliest time of the other streams.</param>
    /// <param name="target">Where to put them.</param>
    /// <returns>The time of the last one; null where there is none.</returns>
    public long? TakeBefore(long others, List<Activity> target)
    {
        long? last = null;
        while (IsOpen && EventTime.Of(Current) is { } time && time < others)
        {
            target.Add(Current);
            last = time;
            Skip();
        }
        return last;
    }

    /// <summary>Starts to move to the next page, without waiting for it.</summary>
    public void BeginMove()
    {
        (_page, _position, _key) = ([], 0, null);
        var move = pages.MoveNextAsync();
        if (!move.IsCompletedSuccessfully) move = new(AsWait(move.AsTask()));
        _move = move;
    }

    private Task<bool> AsWait(Task<bool> move)
    {
        _wait = move;
        return move;
    }

    /// <summary>Waits for a move that has begun.</summary>
    public async ValueTask MoveAsync()
    {
        if (_move is not { } move) return;
        _move = null;
        if (!await move.ConfigureAwait(false)) return;
        _page = pages.Current;
        HasGiven = true;
    }

    public async ValueTask EndAsync()
    {
        if (_wait is not null) await Task.WhenAny(_wait).ConfigureAwait(false);
        await pages.DisposeAsync().ConfigureAwait(false);
    }
}
