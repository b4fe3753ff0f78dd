namespace Interactions.Client.Tests;

public class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[2Jgone", "␛[2Jgone")]
    [InlineData("\u001b]0;title\u0007", "␛]0;title␇")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("one\r\ntwo\nthree\rfour", "one↵two↵three↵four")]
    [InlineData("tab\there\0", "tab␉here␀")]
    [InlineData("del\u007f", "del␡")]
    [InlineData("a\u202etxt.exe", "a\\u202etxt.exe")]
    [InlineData("\u2066hidden\u2069", "\\u2066hidden\\u2069")]
    [InlineData("lines\u2028and\u2029paragraphs", "lines\\u2028and\\u2029paragraphs")]
    [InlineData("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff")]
    [InlineData("\u200emarks\u200f \u061c", "\\u200emarks\\u200f \\u061c")]
    [InlineData("soft\u00adhyphen, word\u2060joiner, \u034f", "soft\\u00adhyphen, word\\u2060joiner, \\u034f")]
    [InlineData("fillers \u3164\uffa0\u115f\u1160", "fillers \\u3164\\uffa0\\u115f\\u1160")]
    [InlineData("tag \U000e0041\U000e007f", "tag \\u{e0041}\\u{e007f}")]
    [InlineData("pass\u200dword \u200c", "pass\\u200dword \\u200c")]
    [InlineData("\ud83d\udc69\u200d\u200d\ud83d\udc67", "\ud83d\udc69\u200d\\u200d\ud83d\udc67")]
    [InlineData("a\ufe0f\ufe01\ufe02", "a\ufe0f\\ufe01\\ufe02")]
    [InlineData("a\U000e0100\U000e0101", "a\U000e0100\\u{e0101}")]
    [InlineData("musical \U0001d173", "musical \\u{1d173}")]
    public void Characters_that_could_act_on_a_terminal_become_visible(string text, string expected) => Assert.Equal(expected, TerminalText.OneLine(text));

    [Theory]
    [InlineData("plain")]
    [InlineData("héllo, 世界, שלום, مرحبا")]
    [InlineData("👩\u200d👩\u200d👧 e\u0301")]
    [InlineData("1\ufe0f\u20e3 ❤\ufe0f \u200a 🏳\ufe0f\u200d🌈")]
    [InlineData("می\u200cخواهم क्\u200dष \u0601١٢")]
    [InlineData("שָׁלוֹם ṩ̂ བསྒྲུབས ลิ้นจี่ ế")]
    public void Text_of_any_script_is_unchanged(string text) => Assert.Same(text, TerminalText.OneLine(text));

    [Theory]
    [InlineData(7)]
    [InlineData(500)]
    public void More_than_six_combining_marks_on_one_letter_are_cut(int height) =>
        Assert.Equal("a" + new string('\u0301', 6) + "…b", TerminalText.OneLine("a" + new string('\u0301', height) + "b"));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("half \ufffd", TerminalText.OneLine("half \ud83d"));

    [Fact]
    public void Null_becomes_an_empty_string() => Assert.Equal("", TerminalText.OneLine(null));

    [Theory]
    [InlineData("""{"type":"message","message":{"type":"text","text":"\u001b[31m"}}""")]
    [InlineData("""{"type":"message","message":{"type":"image","title":"\u001b[31m"}}""")]
    [InlineData("""{"type":"message","message":{"type":"\u001b[31m"}}""")]
    [InlineData("""{"type":"event","event":{"type":"\u001b[31m","payloadType":"\u001b"}}""")]
    [InlineData("""{"type":"\u001b[31m"}""")]
    public void The_text_of_an_activity_is_safe_whatever_it_is_about(string json) =>
        Assert.DoesNotContain('\u001b', Parse.Activity(json).Text);

    [Fact]
    public void A_sender_is_shown_safely() =>
        Assert.Equal("␛x (␛y)", Parse.Activity("""{"sender":{"integrationType":"\u001bx","channelType":"\u001by"}}""").Sender!.ToString());
}
