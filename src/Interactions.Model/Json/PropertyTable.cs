namespace Interactions;

/// <summary>The JSON properties of a class, and how each is read. Names match in any letter case and come in any order (contract §4.1).</summary>
/// <remarks>docs/architecture.md says why activities are not read with System.Text.Json's serializer.</remarks>
/// <param name="create">Makes an empty object to read into.</param>
internal sealed class PropertyTable<T>(Func<T> create)
    where T : EngineObject
{
    /// <summary>Reads a value into its property.</summary>
    public delegate void Read(T target, ref ValueReader json);

    private readonly List<(byte[] Name, Read Read)> _properties = [];

    /// <summary>Makes an empty object.</summary>
    public T Create() => create();

    /// <summary>Adds a property.</summary>
    /// <param name="name">The name that the engine sends.</param>
    /// <param name="read">Reads the value into the object.</param>
    public PropertyTable<T> Add(string name, Read read)
    {
        _properties.Add((System.Text.Encoding.UTF8.GetBytes(name), read));
        return this;
    }

    /// <summary>Reads an object. Unknown properties, and values that do not fit, go to <see cref="EngineObject.AdditionalProperties"/>.</summary>
    /// <param name="target">The object to fill.</param>
    /// <param name="json">Positioned at the start of the JSON object; afterwards at its end.</param>
    public void ReadInto(T target, ref ValueReader json)
    {
        var next = 0;
        while (json.NextProperty(out var name))
        {
            var (value, start) = (json.Here, json.NameStart);
            if (Find(name, ref next) is { } read)
            {
                read(target, ref json);
                if (json.Finish(value)) continue;
                // Its text must be valid Unicode too, and when somebody looks it is too late to mend it.
                json.PlainAt(value);
            }
            else
            {
                json.SkipText();
            }
            var kept = (JsonProperties)(target.AdditionalProperties ??= json.Properties());
            kept.Add(start, json.Position(value), json.End);
        }
    }

    /// <summary>Finds a property by its name.</summary>
    /// <param name="name">The name that was sent.</param>
    /// <param name="next">Where the search starts. Engines mostly send properties in the same order, so the next one is usually the right one.</param>
    private Read? Find(ReadOnlySpan<byte> name, ref int next)
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            var known = _properties[next];
            next = next + 1 < _properties.Count ? next + 1 : 0;
            if (name.Length == known.Name.Length && (name.SequenceEqual(known.Name) || Utf8.AreSame(name, known.Name))) return known.Read;
        }
        return null;
    }
}
