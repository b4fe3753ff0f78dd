namespace Interactions.Emulator.Generation;

/// <summary>Deals every item once, in random order, before it deals one again. So rare items appear in short conversations too.</summary>
internal sealed class ShuffledDeck<T>(IEnumerable<T> items, Random random)
{
    private readonly T[] _items = [.. items];
    private int _dealt;

    public T Deal()
    {
        if (_dealt == 0) random.Shuffle(_items);
        T item = _items[_dealt];
        _dealt = (_dealt + 1) % _items.Length;
        return item;
    }
}
