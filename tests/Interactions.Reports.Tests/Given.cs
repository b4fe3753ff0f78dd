using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interactions.Reports.Tests;

/// <summary>Made-up activities, read from JSON as the engine's are.</summary>
internal static class Given
{
    public static readonly Guid Conversation = new("3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d");

    public static Activity Activity(string json, Guid? conversation = null) =>
        new ActivityReader(null).Read(Encoding.UTF8.GetBytes(json), conversation ?? Conversation);

    /// <summary>A text message.</summary>
    /// <param name="second">When, in seconds since 1970-01-01 UTC.</param>
    /// <param name="parties">From whom to whom, such as <c>Customer>Bot</c> or <c>Agent:2>Customer</c>.</param>
    /// <param name="text">What was written.</param>
    /// <param name="more">More JSON properties of the activity, such as <c>"isEcho":true</c>.</param>
    public static Activity Text(double second, string parties, string text = "Hi there!", string? more = null, Guid? conversation = null) =>
        Activity(string.Format(CultureInfo.InvariantCulture, """{{"type":"message","eventId":{0:0},"sender":{1},"recipient":{2},"message":{{"type":"text","text":{3}}}{4}}}""",
            second * 1000, Party(parties.Split('>')[0]), Party(parties.Split('>')[1]), JsonSerializer.Serialize(text), more is null ? "" : "," + more), conversation);

    public static Activity Event(double second, string parties, string content = """{"type":"typing_on"}""") =>
        Activity(string.Format(CultureInfo.InvariantCulture, """{{"type":"event","eventId":{0:0},"sender":{1},"recipient":{2},"event":{3}}}""",
            second * 1000, Party(parties.Split('>')[0]), Party(parties.Split('>')[1]), content));

    private static string Party(string party) => party.Split(':') is [var type, var id]
        ? $$"""{"integrationId":"{{type}} {{id}}","integrationType":"{{type}}","channelType":"Slack"}"""
        : $$"""{"integrationId":"{{party}} 1","integrationType":"{{party}}","channelType":"WebChat"}""";

    /// <summary>Conversations of a few turns each, the same for the same seed but for their ids.</summary>
    public static IEnumerable<Activity> Conversations(int count, int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var conversation = Guid.NewGuid();
            double time = random.Next(0, 20 * 86400);
            for (var turn = random.Next(1, 4); turn >= 0; turn--)
            {
                yield return Text(time += random.Next(1, 500), "Customer>Agent", conversation: conversation);
                if (turn > 0 || random.Next(3) > 0) yield return Text(time += Math.Exp(random.NextDouble() * 10), turn % 2 == 0 ? "Agent>Customer" : "Bot>Customer", conversation: conversation);
            }
        }
    }
}
