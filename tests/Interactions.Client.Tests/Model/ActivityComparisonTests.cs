using System.Text;

namespace Interactions.Client.Tests;

/// <summary>Activities are the same by what they are, not by their text, and are in order of time.</summary>
public class ActivityComparisonTests
{
    private const string Yes = """{"type":"message","eventId":5,"isEcho":false,"interactionId":"00000000-0000-0000-0000-000000000001","sender":{"integrationId":"a"},"recipient":{"integrationId":"b"},"message":{"type":"text","text":"yes"}}""";

    private static readonly string[] Different =
    [
        "{}",
        """{"eventId":-1}""",
        """{"eventId":4,"message":{"type":"text","text":"yes"}}""",
        Yes,
        Yes.Replace("000001", "000002"),
        Yes.Replace("\"a\"", "\"c\""),
        Yes.Replace("\"b\"", "\"c\""),
        Yes.Replace("false", "true"),
        Yes.Replace("yes", "yes "),
        Yes.Replace("\"eventId\":5", "\"eventId\":6"),
        """{"eventId":99999999999999999}""",
    ];

    private static Activity Copy(Activity activity)
    {
        var line = new ActivityLineWriter().Write(activity);
        return new ActivityLineReader(shapeObject: null).Read(line.AsSpan(0, line.Count - 1).ToArray());
    }

    [Fact]
    public void Each_is_the_same_as_itself_however_it_was_read()
    {
        foreach (var json in Different)
        {
            var one = Parse.Activity(json);
            Activity[] same = [one, Parse.Activity(json), Copy(one), Copy(Copy(one)), Parse.Activity(json.Replace(":", " : ").Replace(",", ",\r\n\t"))];
            foreach (var other in same)
            {
                Assert.True(one.Equals(other) && one.Equals((object)other) && one == other && !(one != other) && one <= other && one >= other && !(one < other) && !(one > other));
                Assert.Equal(0, one.CompareTo(other));
                Assert.Equal(one.GetHashCode(), other.GetHashCode());
            }
            Assert.Single(same.Distinct());
        }
    }

    [Fact]
    public void All_that_makes_another_activity_makes_a_difference()
    {
        var reader = new ActivityReader(shapeObject: null);
        var activities = Different.Select(Parse.Activity).Append(reader.Read(Encoding.UTF8.GetBytes(Yes), Guid.NewGuid())).ToList();
        foreach (var one in activities)
        {
            foreach (var other in activities.Where(other => !ReferenceEquals(one, other)))
            {
                Assert.False(one.Equals(other) || one == other);
                Assert.NotEqual(0, one.CompareTo(other));
                Assert.Equal(-Math.Sign(one.CompareTo(other)), Math.Sign(other.CompareTo(one)));
                Assert.Equal(one.CompareTo(other) < 0, one < other && one <= other && other > one && other >= one && one != other);
            }
        }
    }

    [Fact]
    public void The_order_is_that_of_time_whatever_the_order_before()
    {
        var expected = Different.Select(Parse.Activity).Order().ToList();
        Assert.Equal([null, -1, 4, 5, 5, 5, 5, 5, 5, 6, 99999999999999999], expected.Select(activity => activity.EventId));
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            Assert.Equal(expected, expected.Select(Copy).OrderBy(_ => random.Next()).Order());
        }
    }

    [Fact]
    public void Nothing_comes_first_and_another_type_cannot_be_compared()
    {
        var activity = Parse.Activity(Yes);
        Activity? nothing = null;
        Assert.True(nothing == null && activity != null && null != activity && null < activity && activity > null && nothing <= null && nothing >= null);
        Assert.False(activity < null || null > activity || nothing < null || nothing > null || activity.Equals(null) || activity.Equals((object?)null));
        Assert.True(activity.CompareTo(null) > 0 && activity.CompareTo((object?)null) > 0);
        Assert.Equal(0, activity.CompareTo((object)Copy(activity)));
        Assert.False(activity.Equals("yes"));
        Assert.Contains("System.String", Assert.Throws<ArgumentException>(() => activity.CompareTo("yes")).Message, StringComparison.Ordinal);
    }
}
