namespace Interactions.Emulator.Behaviour;

/// <summary>The names of <see cref="EngineQuirks"/> on the command line and at the control address.</summary>
internal static class QuirkNames
{
    public const string All = "ignore-leid, repeat-page, shuffle or previous";

    public static bool TryParse(string name, out EngineQuirks quirk)
    {
        quirk = name switch
        {
            "ignore-leid" => EngineQuirks.IgnoreLeid,
            "repeat-page" => EngineQuirks.RepeatPage,
            "shuffle" => EngineQuirks.Shuffle,
            "previous" => EngineQuirks.Previous,
            _ => EngineQuirks.None,
        };
        return quirk != EngineQuirks.None;
    }
}
