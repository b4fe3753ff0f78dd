using System.Collections;
using System.Text;

namespace Interactions.Client.Tests;

/// <summary>What is kept beside the properties is found in any letter case, and is the engine's JSON as a string.</summary>
public class JsonPropertiesTests
{
    private static IDictionary<string, object?> More(string json) => Parse.Activity(json).AdditionalProperties!;

    [Fact]
    public void A_name_is_found_in_any_letter_case_nested_ones_too()
    {
        var more = More("""{"eventId":1,"Mood":"calm","survey":{"Stars":{"Max":5},"list":[{"Of":"x"}]},"Größe":1}""");
        Assert.Equal("calm", more["mood"]);
        Assert.Equal("calm", ((IDictionary)more)["MOOD"]);
        Assert.Equal(1L, more["GRÖSSE".Replace("SS", "ß")]);
        Assert.Equal(5L, Parse.Object(Parse.Object(more["SURVEY"])["stars"])["MAX"]);
        Assert.Equal("x", Parse.Object(Assert.IsType<object?[]>(Parse.Object(more["survey"])["LIST"])[0])["of"]);
        Assert.True(more.ContainsKey("mOOD") && ((IDictionary)more).Contains("mOOD") && more.TryGetValue("mOOD", out var mood) && (string?)mood == "calm");
        Assert.Equal(["Mood", "survey", "Größe"], more.Keys);
    }

    [Fact]
    public void Turkish_letters_make_no_difference()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
        try
        {
            Assert.Equal(1L, More("""{"TITLE":1}""")["title"]);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Names_that_differ_only_in_case_are_all_kept_and_the_first_is_found_in_other_spellings()
    {
        const string sent = """{"news":1,"NEWS":2,"News":3,"news":4}""";
        foreach (var more in new[] { More(sent), Parse.Object(Parse.Payload(sent)), Parse.Object(More($$"""{"more":{{sent}}}""")["more"]) })
        {
            Assert.Equal([("news", 4L), ("NEWS", 2L), ("News", 3L)], more.Select(pair => (pair.Key, (long)pair.Value!)));
            Assert.Equal((4L, 2L, 3L, 4L), (more["news"], more["NEWS"], more["News"], more["nEwS"]));
            Assert.Equal("""{"news":4,"NEWS":2,"News":3}""", more.ToString());
        }
    }

    [Fact]
    public void A_missing_name_is_no_property()
    {
        var more = More("""{"a":null}""");
        Assert.True(more.ContainsKey("A") && more["A"] is null && more.TryGetValue("A", out _));
        Assert.False(more.ContainsKey("b") || more.TryGetValue("b", out _) || ((IDictionary)more).Contains("b") || ((IDictionary)more).Contains(1));
        Assert.Null(((IDictionary)more)["b"]);
        Assert.Throws<KeyNotFoundException>(() => more["b"]);
    }

    [Theory]
    [InlineData("""{"n":1.10,"e":1e400,"big":123456789012345678901234567890,"z":-0.0}""")]
    [InlineData("""{"a":{"b":[1.50,{"c":null,"":{}}]},"t":true}""")]
    [InlineData("""{"a\u0062":"\u0000\u001b\/\"\\ \uD83D\uDE00 é 漢 😀"}""")]
    public void As_a_string_it_is_what_the_engine_sent(string json)
    {
        Assert.Equal(json, More(json).ToString());
        Assert.Equal(json, More(json[..^1] + ""","eventId":1}""").ToString());
        Assert.Equal(json, Parse.Activity($$"""{"sender":{"tokenId":"x",{{json[1..]}}}""").Sender!.AdditionalProperties!.ToString());
        Assert.Equal(json, Parse.Payload(json)!.ToString());
        Assert.Equal(json, Parse.Object(More($$"""{"eventId":1,"deep":[{"er":{{json}}}]}""")["deep"] is object?[] list ? list[0] : null)["er"]!.ToString());
        // A misfit is read again from its start.
        Assert.Equal(json, Parse.Object(More($$"""{"eventId":{{json}}}""")["eventId"]).ToString());
        var line = new ActivityLineWriter().Write(Parse.Activity(json));
        Assert.Equal(json, new ActivityLineReader(null).Read(line.AsSpan(0, line.Count - 1)).AdditionalProperties!.ToString());
    }

    [Fact]
    public void It_is_one_line_and_mended_where_the_text_was()
    {
        Assert.Equal("""{"a":[1,{"b":" x "}],"c":"\u2028"}""", More("{\r\n \"a\" : [ 1 ,\n { \"b\" : \" x \" } ] ,\t\"c\":\"\u2028\" }").ToString());
        Assert.Equal("{\"note\":\"a\ufffdb\",\"n\":{\"x\":1}}", Parse.Activity(Encoding.Latin1.GetBytes("{\"note\":\"a\u00ffb\",\"n\":{\"x\":1}}")).AdditionalProperties!.ToString());
    }

    [Fact]
    public async Task It_is_the_same_where_the_body_comes_in_pieces()
    {
        var body = Encoding.UTF8.GetBytes("""[{"eventId":1,"x":{"y":1.0}},{"eventId":2,"x":{"y":2.0},"z":[{"q":3.0}]}]""");
        var (activities, failure) = await Parse.BodyAsync(new PiecesStream(body, () => 1));
        Assert.Null(failure);
        Assert.Equal(["""{"x":{"y":1.0}}""", """{"x":{"y":2.0},"z":[{"q":3.0}]}"""], activities.Select(activity => activity.AdditionalProperties!.ToString()!));
        Assert.Equal("""{"y":2.0}""", activities[1].AdditionalProperties!["x"]!.ToString());
    }

    [Fact]
    public void It_cannot_be_changed()
    {
        var more = More("""{"a":1}""");
        Assert.True(more.IsReadOnly && ((IDictionary)more).IsReadOnly);
        Assert.Throws<NotSupportedException>(() => more["a"] = 2);
        Assert.Throws<NotSupportedException>(() => more.Add("b", 2));
        Assert.Throws<NotSupportedException>(() => ((IDictionary)more)["a"] = 2);
        Assert.Throws<NotSupportedException>(() => ((IDictionary)more).Add("b", 2));
        Assert.Throws<NotSupportedException>(() => more.Remove("a"));
        Assert.Throws<NotSupportedException>(more.Clear);
    }

    [Fact]
    public void It_is_enumerated_as_other_dictionaries_are()
    {
        var more = (IDictionary)More("""{"a":1,"b":null}""");
        Assert.Equal([new DictionaryEntry("a", 1L), new DictionaryEntry("b", null)], Entries(more));
        Assert.Equal(new object[] { "a", "b" }, more.Keys.Cast<object>());
        Assert.Equal([1L, null], more.Values.Cast<object?>());
        var copy = new KeyValuePair<string, object?>[3];
        more.CopyTo(copy, 1);
        Assert.Equal(["a", "b"], copy.Skip(1).Select(pair => pair.Key));
        Assert.Equal(2, more.Count);
    }

    private static IEnumerable<DictionaryEntry> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) yield return entry;
    }
}
