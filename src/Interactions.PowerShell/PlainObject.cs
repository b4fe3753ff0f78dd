using System.Collections.Specialized;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>A JSON object as PowerShell shows objects.</summary>
internal static class PlainObject
{
    /// <summary>An object with a property for each name; where names differ only in case, or are empty, the dictionary as it is, so that none is lost.</summary>
    public static object Of(OrderedDictionary properties)
    {
        var plain = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (System.Collections.DictionaryEntry property in properties)
        {
            var name = (string)property.Key;
            if (name.Length == 0 || !names.Add(name)) return properties;
            plain.Properties.Add(new PSNoteProperty(name, property.Value));
        }
        return plain;
    }
}
