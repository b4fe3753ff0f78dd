using System.Globalization;

namespace Interactions.Client.Tests;

public class EventTimeTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1969-12-31T23:59:59.999Z", 0)]
    [InlineData("0001-01-01T00:00:00Z", 0)]
    [InlineData("2024-04-05T19:34:38.901Z", 1712345678901)]
    [InlineData("2024-04-05T21:34:38.901+02:00", 1712345678901)]
    [InlineData("2024-04-05T19:34:38.9010001Z", 1712345678902)]
    [InlineData("2038-01-19T03:14:08Z", 2147483648000)]
    public void A_time_becomes_the_first_millisecond_at_or_after_it(string time, long expected) =>
        Assert.Equal(expected, EventTime.FromTimestamp(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)));
}
