using System.Globalization;
using System.Text;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Behaviour;

/// <summary>Writes the <c>eventId</c> of activities in an <see cref="EventIdFormat"/>.</summary>
internal static class EventIdWriter
{
    /// <summary>The activity with its <c>eventId</c> in another format, and everything else unchanged.</summary>
    public static ReadOnlyMemory<byte> Rewrite(StoredActivity activity, EventIdFormat format)
    {
        ReadOnlyMemory<byte> json = activity.Buffer.AsMemory(activity.Offset, activity.Length);
        if (ActivityKeyReader.FindEventId(json.Span) is not { } place) return json;
        byte[] written = Encoding.ASCII.GetBytes(Write(activity.EventId, format));
        return (byte[])[.. json.Span[..place.Start.Value], .. written, .. json.Span[place.End.Value..]];
    }

    private static string Write(long eventId, EventIdFormat format) => format switch
    {
        EventIdFormat.Fraction => string.Create(CultureInfo.InvariantCulture, $"{eventId}.0"),
        EventIdFormat.Exponent => WriteExponent(eventId.ToString(CultureInfo.InvariantCulture)),
        EventIdFormat.Text => string.Create(CultureInfo.InvariantCulture, $"\"{eventId}\""),
        EventIdFormat.Iso => $"\"{DateTimeOffset.FromUnixTimeMilliseconds(eventId).UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}\"",
        EventIdFormat.Null => "null",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    // All digits are kept: the runtime's "E" format rounds to 15.
    private static string WriteExponent(string digits)
    {
        int sign = digits[0] == '-' ? 1 : 0;
        string first = digits[..(sign + 1)], rest = digits[(sign + 1)..];
        return rest.Length == 0 ? first + "E0" : $"{first}.{rest}E{rest.Length}";
    }
}
