using FsCheck;
using FsCheck.Fluent;
namespace Interactions.Client.Tests;
public class Scratch
{
    [Fact]
    public void Stats()
    {
        var table = new SortedDictionary<string, (int N, int Bad, string First)>();
        foreach (var given in EngineCases.Any.Sample(100_000, 50))
        {
            var engine = new ModelEngine(given);
            var cursor = new Cursor(engine.From);
            var emitted = new List<Activity>();
            var blamed = new List<Promise.Blame>();
            string? bad = null;
            try
            {
                while (!cursor.IsFinished)
                {
                    emitted.AddRange(cursor.Take(engine.Answer(cursor.Leid)));
                    if (cursor.Crowded is { } millisecond) blamed.Add(new(millisecond, engine.LargestAnswer));
                    if (engine.Requests > 20 + 8 * engine.Timeline.Count) { bad = "noend"; break; }
                }
                if (bad is null) Promise.Check(given, engine, emitted, blamed);
            }
            catch (Xunit.Sdk.XunitException e) { bad = e.Message.Split('\n')[0]; bad = System.Text.RegularExpressions.Regex.Replace(bad, "[0-9]+", "#"); }
            var key = (given.IgnoresLeid ? "I" : "-") + (given.RepeatsPages ? "R" : "-") + (given.GivesPrevious ? "P" : "-") + (given.PreviousIsExtra ? "X" : "-") + (given.MixesTies ? "M" : "-") + (given.Shuffles ? "S" : "-") + (given.Arrivals.Count > 0 ? "A" : "-") + (Promise.IsWithinReach(given, engine) ? " within" : " beyond");
            table.TryGetValue(key, out var row);
            table[key] = (row.N + 1, row.Bad + (bad is null ? 0 : 1), row.First ?? (bad is null ? null! : bad + " " + given));
        }
        System.IO.File.WriteAllLines("/tmp/stats.txt", table.Select(r => $"{r.Key} {r.Value.N} {r.Value.Bad} {r.Value.First}"));
    }

    [Fact]
    public void One() => Property.Holds(EngineCases.Any, EngineCases.Smaller, 1000_000, given =>
    {
        if (given.Arrivals.Count == 0) return;
        var engine = new ModelEngine(given);
        var cursor = new Cursor(engine.From);
        var emitted = new List<Activity>();
        var blamed = new List<Promise.Blame>();
        var log = new List<string>();
        while (!cursor.IsFinished && engine.Requests < 100)
        {
            var l = cursor.Leid;
            var a = engine.Answer(cursor.Leid);
            var line = $"{l}: {string.Join(" ", a.GroupBy(x => x.EventId).Select(g => $"{g.Key}x{g.Count()}"))}";
            var f = cursor.Take(a);
            emitted.AddRange(f);
            log.Add(line + $" -> {f.Count} fresh, crowded {cursor.Crowded} edge {cursor.Edge}");
            if (cursor.Crowded is { } millisecond) blamed.Add(new(millisecond, engine.LargestAnswer));
        }
        try { Promise.Check(given, engine, emitted, blamed); }
        catch (Exception e) { throw new InvalidOperationException(e.Message + "\n" + string.Join("\n", log)); }
    });
}
