using System.Runtime.CompilerServices;

namespace Interactions.Client;

/// <summary>Merges the streams of several types into one, in order of time.</summary>
/// <remarks>
/// Duplicates are dropped here because an activity between two types is in both their streams (contract §3), and one without a time may
/// be in several slices of one. Order is made here because each stream is only in order by itself.
/// </remarks>
internal static class TypeMerge
{
    /// <param name="sources">The streams; all are read at the same time.</param>
    /// <param name="forget">Whether the keys of a millisecond can be forgotten at the next one, because every stream is in order of time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Activity> ByTimeAsync(IReadOnlyList<IAsyncEnumerable<Activity>> sources, bool forget,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = sources.Select(source => source.GetAsyncEnumerator(ending.Token)).ToArray();
        var waits = new Task<bool>?[streams.Length];
        var isOpen = new bool[streams.Length];
        try
        {
            for (var i = 0; i < streams.Length; i++) waits[i] = streams[i].MoveNextAsync().AsTask();
            for (var i = 0; i < streams.Length; i++) isOpen[i] = await waits[i]!.ConfigureAwait(false);

            var seen = new HashSet<ActivityKey>();
            var millisecond = long.MinValue;
            while (Earliest(streams, isOpen) is >= 0 and var earliest)
            {
                var activity = streams[earliest].Current;
                if (forget && activity.EventId > millisecond)
                {
                    millisecond = activity.EventId.Value;
                    seen.RemoveWhere(key => key.EventId is not null);
                }
                if (seen.Add(ActivityKey.Of(activity))) yield return activity;

                var wait = streams[earliest].MoveNextAsync();
                isOpen[earliest] = wait.IsCompletedSuccessfully ? wait.Result
                    : await (waits[earliest] = wait.AsTask()).ConfigureAwait(false);
            }
        }
        finally
        {
            ending.Cancel();
            for (var i = 0; i < streams.Length; i++)
            {
                if (waits[i] is { } wait) await Task.WhenAny(wait).ConfigureAwait(false);
                await streams[i].DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The stream with the earliest activity, one without a time first; -1 where all have ended.</summary>
    private static int Earliest(IAsyncEnumerator<Activity>[] streams, bool[] isOpen)
    {
        var earliest = -1;
        for (var i = 0; i < streams.Length; i++)
        {
            if (!isOpen[i]) continue;
            if (earliest < 0 || (streams[i].Current.EventId ?? long.MinValue) < (streams[earliest].Current.EventId ?? long.MinValue)) earliest = i;
        }
        return earliest;
    }
}
