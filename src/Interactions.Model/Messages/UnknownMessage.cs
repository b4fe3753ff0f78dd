namespace Interactions;

/// <summary>A message of a type that this version does not know. Its content is in <see cref="EngineObject.AdditionalProperties"/>.</summary>
public sealed class UnknownMessage : Message
{
    private static readonly PropertyTable<UnknownMessage> Json = Known<UnknownMessage>(static () => new());

    internal UnknownMessage() { }

    internal static new UnknownMessage? Read(ref ValueReader json) => json.Object(Json);

    private protected override string? Summary => Labelled(" ",
        AdditionalProperties?.Where(known => known.Key.Equals("text", StringComparison.OrdinalIgnoreCase)
            || known.Key.Equals("title", StringComparison.OrdinalIgnoreCase)).Select(known => known.Value as string).FirstOrDefault());
}
