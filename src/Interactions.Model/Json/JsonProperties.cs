using System.Collections;

namespace Interactions;

/// <summary>The properties of a JSON object, in the order in which they were sent. A name is found in any letter case, as everywhere in PowerShell.</summary>
/// <remarks>Where two names differ only in case, both are kept: each is found as it is spelled, and every other spelling finds the first one.
/// Nothing can be changed, as in all objects of an activity.</remarks>
/// <param name="sent">The JSON that <see cref="ToString"/> is made from.</param>
internal sealed class JsonProperties(SentJson sent) : IDictionary<string, object?>, IDictionary
{
    private readonly List<Property> _properties = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _placesInAnyCase;

    public int Count => _properties.Count;

    public bool IsReadOnly => true;

    public ICollection<string> Keys => [.. _properties.Select(property => property.Name)];

    public ICollection<object?> Values => [.. _properties.Select(property => property.Value)];

    bool IDictionary.IsFixedSize => true;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    public object? this[string key]
    {
        get => Find(key) is { } place ? _properties[place].Value : throw new KeyNotFoundException($"There is no property '{key}'.");
        set => throw ReadOnly();
    }

    object? IDictionary.this[object key]
    {
        get => key is string name && Find(name) is { } place ? _properties[place].Value : null;
        set => throw ReadOnly();
    }

    /// <summary>Sets a property while the object is read. Of two with the same name the last one counts, as for every JSON reader.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="start">Where the name starts in the JSON.</param>
    /// <param name="end">Where the value ends in the JSON.</param>
    public void Set(string name, object? value, int start, int end)
    {
        var property = new Property(name, value, start, end);
        if (_places.TryGetValue(name, out var place))
        {
            _properties[place] = property;
            return;
        }
        _places.Add(name, _properties.Count);
        _properties.Add(property);
    }

    public bool Contains(object key) => key is string name && ContainsKey(name);

    public bool ContainsKey(string key) => Find(key) is not null;

    public bool TryGetValue(string key, out object? value)
    {
        var place = Find(key);
        value = place is { } known ? _properties[known].Value : null;
        return place is not null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)).GetEnumerator();

    /// <summary>The properties as the JSON that was sent, in one line.</summary>
    public override string ToString()
    {
        var json = new List<byte> { (byte)'{' };
        foreach (var property in _properties)
        {
            if (json.Count > 1) json.Add((byte)',');
            json.AddRange(sent.Part(property.Start, property.End).ToArray());
        }
        json.Add((byte)'}');
        return ActivityLineWriter.OneLine([.. json]);
    }

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) => ((ICollection)this).CopyTo(array, arrayIndex);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var property in this) array.SetValue(property, index++);
    }

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => TryGetValue(item.Key, out var value) && Equals(value, item.Value);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => new EntryEnumerator(GetEnumerator());

    void IDictionary<string, object?>.Add(string key, object? value) => throw ReadOnly();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => throw ReadOnly();

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    bool IDictionary<string, object?>.Remove(string key) => throw ReadOnly();

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    void ICollection<KeyValuePair<string, object?>>.Clear() => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("What the engine sent cannot be changed.");

    private int? Find(string name)
    {
        if (_places.TryGetValue(name, out var place)) return place;
        var places = _placesInAnyCase ?? PlacesInAnyCase();
        return places.TryGetValue(name, out place) ? place : null;
    }

    private Dictionary<string, int> PlacesInAnyCase()
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        // From the last to the first, so that the first one stays.
        for (var place = _properties.Count - 1; place >= 0; place--) places[_properties[place].Name] = place;
        return _placesInAnyCase = places;
    }

    private readonly record struct Property(string Name, object? Value, int Start, int End);

    private sealed class EntryEnumerator(IEnumerator<KeyValuePair<string, object?>> properties) : IDictionaryEnumerator
    {
        public object Key => properties.Current.Key;

        public object? Value => properties.Current.Value;

        public DictionaryEntry Entry => new(Key, Value);

        public object Current => Entry;

        public bool MoveNext() => properties.MoveNext();

        public void Reset() => properties.Reset();
    }
}
