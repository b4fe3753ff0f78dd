using System.Diagnostics;
using System.Text;

namespace Interactions.Client.Tests;

/// <summary>The time that a body takes grows with its length, whatever is in it.</summary>
[Collection(nameof(StoppingTests))]
public class CostOfBodiesTests
{
    // Where the time grows with the square of the length, each of these takes from twenty seconds to hours.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Payload(string json) => "{\"event\":{\"type\":\"payload\",\"payload\":" + json + "}}";

    private static string Several(int count, string activity) => "[" + string.Join(",", Enumerable.Repeat(activity, count)) + "]";

    private static readonly Dictionary<string, Func<string>> Held = new()
    {
        ["a long text"] = () => "[{\"a\":\"" + Repeat("x", 24_000_000) + "\"}]",
        ["a text of escapes"] = () => "[{\"a\":\"" + Repeat("\\\\", 6_000_000) + "\"}]",
        ["a text of braces"] = () => "[{\"a\":\"" + Repeat("}]", 6_000_000) + "\"}]",
        ["a text of halves of characters"] = () => "[{\"a\":\"" + Repeat("\\ud83d", 2_000_000) + "\"}]",
        ["a number"] = () => "[{\"a\":" + Repeat("7", 12_000_000) + "}]",
        ["an event id with an exponent"] = () => "[{\"eventId\":1" + Repeat("0", 6_000_000) + "e-6000000}]",
        ["white space before the array"] = () => Repeat(" ", 12_000_000) + "[{}]",
        ["white space before an activity"] = () => "[{}," + Repeat("\n", 12_000_000) + "{}]",
        ["white space in an activity"] = () => "[{\"a\":1," + Repeat("\t", 12_000_000) + "\"b\":2}]",
        ["white space behind the array"] = () => "[{}]" + Repeat(" ", 12_000_000),
        ["empty arrays"] = () => "[{\"a\":[" + Repeat("[],", 1_000_000) + "[]]}]",
        ["nested arrays"] = () => Several(30, Payload(Repeat("[", 40_000) + Repeat("]", 40_000))),
        ["nested objects"] = () => Several(10, Payload(Repeat("{\"a\":", 40_000) + "1" + Repeat("}", 40_000))),
        ["nested messages"] = () => "[{\"message\":" + Repeat("{\"items\":[", 5_000) + Repeat("],\"type\":\"text\"}", 5_000) + "}]",
        ["one name again and again"] = () => "[" + Payload("{" + string.Concat(Enumerable.Range(0, 100_000).Select(n => $"\"n{n}\":1,")) + Repeat("\"n99999\":2,", 300_000) + "\"x\":1}") + "]",
        ["one property again and again"] = () => "[{" + Repeat("\"sender\":1,", 300_000) + "\"message\":{\"type\":\"text\"}}]",
        ["nulls"] = () => "[" + Repeat("null,", 1_000_000) + "{}]",
    };

    public static TheoryData<string> Bodies => [.. Held.Keys];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Of_a_body_that_holds(string what)
    {
        var bytes = Encoding.UTF8.GetBytes(Held[what]());
        foreach (var piece in new[] { 1_000, 16_000, int.MaxValue })
        {
            var clock = Stopwatch.StartNew();
            var (activities, failure) = await Parse.BodyAsync(new PiecesStream(bytes, () => piece));
            Assert.Null(failure);
            Assert.NotEmpty(activities);
            Assert.True(clock.Elapsed < Limit, $"{what} took {clock.Elapsed} in pieces of {piece}");
        }
    }
}
