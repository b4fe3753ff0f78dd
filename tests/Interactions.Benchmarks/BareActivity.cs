using System.Text.Json.Serialization;

namespace Interactions.Benchmarks;

/// <summary>An activity as the author of a small program would declare it, from the samples of the engine's documentation.</summary>
public sealed class BareActivity
{
    public string? Type { get; set; }

    public string? EventTrigger { get; set; }

    public long EventId { get; set; }

    public string? ExternalId { get; set; }

    public bool IsEcho { get; set; }

    public Guid? InteractionId { get; set; }

    public string? FlowProcess { get; set; }

    public BareSource? Sender { get; set; }

    public BareSource? Recipient { get; set; }

    public BareMessage? Message { get; set; }
}

public sealed class BareSource
{
    public string? IntegrationId { get; set; }

    public string? IntegrationType { get; set; }

    public string? ChannelType { get; set; }

    public string? TokenId { get; set; }
}

public sealed class BareMessage
{
    public string? Type { get; set; }

    public string? Text { get; set; }

    public string? Url { get; set; }

    public string? Title { get; set; }

    public string? Label { get; set; }

    public string? Content { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BareActivity))]
internal sealed partial class BareJson : JsonSerializerContext;
