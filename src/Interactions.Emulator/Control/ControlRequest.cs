using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Interactions.Emulator.Control;

/// <summary>Reads requests to the control address.</summary>
internal static class ControlRequest
{
    /// <exception cref="JsonException">The body is not what it must be.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type) => Read(await ReadBytesAsync(request), type);

    /// <exception cref="JsonException">The body is neither a fault nor an array of faults.</exception>
    /// <exception cref="ArgumentException">A property of a fault is out of range or contradicts another.</exception>
    public static async Task<IReadOnlyList<Fault>> ReadFaultsAsync(HttpRequest request)
    {
        ReadOnlyMemory<byte> body = await ReadBytesAsync(request);
        Fault[] faults = body.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8)
            ? Read(body, EmulatorJson.Default.FaultArray)
            : [Read(body, EmulatorJson.Default.Fault)];
        foreach (Fault fault in faults) fault.Validate();
        return faults;
    }

    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    public static Guid ReadGuid(string text) =>
        Guid.TryParse(text, out Guid id) ? id : throw new ArgumentException($"'{text}' is not a GUID.");

    /// <summary>A parameter of the query that is an integer, or null when it is missing.</summary>
    public static int? ReadNumber(HttpRequest request, string name) =>
        request.Query[name].FirstOrDefault() is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new ArgumentException($"'{name}' must be a number, not '{text}'.");

    private static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("The body must not be null.");
}
