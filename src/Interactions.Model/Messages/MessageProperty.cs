namespace Interactions;

/// <summary>A named value (contract §6, "property").</summary>
public sealed class MessageProperty : IKeepsMore
{
    private static readonly PropertyTable<MessageProperty> Json = new PropertyTable<MessageProperty>(static () => new())
        .Add("key", static (property, ref json) => property.Key = json.Text())
        .Add("value", static (property, ref json) => property.Value = json.Text())
        .Add("type", static (property, ref json) => property.Type = json.Text());

    internal static MessageProperty? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The name.</summary>
    public string? Key { get; set; }

    /// <summary>The value.</summary>
    public string? Value { get; set; }

    /// <summary>What the value is, such as <c>phone;work</c> or <c>email</c>.</summary>
    public string? Type { get; set; }

    /// <summary>What the engine sent that this version does not know, by the engine's names.</summary>
    public IDictionary<string, object?>? AdditionalProperties { get; set; }

    /// <summary>Name and value, safe to show in a terminal.</summary>
    public override string ToString() => TerminalText.OneLine($"{Key}={Value}");
}
