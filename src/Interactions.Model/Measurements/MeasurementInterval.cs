namespace Interactions;

/// <summary>How long the periods of a series are.</summary>
public enum MeasurementInterval
{
    /// <summary>From one full hour of the time zone to the next.</summary>
    Hour,

    /// <summary>From one midnight of the time zone to the next.</summary>
    Day,

    /// <summary>From one Monday's midnight of the time zone to the next.</summary>
    Week,
}
