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
            activity = (Activity)ReadWhatFits(WellFormedText.Mend(element), _activity);
        }

        activity.ConversationId = conversationId;
        if (activity.InteractionId is null) activity.Fingerprint = Hash(element);
        return activity;
    }

    /// <summary>Reads an object property by property. One that does not fit is kept beside the others, by the engine's name.</summary>
    private object ReadWhatFits(ReadOnlySpan<byte> element, JsonTypeInfo type)
    {
        var misfits = new Dictionary<string, object?>();
        var mended = new List<(JsonPropertyInfo Property, object? Value)>();
        var fitting = new MemoryStream();
        var reader = new Utf8JsonReader(element, Scan);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();

            var value = element.Slice(valueStart, (int)reader.BytesConsumed - valueStart);
            if (Fits(element.Slice(start, (int)reader.BytesConsumed - start), type)) Append(fitting, element.Slice(start, (int)reader.BytesConsumed - start));
            else if (Find(type, name) is not { } property) misfits[name] = Plain(value);
            else if (property.PropertyType == typeof(object)) mended.Add((property, Plain(value)));
            else if (isObject && HasPlaceForMisfits(property.PropertyType)) mended.Add((property, ReadWhatFits(value, TypeOf(property.PropertyType, value))));
            else misfits[name] = Plain(value);
        }
        fitting.WriteByte((byte)'}');

        var whole = JsonSerializer.Deserialize(fitting.Length == 1 ? "{}"u8 : fitting.ToArray(), type)!;
        foreach (var (property, value) in mended) property.Set!(whole, value);
        if (misfits.Count > 0) AddTo(whole, type, misfits);
        return whole;
    }

    private static JsonPropertyInfo? Find(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(property => !property.IsExtensionData && property.Set is not null && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool HasPlaceForMisfits(Type type) => type == typeof(Source) || type == typeof(Message) || type == typeof(ActivityEvent);

    private JsonTypeInfo TypeOf(Type type, ReadOnlySpan<byte> value) =>
        json.Options.GetTypeInfo(type == typeof(Message) ? MessageConverter.KindOf(value, json.Options) : type);

    private static void AddTo(object whole, JsonTypeInfo type, Dictionary<string, object?> misfits)
    {
        var property = type.Properties.First(property => property.IsExtensionData);
        var kept = (IDictionary<string, object?>?)property.Get!(whole);
        if (kept is null) property.Set!(whole, misfits);
        else foreach (var misfit in misfits) kept[misfit.Key] = misfit.Value;
    }

    private static bool Fits(ReadOnlySpan<byte> property, JsonTypeInfo type)
    {
        var alone = new MemoryStream();
        Append(alone, property);
        alone.WriteByte((byte)'}');
        try
        {
            return JsonSerializer.Deserialize(alone.ToArray(), type) is not null;
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

    // Text that is not UTF-8, or holds half a character, is an InvalidOperationException.
    private static bool IsMisfit(Exception exception) => exception is JsonException or InvalidOperationException;

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037ul;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211ul;
        return hash;
    }
}
