using System.Collections;
using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>What the view of a message, party, event and every other <see cref="EngineObject"/> shows, as hidden properties that <see cref="ViewTypeData"/> adds.</summary>
/// <remarks>Properties are read by name, so that objects from a job or a remote session look the same as live ones. All text is safe to show in a terminal.</remarks>
public static class ObjectView
{
    /// <summary>The types that have objects: messages, parties and so on.</summary>
    internal static Type[] Types { get; } = [.. typeof(EngineObject).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && typeof(EngineObject).IsAssignableFrom(type))];

    /// <summary>The properties of all types in the order in which they are shown: the type comes first, and what is rarely looked at last.</summary>
    private static string[] Names { get; } = [.. Types.SelectMany(type => type.GetProperties()).Select(property => property.Name).Distinct()
        .OrderBy(name => name switch { nameof(Message.Type) => 0, nameof(Message.Channels) or nameof(EngineObject.AdditionalProperties) => 2, _ => 1 })];

    /// <summary>The object in one line.</summary>
    /// <param name="value">An object of the engine.</param>
    public static string Summary(PSObject value) => SafeText.Of(value);

    /// <summary>Every property that has a value, one a line.</summary>
    /// <param name="value">An object of the engine.</param>
    public static string Details(PSObject value)
    {
        // A token id is reserved by the engine, and says nothing to a reader (contract §5).
        var properties = Names.Where(name => name != nameof(Source.TokenId))
            .Select(name => (Name: name, value.Properties[name]?.Value))
            .Where(property => property.Value is not null)
            .ToList();
        var width = properties.Select(property => property.Name.Length).DefaultIfEmpty().Max();
        return string.Join(Environment.NewLine, properties.Select(property => $"{property.Name.PadRight(width)} : {Shown(property.Value)}"));
    }

    private static string Shown(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => SafeText.Of(text),
        IDictionary<string, object?> additional => string.Join("; ", additional.Select(pair => $"{SafeText.Of(pair.Key)}={SafeText.Of(pair.Value)}")),
        IDictionary additional => string.Join("; ", additional.Keys.Cast<object>().Select(key => $"{SafeText.Of(key)}={SafeText.Of(additional[key])}")),
        IEnumerable items => string.Join(" | ", items.Cast<object?>().Select(SafeText.Of)),
        _ => SafeText.Of(value),
    };
}
