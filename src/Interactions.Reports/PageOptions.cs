namespace Interactions.Reports;

/// <summary>What every page says of itself.</summary>
public class PageOptions
{
    /// <summary>The title. <see langword="null"/> gives one that says what the page is.</summary>
    public string? Title { get; set; }

    /// <summary>The zone that times are shown in.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    /// <summary>What made the page, with its version.</summary>
    public string MadeBy { get; set; } = "Interactions";

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; set; } = DateTimeOffset.UtcNow;
}
