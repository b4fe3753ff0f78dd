using System.Globalization;

namespace Interactions;

/// <summary>A place (<c>location</c>).</summary>
public sealed class LocationMessage : Message
{
    private static readonly PropertyTable<LocationMessage> Json = Known<LocationMessage>(static () => new())
        .Add("address", static (message, ref json) => message.Address = json.Text())
        .Add("latitude", static (message, ref json) => message.Latitude = json.Real())
        .Add("longitude", static (message, ref json) => message.Longitude = json.Real())
        .Add("imageUrl", static (message, ref json) => message.ImageUrl = json.Text());

    internal LocationMessage() { }

    internal static new LocationMessage? Read(ref ValueReader json) => json.Object(Json);

    /// <summary>The postal address.</summary>
    public string? Address { get; internal set; }

    /// <summary>The latitude in degrees; north is positive.</summary>
    public double? Latitude { get; internal set; }

    /// <summary>The longitude in degrees; east is positive.</summary>
    public double? Longitude { get; internal set; }

    /// <summary>The address of a picture of the place, or of a map.</summary>
    public string? ImageUrl { get; internal set; }

    private protected override string? Summary => Labelled(" ", Address,
        Latitude is null || Longitude is null ? null : string.Format(CultureInfo.InvariantCulture, "({0}, {1})", Latitude, Longitude));
}
