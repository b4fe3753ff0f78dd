using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace Interactions.Client.Tests;

/// <summary>Reading ahead of the consumer changes neither what it gets nor the order, and keeps nothing from it.</summary>
public class PrefetchTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static List<Activity> Page(int first, int count) => [.. Enumerable.Range(first, count).Select(id => Parse.Activity($$"""{"eventId":{{id}}}"""))];

    private static async IAsyncEnumerable<List<Activity>> Pages(int[] sizes, Action<int> given, Task? end = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var count = 0;
        foreach (var size in sizes)
        {
            yield return Page(count, size);
            given(count += size);
            await Task.Yield();
        }
        if (end is not null) await end.WaitAsync(stop);
    }

    /// <param name="Sizes">How many activities each page has.</param>
    /// <param name="Bound">How many activities are read ahead.</param>
    /// <param name="Fails">Whether the last page is followed by a failure.</param>
    /// <param name="WaitsAtFirst">Whether it waits behind the first page.</param>
    internal sealed record Case(int[] Sizes, int Bound, bool Fails, bool WaitsAtFirst);

    private static readonly Gen<Case> Cases =
        from sizes in Gen.OneOf(Gen.Choose(1, 30), Gen.Choose(1, 300), Gen.Choose(400, 1_100)).ArrayOf()
        from bound in Gen.Choose(1, 2_000)
        from fails in ArbMap.Default.GeneratorFor<bool>()
        from waitsAtFirst in ArbMap.Default.GeneratorFor<bool>()
        select new Case(sizes, bound, fails, waitsAtFirst);

    [Fact]
    public void All_comes_in_order_and_then_the_failure() => Property.Holds(Cases, _ => [], 300, given =>
    {
        var failure = new EngineException(EngineErrorKind.Unreachable, "gone");
        var (ids, thrown) = ReadAsync(new Prefetch(Pages(given.Sizes, _ => { }, given.Fails ? Task.FromException(failure) : null), given.Bound, given.WaitsAtFirst, default)).GetAwaiter().GetResult();
        Assert.Equal(Enumerable.Range(0, given.Sizes.Sum()).Select(id => (long?)id), ids);
        Assert.Same(given.Fails ? failure : null, thrown);
    });

    private static async Task<(List<long?> Ids, Exception? Failure)> ReadAsync(Prefetch pages)
    {
        var ids = new List<long?>();
        await using (pages)
        {
            try
            {
                while (await pages.MoveNextAsync().AsTask().WaitAsync(Long)) ids.AddRange(pages.Current.Select(activity => activity.EventId));
                return (ids, null);
            }
            catch (EngineException failure)
            {
                return (ids, failure);
            }
        }
    }

    [Fact]
    public async Task Pages_that_have_come_do_not_wait_for_the_next_one()
    {
        var never = new TaskCompletionSource();
        await using var pages = new Prefetch(Pages([1, 2, 3], _ => { }, never.Task), 1_000, waitsAtFirst: false, default);
        for (var count = 0; count < 6; count += pages.Current.Count) Assert.True(await pages.MoveNextAsync().AsTask().WaitAsync(Long));
    }

    [Fact]
    public async Task The_first_page_comes_at_once_and_small_ones_come_together()
    {
        await using var pages = new Prefetch(Pages([.. Enumerable.Repeat(10, 300)], _ => { }), 1_000, waitsAtFirst: false, default);
        var sizes = new List<int>();
        while (await pages.MoveNextAsync().AsTask().WaitAsync(Long)) sizes.Add(pages.Current.Count);
        Assert.Equal(10, sizes[0]);
        Assert.Equal(3_000, sizes.Sum());
        // Where the machine is busy, they come earlier, so fewer together.
        Assert.True(sizes.Count < 200, $"{sizes.Count} lists");
    }

    [Fact]
    public async Task No_more_is_read_ahead_than_the_bound()
    {
        var read = 0;
        await using var pages = new Prefetch(Pages([.. Enumerable.Repeat(10, 300)], count => Volatile.Write(ref read, count)), bound: 100, waitsAtFirst: false, default);
        var taken = 0;
        while (await pages.MoveNextAsync().AsTask().WaitAsync(Long))
        {
            // What the consumer works on counts as ahead, and the page at which the bound is reached may go beyond it.
            Assert.InRange(Volatile.Read(ref read), 0, taken + 100);
            taken += pages.Current.Count;
        }
        Assert.Equal(3_000, taken);
    }

    [Fact]
    public async Task Behind_the_first_page_it_waits_where_it_is_to()
    {
        var read = 0;
        await using var pages = new Prefetch(Pages([.. Enumerable.Repeat(1, 50)], count => Volatile.Write(ref read, count)), bound: 10, waitsAtFirst: true, default);
        Assert.True(await pages.MoveNextAsync().AsTask().WaitAsync(Long));
        // That no more is read can only be observed by waiting.
        await Task.Delay(100);
        Assert.Equal(0, Volatile.Read(ref read));
        Assert.True(await pages.MoveNextAsync().AsTask().WaitAsync(Long));
        await Emulated.EventuallyAsync(() => Volatile.Read(ref read) >= 9);
    }

    [Fact]
    public async Task It_can_be_left_at_any_time()
    {
        var never = new TaskCompletionSource();
        await new Prefetch(Pages([1], _ => { }, never.Task), 1_000, waitsAtFirst: false, default).DisposeAsync();
        var pages = new Prefetch(Pages([1, 1_000, 1], _ => { }, never.Task), 10, waitsAtFirst: false, default);
        Assert.True(await pages.MoveNextAsync());
        await pages.DisposeAsync().AsTask().WaitAsync(Long);
    }
}
