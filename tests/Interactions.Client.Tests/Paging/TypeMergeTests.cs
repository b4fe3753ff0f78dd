namespace Interactions.Client.Tests;

public class TypeMergeTests
{
    [Fact]
    public async Task What_has_no_time_comes_at_once_and_only_once_however_late_another_stream_gives_it()
    {
        var undated = new Activity { InteractionId = Guid.NewGuid() };
        var merged = await TypeMerge.ByTimeAsync([("Customer", Of(undated, At(1), At(5))), ("Agent", Of(At(2), At(3), undated, At(4)))], isInOrder: true).SelectMany(page => page).ToListAsync();
        Assert.Equal([null, 1, 2, 3, 4, 5], merged.Select(activity => activity.EventId));
    }

    [Fact]
    public async Task Streams_that_keep_no_order_still_give_each_activity_once()
    {
        var shared = At(3);
        var merged = await TypeMerge.ByTimeAsync([("Customer", Of(At(9), shared, At(1))), ("Agent", Of(shared, At(8)))], isInOrder: false).SelectMany(page => page).ToListAsync();
        Assert.Equal([1L, 3, 8, 9], merged.Select(activity => activity.EventId!.Value).Order());
    }

    [Fact]
    public async Task A_stream_that_fails_ends_the_others_after_what_came_before_it()
    {
        var ended = false;
        var read = new List<Activity>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var page in TypeMerge.ByTimeAsync([("Customer", Failing(At(1), At(4))), ("Agent", Endless())], isInOrder: true)) read.AddRange(page);
        });
        Assert.Equal([1, 2, 3, 4], read.Select(activity => activity.EventId));
        Assert.True(ended);

        async IAsyncEnumerable<List<Activity>> Endless()
        {
            try
            {
                for (var time = 2; ; time++)
                {
                    await Task.Yield();
                    yield return [At(time)];
                }
            }
            finally
            {
                ended = true;
            }
        }
    }

    private static Activity At(long time) => new() { EventId = time, InteractionId = Guid.NewGuid() };

    private static async IAsyncEnumerable<List<Activity>> Of(params Activity[] activities)
    {
        foreach (var activity in activities)
        {
            await Task.Yield();
            yield return [activity];
        }
    }

    private static async IAsyncEnumerable<List<Activity>> Failing(params Activity[] activities)
    {
        foreach (var activity in activities) yield return [activity];
        await Task.Yield();
        throw new IOException();
    }
}
