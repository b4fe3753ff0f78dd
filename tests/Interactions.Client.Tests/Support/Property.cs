using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>Checks properties over random cases. A failure shows the smallest case that was found and the seed of the run.</summary>
internal static class Property
{
    /// <summary>The environment variable that repeats a run. It takes the two numbers that a failure shows, <c>seed,gamma</c>.</summary>
    private const string ReplayVariable = "INTERACTIONS_TEST_REPLAY";

    public static void Holds<T>(Gen<T> cases, Func<T, IEnumerable<T>> shrink, int count, Action<T> property)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(count);
        if (Environment.GetEnvironmentVariable(ReplayVariable) is { Length: > 0 } replay)
        {
            var parts = replay.Trim('(', ')').Split(',');
            config = config.WithReplay(ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        Check.One(config, Prop.ForAll(Arb.From(cases, shrink), property));
    }
}
