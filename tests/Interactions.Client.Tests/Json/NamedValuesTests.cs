namespace Interactions.Client.Tests;

/// <summary>Values of open sets are sent as names in any letter case or as numbers, and may be unknown (contract §4.4, §5).</summary>
public class NamedValuesTests
{
    [Theory]
    [InlineData("\"Customer\"", "Customer")]
    [InlineData("\"customer\"", "Customer")]
    [InlineData("\"CUSTOMER\"", "Customer")]
    [InlineData("0", "None")]
    [InlineData("1", "Hubster")]
    [InlineData("2", "Customer")]
    [InlineData("3", "Agent")]
    [InlineData("4", "Bot")]
    [InlineData("5", "System")]
    [InlineData("\"3\"", "Agent")]
    [InlineData("6", "6")]
    [InlineData("-1", "-1")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("2.5", "2.5")]
    [InlineData("\"Supervisor\"", "Supervisor")]
    [InlineData("\"\"", "")]
    [InlineData("null", null)]
    public void Integration_types(string json, string? expected)
    {
        var source = Parse.Activity("{\"sender\":{\"integrationId\":\"i\",\"integrationType\":" + json + "}}").Sender!;
        Assert.Equal(expected, source.IntegrationType);
        Assert.Equal("i", source.IntegrationId);
    }

    [Theory]
    [InlineData("0", "Hubster")]
    [InlineData("1", "Direct")]
    [InlineData("2", "Bot")]
    [InlineData("3", "System")]
    [InlineData("101", "Messenger")]
    [InlineData("102", "TwilioSMS")]
    [InlineData("103", "Line")]
    [InlineData("104", "Telegram")]
    [InlineData("105", "Kik")]
    [InlineData("106", "WebChat")]
    [InlineData("1001", "Slack")]
    [InlineData("\"106\"", "WebChat")]
    [InlineData("\"Webchat\"", "WebChat")]
    [InlineData("\"slack\"", "Slack")]
    [InlineData("\"WhatsApp\"", "WhatsApp")]
    [InlineData("2000", "2000")]
    public void Channel_types(string json, string expected) =>
        Assert.Equal(expected, Parse.Activity("{\"recipient\":{\"channelType\":" + json + "}}").Recipient!.ChannelType);

    [Theory]
    [InlineData("0", "Default")]
    [InlineData("1", "Ignore")]
    [InlineData("2", "LogOnly")]
    [InlineData("3", "AutoReplay")]
    [InlineData("\"autoreplay\"", "AutoReplay")]
    [InlineData("\"Later\"", "Later")]
    public void Flow_processes(string json, string expected) =>
        Assert.Equal(expected, Parse.Activity("{\"flowProcess\":" + json + "}").FlowProcess);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("\"True\"", true)]
    [InlineData("\"false\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("1.0", true)]
    [InlineData("2", true)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    public void Echoes(string json, bool expected)
    {
        var activity = Parse.Activity("{\"isEcho\":" + json + "}");
        Assert.Equal(expected, activity.IsEcho);
        Assert.Null(activity.AdditionalProperties);
    }
}
