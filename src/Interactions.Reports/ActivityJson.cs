using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interactions.Reports;

/// <summary>Writes activities, or parts of them, as JSON for people: the engine's names in alphabetical order, and nothing for what is missing.</summary>
/// <param name="properties">The properties of an object that is no dictionary, such as PowerShell's; <see langword="null"/> for anything else.</param>
internal sealed class ActivityJson(Func<object, IEnumerable<KeyValuePair<string, object?>>?>? properties)
{
    private const string More = "AdditionalProperties";
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();
    private static readonly JsonWriterOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, SkipValidation = true };

    /// <summary>The JSON of a value in lines, for people.</summary>
    public string ToText(object? value)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented)) Write(json, value);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case Guid id: json.WriteStringValue(id); break;
            case int or long or short or byte: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when !double.IsNaN(number) && !double.IsInfinity(number):
                // The writer itself writes other digits on .NET Framework.
                json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case IDictionary dictionary:
                WriteObject(json, dictionary.Keys.Cast<object>().Select(key => new KeyValuePair<string, object?>(Convert.ToString(key, CultureInfo.InvariantCulture)!, dictionary[key])));
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            default: WriteOther(json, value); break;
        }
    }

    private void WriteOther(Utf8JsonWriter json, object value)
    {
        if (properties?.Invoke(value) is { } own) WriteObject(json, own);
        else if (value.GetType().Assembly == typeof(Activity).Assembly) WriteObject(json, PropertiesOf(value));
        else json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> members)
    {
        json.WriteStartObject();
        foreach (var member in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(member.Key);
            Write(json, member.Value);
        }
        json.WriteEndObject();
    }

    /// <summary>The properties of an object of the model that hold something. Those without a setter are made from others and are left out.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> PropertiesOf(object value)
    {
        var known = Known.GetOrAdd(value.GetType(), static type => [.. type.GetProperties().Where(property => property.SetMethod is not null)]);
        foreach (var property in known)
        {
            var held = property.GetValue(value);
            if (held is null) continue;
            if (property.Name == More)
                foreach (var more in (IDictionary<string, object?>)held) yield return more;
            else yield return new(char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1), held);
        }
    }
}
