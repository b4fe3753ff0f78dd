using System.Text;

namespace Interactions.Client.Tests;

/// <summary>The request of the engine's documentation, and the two activities of its sample.</summary>
public class DocumentedPageTests
{
    private const string First = """
        {"type":"message","eventTrigger":"message:customer","eventId":1604758399703,"externalId":"some_external_id_0001","isEcho":false,"interactionId":"1368fd94-bd85-4dcf-84c7-0175a30dead7","flowProcess":"Default",
        "sender":{"integrationId":"00000000-0000-0000-0000-000000000020","integrationType":"Customer","channelType":"WebChat","tokenId":"LDDKEgUsKUmjQzwjNAhL1w=="},
        "recipient":{"integrationId":"00000000-0000-0000-0000-000000000024","integrationType":"Agent","channelType":"Slack","tokenId":"f7cbbd3d-3071-45d7-abed-01744cad6a7e.00000000-0000-0000-0000-000000000024"},
        "message":{"text":"Hi there!","type":"text"}}
        """;

    private const string Second = """
        {"type":"message","eventTrigger":"message:agent","eventId":1604783877593,"externalId":"some_external_id_0002","isEcho":false,"interactionId":"13da6b0b-0d66-4277-9e9d-0175a492adda","flowProcess":"Default",
        "sender":{"integrationId":"00000000-0000-0000-0000-000000000024","integrationType":"Agent","channelType":"Slack","tokenId":"f7cbbd3d-3071-45d7-abed-01744cad6a7e.00000000-0000-0000-0000-000000000024"},
        "recipient":{"integrationId":"00000000-0000-0000-0000-000000000020","integrationType":"Customer","channelType":"WebChat","tokenId":"LDDKEgUsKUmjQzwjNAhL1w=="},
        "message":{"text":"Hello! How can I help you today?","type":"text"}}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_two_activities_are_read_with_every_field(bool all)
    {
        await using var emulator = await Emulated.StartAsync();
        emulator.AddConversation(Emulated.Conversation, [Encoding.UTF8.GetBytes(First), Encoding.UTF8.GetBytes(Second)]);
        using var client = emulator.Client();

        // Both activities are between a customer and an agent, so a request for either type returns both.
        var (activities, failure) = await client.ReadAsync(Emulated.Query(all, 0, IntegrationType.Customer, IntegrationType.Agent, IntegrationType.Bot));

        Assert.Null(failure);
        Assert.Equal(2, activities.Count);
        var (first, second) = (activities[0], activities[1]);
        Assert.Equal((Emulated.Conversation, "message", "message:customer", 1604758399703), (first.ConversationId, first.Type, first.EventTrigger, first.EventId));
        Assert.Equal(("some_external_id_0001", false, Guid.Parse("1368fd94-bd85-4dcf-84c7-0175a30dead7"), "Default"), (first.ExternalId, first.IsEcho, first.InteractionId!.Value, first.FlowProcess));
        Assert.Equal(new DateTimeOffset(2020, 11, 7, 14, 13, 19, 703, TimeSpan.Zero), first.Timestamp);
        AssertCustomer(first.Sender!);
        AssertAgent(first.Recipient!);
        Assert.Equal(("text", "Hi there!"), (first.Message!.Type, Assert.IsType<TextMessage>(first.Message).Text));
        Assert.Equal("Hi there!", first.Text);
        Assert.Null(first.Event);
        Assert.Null(first.AdditionalProperties);

        Assert.Equal(("message:agent", 1604783877593, "some_external_id_0002"), (second.EventTrigger, second.EventId, second.ExternalId));
        Assert.Equal(Guid.Parse("13da6b0b-0d66-4277-9e9d-0175a492adda"), second.InteractionId);
        AssertAgent(second.Sender!);
        AssertCustomer(second.Recipient!);
        Assert.Equal("Hello! How can I help you today?", second.Text);
    }

    [Fact]
    public async Task The_request_is_the_documented_one()
    {
        await using var emulator = await Emulated.StartAsync();
        emulator.AddConversation(Emulated.Conversation, [Encoding.UTF8.GetBytes(First)]);
        using var client = emulator.Client(token: emulator.IssueToken());
        await client.ReadAsync(Emulated.Query(all: false, from: 1604758399703, IntegrationType.Agent));

        var request = Assert.Single(emulator.Requests);
        Assert.Equal(("GET", $"/api/v1/interactions/activities/{Emulated.Conversation}"), (request.Method, request.Path));
        Assert.Equal(("Agent", true), (request.Type, request.HasAuthorization));

        // One millisecond earlier than requested, because leid may be exclusive.
        Assert.Equal("1604758399702", request.Leid);
        Assert.StartsWith("Interactions/", request.UserAgent, StringComparison.Ordinal);

        // Listed by the page, and sent by the vendor's client, though there is no body.
        Assert.Equal(("application/json", 0), (request.ContentType, request.ContentLength));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_engine_that_insists_on_the_listed_content_type_answers(bool all)
    {
        await using var emulator = await Emulated.StartAsync([1, 2], new Interactions.Emulator.EmulatorOptions { Activities = 0, Quirks = Interactions.Emulator.EngineQuirks.RequireContentType });
        using var client = emulator.Client();
        var (activities, failure) = await client.ReadAsync(Emulated.Query(all));
        Assert.Null(failure);
        Assert.Equal(2, activities.Count);
    }

    private static void AssertCustomer(Source source)
    {
        Assert.Equal(("00000000-0000-0000-0000-000000000020", "Customer", "WebChat"), (source.IntegrationId, source.IntegrationType, source.ChannelType));
        Assert.Equal("LDDKEgUsKUmjQzwjNAhL1w==", source.TokenId);
    }

    private static void AssertAgent(Source source)
    {
        Assert.Equal(("00000000-0000-0000-0000-000000000024", "Agent", "Slack"), (source.IntegrationId, source.IntegrationType, source.ChannelType));
        Assert.Equal("f7cbbd3d-3071-45d7-abed-01744cad6a7e.00000000-0000-0000-0000-000000000024", source.TokenId);
    }
}
