namespace Interactions.Emulator.Behaviour;

/// <summary>The names of <see cref="EngineQuirks"/> on the command line and at the control address.</summary>
internal static class QuirkNames
{
    private static readonly Dictionary<string, EngineQuirks> Quirks = new(StringComparer.Ordinal)
    {
        ["ignore-leid"] = EngineQuirks.IgnoreLeid,
        ["repeat-page"] = EngineQuirks.RepeatPage,
        ["repeat-activity"] = EngineQuirks.RepeatActivity,
        ["shuffle"] = EngineQuirks.Shuffle,
        ["previous"] = EngineQuirks.Previous,
        ["vary-cap"] = EngineQuirks.VaryCap,
        ["require-content-type"] = EngineQuirks.RequireContentType,
    };

    /// <exception cref="FormatException">There is no quirk of this name. The message lists those that there are.</exception>
    public static EngineQuirks Parse(string name) =>
        Quirks.TryGetValue(name, out EngineQuirks quirk)
            ? quirk
            : throw new FormatException($"'{name}' is not a quirk. The quirks are {string.Join(", ", Quirks.Keys)}.");

    public static IEnumerable<string> NamesOf(EngineQuirks quirks) =>
        Quirks.Where(quirk => quirks.HasFlag(quirk.Value)).Select(quirk => quirk.Key);
}
