using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>Bodies that are cut, changed or mixed up anywhere: what is not an array of activities from end to end is a failure, and what was whole before it comes.</summary>
public class ArbitraryBodyProperties
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>Text that looks like JSON, and like the end of it.</summary>
    private static readonly Gen<string> Texts = Gen.Elements("", "a", "\\\\", "\\\"", "}", "]", "{", "[", "},{", "\\u005d", "\\n", "null", "é", "😀", "\\ud83d\\ude00", ":", ",").ArrayOf()
        .Select(parts => string.Concat(parts));

    private static readonly Gen<string> Spaces = Gen.Elements("", "", "", " ", "\n", "\t\r\n  ");

    private static Gen<string> Values(int depth)
    {
        var scalars = Gen.OneOf(Texts.Select(text => $"\"{text}\""), Gen.Elements("null", "true", "-1.5e3", "12", "0"));
        if (depth == 0) return scalars;
        var inner = Values(depth - 1);
        return Gen.Frequency((4, scalars),
            (1, from items in inner.ArrayOf() from space in Spaces select $"[{space}{string.Join("," + space, items.Take(4))}{space}]"),
            (1, from items in inner.ArrayOf() from space in Spaces select "{" + string.Join(",", items.Take(4).Select((item, place) => $"{space}\"p{place}\"{space}:{item}")) + space + "}"));
    }

    /// <summary>Senders repeat, and one that comes again is not read again.</summary>
    private static readonly Gen<string> Senders = Gen.Elements("{}", "null", """{"integrationId":"1","tokenId":"}"}""", """{ "integrationId" : "1", "channelData":"\ud83d\ude00" }""");

    private static readonly Gen<string> Activities =
        from value in Values(3)
        from message in Texts
        from sender in Senders
        from isFirst in ArbMap.Default.GeneratorFor<bool>()
        select isFirst ? $$"""{"eventId":#,"message":{"text":"{{message}}","type":"text"},"sender":{{sender}},"extra":{{value}}}"""
            : $$"""{"extra":{{value}},"recipient":{{sender}},"eventId":#}""";

    private static readonly Gen<string> Bodies =
        from activities in Activities.ArrayOf()
        from space in Spaces
        from before in Gen.Elements("", "", "\ufeff", " ", "\n\n")
        select $"{before}[{space}{string.Join($"{space},{space}", activities.Select((activity, place) => activity.Replace("#", place.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)))}{space}]{space}";

    /// <param name="Body">The body as it was meant.</param>
    /// <param name="Sent">What arrives of it.</param>
    /// <param name="Pieces">The sizes of the parts in which it arrives, over and over.</param>
    internal sealed record Case(string Body, string Sent, int[] Pieces);

    private static Gen<Case> Cases(Func<string, Gen<string>> change) =>
        from body in Bodies
        from sent in change(body)
        from pieces in Gen.Choose(1, 40).Or(Gen.Choose(1, 3)).NonEmptyListOf()
        select new Case(body, sent, [.. pieces]);

    private static Gen<string> Changed(string body) =>
        from at in Gen.Choose(0, body.Length - 1)
        from length in Gen.Choose(0, 3)
        from other in Gen.Elements("", "", "[", "]", "{", "}", "\"", "\\", ",", ":", "x", "1", "null", "[]", "{}", "][", "\0", "<html>")
        select body[..at] + other + body[Math.Min(body.Length, at + length)..];

    [Fact]
    public void A_body_is_read_whole_or_it_is_a_failure_wherever_it_is_cut() => Check(Cases(body => Gen.Choose(0, body.Length).Select(at => body[..at])), 3_000);

    [Fact]
    public void A_body_is_read_whole_or_it_is_a_failure_whatever_is_changed_in_it() => Check(Cases(Changed), 6_000);

    [Fact]
    public void A_body_that_is_as_it_should_be_is_read_whole() => Check(Cases(Gen.Constant), 1_000);

    [Fact]
    public void Two_bodies_in_one_are_a_failure() => Check(Cases(body => Bodies.Select(second => body + second)), 500);

    private static void Check(Gen<Case> cases, int count) => Property.Holds(cases, Shrunk, count, given =>
    {
        var place = 0;
        var (activities, failure) = Parse.BodyAsync(new PiecesStream(Encoding.UTF8.GetBytes(given.Sent), () => given.Pieces[place++ % given.Pieces.Length])).GetAwaiter().GetResult();
        var expected = Count(given.Sent);
        if (expected is not null)
        {
            Assert.Null(failure);
            Assert.Equal(expected, activities.Count);
            return;
        }
        Assert.Equal(EngineErrorKind.InvalidResponse, failure?.Kind);
        // What is given is what the body holds, from its start on.
        Assert.True(activities.Count <= given.Sent.Count(c => c == '{'));
        if (given.Body.StartsWith(given.Sent, StringComparison.Ordinal))
            Assert.Equal(Enumerable.Range(0, activities.Count).Select(id => (long?)id), activities.Select(activity => activity.EventId));
    });

    /// <summary>How many activities a body holds; null where it is not an array of activities.</summary>
    private static int? Count(string body)
    {
        var text = body.TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        if (text.Length == 0) return 0;
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), Deep);
            return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
                ? json.RootElement.EnumerateArray().Count(item => item.ValueKind == JsonValueKind.Object) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<Case> Shrunk(Case given)
    {
        if (given.Pieces is not [1]) yield return given with { Pieces = [1] };
        for (var length = given.Sent.Length / 2; length > 0; length /= 2)
            for (var at = 0; at + length <= given.Sent.Length; at += length)
                yield return given with { Sent = given.Sent.Remove(at, length) };
    }
}
