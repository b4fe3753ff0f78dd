namespace Interactions;

/// <summary>A name and a value (contract §6, "property").</summary>
public sealed class MessageProperty : EngineObject
{
    private static readonly PropertyTable<MessageProperty> Json = new PropertyTable<MessageProperty>(static () => new())
        .Add("key", static (property, ref json) => property.Key = json.Text())
        .Add("value", static (property, ref json) => property.Value = json.Text())
        .Add("type", static (property, ref json) => property.Type = json.Text());

    internal MessageProperty() { }

    internal static MessageProperty? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The name.</summary>
    public string? Key { get; internal set; }

    /// <summary>The value.</summary>
    public string? Value { get; internal set; }

    /// <summary>The kind of value, such as <c>phone;work</c> or <c>email</c>.</summary>
    public string? Type { get; internal set; }

    /// <summary>Name and value, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine($"{Key}={Value}");
}
