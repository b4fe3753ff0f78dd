using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>Runs properties over random cases. A failure names the smallest case found and the seed of the run.</summary>
internal static class Property
{
    /// <summary>Set to the two numbers that a failure prints, <c>seed,gamma</c>, to run the same cases again.</summary>
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
