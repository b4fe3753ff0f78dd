namespace Interactions;

/// <summary>A message of a type that this version does not know; all of it is in <see cref="Message.AdditionalProperties"/>.</summary>
public sealed class UnknownMessage : Message
{
    private static readonly PropertyTable<UnknownMessage> Json = Known<UnknownMessage>(static () => new());

    internal static new UnknownMessage? Read(ref ValueReader json) => json.Object(Json);

    private protected override string? Summary => Labelled(" ",
        AdditionalProperties?.Where(known => known.Key.Equals("text", StringComparison.OrdinalIgnoreCase)
            || known.Key.Equals("title", StringComparison.OrdinalIgnoreCase)).Select(known => known.Value as string).FirstOrDefault());
}
