using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>A whole number is read in every form that JSON has for it, and a number that is not whole never becomes one.</summary>
public class WholeNumberTests
{
    [Theory]
    [InlineData("1712345678901.0", 1712345678901)]
    [InlineData("1712345678901.000000000000000000000000000000000000", 1712345678901)]
    [InlineData("1.712345678901e12", 1712345678901)]
    [InlineData("1.712345678901E+12", 1712345678901)]
    [InlineData("1712345678901000e-3", 1712345678901)]
    [InlineData("17123456789.01e002", 1712345678901)]
    [InlineData("\"1712345678901.0\"", 1712345678901)]
    [InlineData("\" 1.712345678901e12 \"", 1712345678901)]
    [InlineData("9223372036854775807.0", long.MaxValue)]
    [InlineData("9.223372036854775807e18", long.MaxValue)]
    [InlineData("1e18", 1_000_000_000_000_000_000)]
    [InlineData("0.0", 0)]
    [InlineData("-0.0e5", 0)]
    [InlineData("0e99999999999999999999", 0)]
    public void An_event_id_in_another_form_is_that_number(string json, long expected)
    {
        var activity = Parse.Activity("{\"eventId\":" + json + "}");
        Assert.Equal(expected, activity.EventId);
        Assert.Null(activity.AdditionalProperties);
    }

    [Theory]
    [InlineData("1712345678901.5")]
    [InlineData("1712345678901.00000000000000000000000000000000001")]
    [InlineData("1e-1")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("9223372036854775808.0")]
    [InlineData("1e19")]
    [InlineData("1e99999999999999999999")]
    [InlineData("\"1712345678901.\"")]
    [InlineData("\".5e1\"")]
    [InlineData("\"12e\"")]
    [InlineData("\"1 712\"")]
    [InlineData("\"\"")]
    [InlineData("\"2024-04-05T19:34:38.901Z\"")]
    [InlineData("true")]
    [InlineData("[1712345678901]")]
    public void An_event_id_that_is_no_whole_number_is_kept_and_the_activity_has_no_time(string json)
    {
        var activity = Parse.Activity("{\"eventId\":" + json + ",\"externalId\":\"here\"}");
        Assert.Null(activity.EventId);
        Assert.Null(activity.Timestamp);
        Assert.NotNull(activity.AdditionalProperties!["eventId"]);
        Assert.Equal("here", activity.ExternalId);
    }

    [Fact]
    public void Wherever_a_whole_number_is_read_the_other_forms_are_too()
    {
        Assert.Equal(88_211, Parse.Message<MediaMessage>("""{"type":"audio","size":8.8211e4}""").Size);
        Assert.Equal(42, Parse.Message<MediaMessage>("""{"type":"video","length":42.0}""").Length);
        Assert.Equal(51_234, Parse.Message<AttachmentMessage>("""{"type":"attachment","size":"51234.0"}""").Size);
        Assert.Equal("Agent", Parse.Activity("""{"sender":{"integrationType":3.0}}""").Sender!.IntegrationType);
        Assert.Equal("Slack", Parse.Activity("""{"sender":{"channelType":1.001e3}}""").Sender!.ChannelType);
    }

    [Fact]
    public void A_number_is_read_exactly_where_arithmetic_without_rounding_says_that_it_is_whole()
    {
        var digits = Gen.Choose(0, 9).Select(digit => (char)('0' + digit));
        var texts = from sign in Gen.Elements("", "-")
                    from whole in Gen.Choose(1, 22).SelectMany(length => Gen.Frequency((3, digits), (1, Gen.Constant('0'))).ArrayOf(length))
                    from fraction in Gen.Choose(0, 22).SelectMany(length => Gen.Frequency((1, digits), (3, Gen.Constant('0'))).ArrayOf(length))
                    from exponent in Gen.Choose(-25, 25)
                    from e in Gen.Elements("e", "E", "e0", "")
                    select (Whole: sign + new string(whole), Fraction: new string(fraction), Exponent: e.Length == 0 ? 0 : e == "e0" ? Math.Abs(exponent) : exponent, E: e);
        Property.Holds(texts, _ => [], 5_000, text =>
        {
            var json = text.Whole + (text.Fraction.Length == 0 ? "" : "." + text.Fraction) + (text.E.Length == 0 ? "" : text.E + text.Exponent.ToString(CultureInfo.InvariantCulture));
            var power = text.Exponent - text.Fraction.Length;
            var mantissa = BigInteger.Parse(text.Whole + text.Fraction, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var divisor = BigInteger.Pow(10, Math.Max(0, -power));
            var value = mantissa * BigInteger.Pow(10, Math.Max(0, power)) / divisor;
            var isWhole = value * divisor == mantissa * BigInteger.Pow(10, Math.Max(0, power)) && value >= long.MinValue && value <= long.MaxValue;
            Assert.Equal(isWhole, WholeNumber.TryParse(Encoding.UTF8.GetBytes(json), out var number));
            if (isWhole) Assert.Equal(value, number);
        });
    }
}
