namespace Interactions.Client.Tests;

/// <summary>Values that activities repeat are one shared string.</summary>
public class SharedStringsTests
{
    private const string Json = """
        {"type":"message","eventTrigger":"message:bot","flowProcess":"Default","message":{"type":"text","text":"Hi there"},
        "sender":{"integrationId":"1b2f8d10-0000-4000-8000-00000000b070","integrationType":"Bot","channelType":"WhatsApp","tokenId":"opaque"}}
        """;

    [Fact]
    public void Two_activities_share_repeated_values_but_not_the_text()
    {
        var (one, other) = (Parse.Activity(Json), Parse.Activity(Json));
        Assert.All(Repeating(one).Zip(Repeating(other)), pair => Assert.Same(pair.First, pair.Second));
        Assert.NotSame(((TextMessage)one.Message!).Text, ((TextMessage)other.Message!).Text);
    }

    private static string?[] Repeating(Activity activity) =>
        [activity.Type, activity.EventTrigger, activity.FlowProcess, activity.Message!.Type, activity.Sender!.IntegrationId,
            activity.Sender.IntegrationType, activity.Sender.ChannelType, activity.Sender.TokenId];
}
