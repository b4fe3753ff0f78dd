namespace Interactions.Client;

/// <summary>Something that keeps what the engine sent beyond its own properties.</summary>
internal interface IKeepsMore
{
    /// <summary>What has no property of its own, by the engine's names.</summary>
    IDictionary<string, object?>? AdditionalProperties { get; set; }
}

/// <summary>The JSON properties that a type knows, and how each is read: names in any letter case, in any order (contract §4.1).</summary>
/// <remarks>Reading activities is what the module does all day: this takes about half the time that System.Text.Json's metadata takes, and its
/// start none of what setting that up takes. See docs/architecture.md.</remarks>
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
            if (Find(name, ref next) is { } read) read(target, ref json);
            else json.Misfit();
            if (!json.Finish(value)) (target.AdditionalProperties ??= new Dictionary<string, object?>())[Utf8.Decode(name)] = json.PlainAt(value);
        }
    }

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
            if (IsSame(name, known.Name)) return known.Read;
        return null;
    }

    private static bool IsSame(ReadOnlySpan<byte> name, byte[] known)
    {
        if (name.Length != known.Length) return false;
        for (var i = 0; i < known.Length; i++)
            if (name[i] != known[i] && (name[i] ^ known[i]) != ('a' ^ 'A')) return false;
        return true;
    }
}
