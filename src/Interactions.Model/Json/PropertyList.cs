using System.Collections;

namespace Interactions;

/// <summary>A property of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, as ordinary objects.</param>
/// <param name="Start">Where the name starts in the JSON of the activity.</param>
/// <param name="End">Where the value ends.</param>
internal sealed record Property(string Name, object? Value, int Start, int End);

/// <summary>Properties in the order in which they were sent, found by name for <see cref="JsonProperties"/>.</summary>
internal sealed class PropertyList : IEnumerable<Property>
{
    private readonly List<Property> _properties = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _placesInAnyCase;

    public int Count => _properties.Count;

    /// <summary>Sets a property. Of two with the same name the last one counts.</summary>
    public void Set(Property property)
    {
        if (_places.TryGetValue(property.Name, out var place))
        {
            _properties[place] = property;
            return;
        }
        _places.Add(property.Name, _properties.Count);
        _properties.Add(property);
    }

    /// <summary>The property that is spelled so, or the first one that is spelled so in another letter case.</summary>
    public Property? Find(string name)
    {
        if (_places.TryGetValue(name, out var place)) return _properties[place];
        var places = _placesInAnyCase ?? PlacesInAnyCase();
        return places.TryGetValue(name, out place) ? _properties[place] : null;
    }

    public IEnumerator<Property> GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, int> PlacesInAnyCase()
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        // From the last to the first, so that the first one stays.
        for (var place = _properties.Count - 1; place >= 0; place--) places[_properties[place].Name] = place;
        return _placesInAnyCase = places;
    }
}
