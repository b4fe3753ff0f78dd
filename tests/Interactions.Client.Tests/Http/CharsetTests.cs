using System.Text;

namespace Interactions.Client.Tests;

/// <summary>Text in the charset that the response names is read right, and one that is not known is said.</summary>
public class CharsetTests
{
    static CharsetTests()
    {
#if DESKTOP
        // .NET Framework has them by itself, which the runtime of these tests has not.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#endif
    }

    [Theory]
    [InlineData("iso-8859-1", "café ÿ")]
    [InlineData("ISO-8859-1", "café")]
    [InlineData("latin1", "café")]
    [InlineData("windows-1252", "café – €")]
    [InlineData("iso-8859-2", "Łódź")]
    [InlineData("iso-8859-15", "café €")]
    [InlineData("koi8-r", "привет")]
    [InlineData("windows-1251", "привет")]
    [InlineData("shift_jis", "こんにちは")]
    [InlineData("euc-jp", "こんにちは")]
    [InlineData("iso-2022-jp", "こんにちは")]
    [InlineData("gb18030", "你好 😀")]
    [InlineData("gb2312", "你好")]
    [InlineData("big5", "你好")]
    [InlineData("euc-kr", "안녕")]
    [InlineData("utf-16", "café 😀 你好")]
    [InlineData("utf-16le", "café 😀 你好")]
    [InlineData("utf-16be", "café 😀 你好")]
    [InlineData("utf-32", "café 😀 你好")]
    [InlineData("utf-8", "café 😀 你好")]
    [InlineData("utf8", "café 😀 你好")]
    [InlineData("us-ascii", "cafe")]
    public async Task Text_in_the_charset_that_is_named_is_read_whatever_parts_it_comes_in(string charset, string text)
    {
        var encoding = charset is "utf8" ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        var json = $$"""[{"eventId":1,"externalId":"{{text}}"},{"eventId":2,"message":{"type":"text","text":"{{string.Concat(Enumerable.Repeat(text, 9_000))}}"} },{"eventId":3}]""";
        foreach (var body in new[] { encoding.GetBytes(json), [.. encoding.GetPreamble(), .. encoding.GetBytes(json)] })
        {
            foreach (var contentType in new[] { $"application/json; charset={charset}", $"application/json;CharSet=\"{charset}\"", $"application/json;; charset={charset}" })
            {
                var random = new Random(5);
                var (activities, failure) = await Parse.BodyAsync(new PiecesStream(body, () => random.Next(1, 9_000)), contentType);
                Assert.Null(failure);
                Assert.Equal([1, 2, 3], activities.Select(activity => activity.EventId));
                Assert.Equal(text, activities[0].ExternalId);
                Assert.Equal(9_000 * text.Length, Assert.IsType<TextMessage>(activities[1].Message).Text!.Length);
            }
        }
    }

    [Fact]
    public async Task A_body_in_another_charset_may_come_byte_by_byte()
    {
        var body = Encoding.BigEndianUnicode.GetBytes("[{\"externalId\":\"é 😀\"}]");
        var (activities, failure) = await Parse.BodyAsync(new PiecesStream(body, () => 1), "application/json; charset=utf-16be");
        Assert.Null(failure);
        Assert.Equal("é 😀", Assert.Single(activities).ExternalId);
    }

    [Fact]
    public async Task A_body_in_another_charset_that_breaks_off_is_a_failure_behind_what_was_whole()
    {
        var body = Encoding.Unicode.GetBytes("[{\"eventId\":1},{\"externalId\":\"é");
        var (activities, failure) = await Parse.BodyAsync(new MemoryStream(body[..^1]), "application/json; charset=utf-16");
        Assert.Single(activities);
        Assert.Contains("ended before it was complete", failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("x-user-defined")]
    [InlineData("utf-9")]
    [InlineData("none\u001b[31m")]
    public async Task A_charset_that_is_not_known_is_a_failure_that_names_it(string charset)
    {
        var (activities, failure) = await Parse.BodyAsync("[{\"eventId\":1}]", $"application/json; charset={charset}");
        Assert.Empty(activities);
        Assert.Equal(EngineErrorKind.InvalidResponse, failure?.Kind);
        Assert.Contains($"charset '{charset.Replace("\u001b", "␛", StringComparison.Ordinal)}'", failure!.Message, StringComparison.Ordinal);
    }
}
