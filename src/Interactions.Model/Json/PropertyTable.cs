namespace Interactions;

/// <summary>The JSON properties that a type knows, and how each is read: names in any letter case, in any order (contract §4.1).</summary>
/// <remarks>docs/architecture.md says why System.Text.Json's serializer does not read activities.</remarks>
/// <param name="create">Makes an object to read into.</param>
internal sealed class PropertyTable<T>(Func<T> create)
    where T : IKeepsMore
{
    /// <summary>Reads a value into its property.</summary>
    public delegate void Read(T target, ref ValueReader json);

    private readonly List<(byte[] Name, Read Read)> _properties = [];

    public T Create() => create();

    /// <param name="name">The engine's name.</param>
    /// <param name="read">How to read the value.</param>
    public PropertyTable<T> Add(string name, Read read)
    {
        _properties.Add((System.Text.Encoding.UTF8.GetBytes(name), read));
        return this;
    }

    /// <summary>Reads an object. A property that is not known, or whose value does not fit, is kept beside the others.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="json">Stands at the object's start, and then at its end.</param>
    public void ReadInto(T target, ref ValueReader json)
    {
        var next = 0;
        while (json.NextProperty(out var name))
        {
            var value = json.Here;
            if (Find(name, ref next) is { } read)
            {
                read(target, ref json);
                if (!json.Finish(value)) Keep(target, name, json.PlainAt(value));
            }
            else
            {
                Keep(target, name, json.Plain());
            }
        }
    }

    private static void Keep(T target, ReadOnlySpan<byte> name, object? value) =>
        (target.AdditionalProperties ??= new Dictionary<string, object?>())[Utf8.Decode(name)] = value;

    /// <param name="name">The engine's name.</param>
    /// <param name="next">Where the table is looked through from: engines mostly keep to an order.</param>
    private Read? Find(ReadOnlySpan<byte> name, ref int next)
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            var known = _properties[next];
            next = next + 1 < _properties.Count ? next + 1 : 0;
            if (name.SequenceEqual(known.Name)) return known.Read;
        }
        foreach (var known in _properties)
            if (Utf8.AreSame(name, known.Name)) return known.Read;
        return null;
    }
}
