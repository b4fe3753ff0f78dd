namespace Interactions;

/// <summary>A person or a desk to reach (<c>contact</c>).</summary>
public sealed class ContactMessage : Message
{
    private static readonly PropertyTable<ContactMessage> Json = Known<ContactMessage>(static () => new())
        .Add("imageUrl", static (message, ref json) => message.ImageUrl = json.Text())
        .Add("title", static (message, ref json) => message.Title = json.Text())
        .Add("subtitle", static (message, ref json) => message.Subtitle = json.Text())
        .Add("properties", static (message, ref json) => message.Properties = json.List(MessageProperty.Read));

    internal static new ContactMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>A picture of the contact.</summary>
    public string? ImageUrl { get; set; }

    /// <summary>The contact's name.</summary>
    public string? Title { get; set; }

    /// <summary>What the name leaves open.</summary>
    public string? Subtitle { get; set; }

    /// <summary>Addresses, phone numbers and so on.</summary>
    public IReadOnlyList<MessageProperty>? Properties { get; set; }

    private protected override string? Summary => Labelled(", ", Title, Subtitle);
}
