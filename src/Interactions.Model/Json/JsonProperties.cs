using System.Collections;

namespace Interactions;

/// <summary>The properties of a JSON object, in the order in which they were sent. A name is found in any letter case, as everywhere in PowerShell.</summary>
/// <remarks>Where two names differ only in case, both are kept: each is found as it is spelled, and every other spelling finds the first one.
/// Nothing can be changed, as in all objects of an activity.</remarks>
/// <param name="sent">The JSON of the activity.</param>
/// <param name="shapeObject">Converts an object among the values.</param>
internal sealed class JsonProperties(SentJson sent, Func<IDictionary<string, object?>, object>? shapeObject) : IDictionary<string, object?>, IDictionary
{
    private List<(int Name, int Value, int End)>? _unread;
    private PropertyList? _properties;

    public int Count => Properties.Count;

    public bool IsReadOnly => true;

    public ICollection<string> Keys => [.. Properties.Select(property => property.Name)];

    public ICollection<object?> Values => [.. Properties.Select(property => property.Value)];

    bool IDictionary.IsFixedSize => true;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    public object? this[string key]
    {
        get => Properties.Find(key) is { } property ? property.Value : throw new KeyNotFoundException($"There is no property '{key}'.");
        set => throw ReadOnly();
    }

    object? IDictionary.this[object key]
    {
        get => key is string name ? Properties.Find(name)?.Value : null;
        set => throw ReadOnly();
    }

    /// <summary>Sets a property while the object is read. Of two with the same name the last one counts, as for every JSON reader.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="start">Where the name starts in the JSON.</param>
    /// <param name="end">Where the value ends in the JSON.</param>
    public void Set(string name, object? value, int start, int end) => (_properties ??= []).Set(new(name, value, start, end));

    /// <summary>Adds a property while the object is read. Its name and value are read when somebody looks at any of them, because nearly nobody does.</summary>
    /// <param name="name">Where the name starts in the JSON.</param>
    /// <param name="value">Where the value starts in the JSON.</param>
    /// <param name="end">Where the value ends in the JSON.</param>
    public void Add(int name, int value, int end) => (_unread ??= new(4)).Add((name, value, end));

    /// <remarks>Where two threads look at once, both read the same.</remarks>
    private PropertyList Properties
    {
        get
        {
            if (Volatile.Read(ref _properties) is { } known) return known;
            var read = new PropertyList();
            foreach (var (name, value, end) in _unread ?? []) read.Set(new(sent.Text(name, value), ValueReader.Plain(sent, value, end, shapeObject), name, end));
            Volatile.Write(ref _properties, read);
            return read;
        }
    }

    public bool Contains(object key) => key is string name && ContainsKey(name);

    public bool ContainsKey(string key) => Properties.Find(key) is not null;

    public bool TryGetValue(string key, out object? value)
    {
        var property = Properties.Find(key);
        value = property?.Value;
        return property is not null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        Properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)).GetEnumerator();

    /// <summary>The properties as the JSON that was sent, in one line.</summary>
    public override string ToString()
    {
        var json = new List<byte> { (byte)'{' };
        foreach (var property in Properties)
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
