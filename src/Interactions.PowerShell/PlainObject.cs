using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Converts a JSON object to a PSCustomObject.</summary>
internal static class PlainObject
{
    /// <summary>A PSCustomObject with a property for each name. It cannot hold an empty name, two names that differ only in case, or a name that PowerShell
    /// reserves, such as <c>psobject</c>; then the dictionary is returned, so that nothing is lost.</summary>
    public static object Of(IDictionary<string, object?> properties)
    {
        var plain = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in properties)
        {
            var name = property.Key;
            if (name.Length == 0 || !names.Add(name)) return properties;
            try
            {
                plain.Properties.Add(new PSNoteProperty(name, property.Value));
            }
            catch (ExtendedTypeSystemException)
            {
                return properties;
            }
        }
        return plain;
    }

    /// <summary>The properties of a custom object; <see langword="null"/> for anything else.</summary>
    public static IEnumerable<KeyValuePair<string, object?>>? PropertiesOf(object value) => value is PSObject { BaseObject: PSCustomObject } plain
        ? plain.Properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)) : null;
}
