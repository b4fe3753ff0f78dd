using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Interactions.Client;

/// <summary>Reads one activity from its JSON. What does not fit its property is kept beside the others, never fatal (contract §4).</summary>
internal sealed class ActivityReader(EngineJson json)
{
    /// <summary>How deep a whole answer may nest before it is refused; deeper than <see cref="JsonSerializerOptions.MaxDepth"/> is kept as JSON text.</summary>
    public static readonly JsonReaderOptions Scan = new() { MaxDepth = 100_000 };

    private readonly JsonTypeInfo<Activity> _activity = json.Activity;
    private readonly JsonTypeInfo<object> _plain = (JsonTypeInfo<object>)json.Options.GetTypeInfo(typeof(object));

    /// <param name="element">A whole JSON object.</param>
    /// <param name="conversationId">The conversation it was asked for.</param>
    public Activity Read(ReadOnlySpan<byte> element, Guid conversationId)
    {
        Activity activity;
        try
        {
            activity = JsonSerializer.Deserialize(element, _activity)!;
        }
        catch (Exception misfit) when (IsMisfit(misfit))
        {
            activity = ReadWhatFits(element);
        }

        activity.ConversationId = conversationId;
        if (activity.InteractionId is null) activity.Fingerprint = Hash(element);
        return activity;
    }

    /// <summary>Reads property by property; one that does not fit goes to <see cref="Activity.AdditionalProperties"/>.</summary>
    private Activity ReadWhatFits(ReadOnlySpan<byte> element)
    {
        var misfits = new Dictionary<string, object?>();
        var fitting = new MemoryStream();
        var reader = new Utf8JsonReader(element, Scan);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
            reader.Read();
            var value = (int)reader.TokenStartIndex;
            reader.Skip();

            var property = element.Slice(start, (int)reader.BytesConsumed - start);
            if (Fits(property)) Append(fitting, property);
            else misfits[name] = Plain(element.Slice(value, (int)reader.BytesConsumed - value));
        }
        fitting.WriteByte((byte)'}');

        var activity = JsonSerializer.Deserialize(fitting.Length == 1 ? "{}"u8 : fitting.ToArray(), _activity)!;
        activity.AdditionalProperties ??= new Dictionary<string, object?>();
        foreach (var misfit in misfits) activity.AdditionalProperties[misfit.Key] = misfit.Value;
        return activity;
    }

    private bool Fits(ReadOnlySpan<byte> property)
    {
        var alone = new MemoryStream();
        Append(alone, property);
        alone.WriteByte((byte)'}');
        try
        {
            return JsonSerializer.Deserialize(alone.ToArray(), _activity) is not null;
        }
        catch (Exception misfit) when (IsMisfit(misfit))
        {
            return false;
        }
    }

    private object? Plain(ReadOnlySpan<byte> value)
    {
        try
        {
            return JsonSerializer.Deserialize(value, _plain);
        }
        catch (Exception misfit) when (IsMisfit(misfit))
        {
            return Encoding.UTF8.GetString(value.ToArray());
        }
    }

    private static void Append(MemoryStream members, ReadOnlySpan<byte> property)
    {
        members.WriteByte(members.Length == 0 ? (byte)'{' : (byte)',');
        var bytes = property.ToArray();
        members.Write(bytes, 0, bytes.Length);
    }

    // Text that is not UTF-8 is an InvalidOperationException.
    private static bool IsMisfit(Exception exception) => exception is JsonException or InvalidOperationException;

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037ul;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211ul;
        return hash;
    }
}
