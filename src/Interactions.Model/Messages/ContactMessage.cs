namespace Interactions;

/// <summary>A person or department to contact (<c>contact</c>).</summary>
public sealed class ContactMessage : Message
{
    private static readonly PropertyTable<ContactMessage> Json = Known<ContactMessage>(static () => new())
        .Add("imageUrl", static (message, ref json) => message.ImageUrl = json.Text())
        .Add("title", static (message, ref json) => message.Title = json.Text())
        .Add("subtitle", static (message, ref json) => message.Subtitle = json.Text())
        .Add("properties", static (message, ref json) => message.Properties = json.List(MessageProperty.Read));

    internal ContactMessage() { }

    internal static new ContactMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The address of a picture of the contact.</summary>
    public string? ImageUrl { get; internal set; }

    /// <summary>The contact's name.</summary>
    public string? Title { get; internal set; }

    /// <summary>A second line, such as the department.</summary>
    public string? Subtitle { get; internal set; }

    /// <summary>Postal addresses, phone numbers and e-mail addresses.</summary>
    public IReadOnlyList<MessageProperty>? Properties { get; internal set; }

    private protected override string? Summary => Labelled(", ", Title, Subtitle);
}
