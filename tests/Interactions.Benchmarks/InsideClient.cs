using System.Net;
using BenchmarkDotNet.Attributes;
using Interactions.Client;
using Interactions.Emulator;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Interactions.Benchmarks;

/// <summary>The work of the client on a page of 1,000 generated activities whose bytes have arrived.</summary>
[MemoryDiagnoser]
public class InsideClient
{
    private readonly ActivityReader _reader = new(shapeObject: null);
    private byte[] _page = [];
    private List<Activity> _activities = [];

    [GlobalSetup]
    public async Task SetupAsync()
    {
        await using var emulator = await EngineEmulator.StartAsync(new EmulatorOptions { Port = 0, Activities = 2_000, PageCap = 1_000 });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", emulator.IssueToken());
        _page = await http.GetByteArrayAsync(new Uri(emulator.Uri, $"api/v1/interactions/activities/{emulator.ConversationId}?type=Customer"));
        _activities = await ParseAsync();
    }

    [Benchmark]
    public async Task<List<Activity>> ParseAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(_page), RequestMessage = request };
        using var reader = new ActivityArrayParser(new EngineResponse(response, request, new CancellationTokenSource(), Timeout.InfiniteTimeSpan, Stopwatch.StartNew(), null), _reader, Guid.Empty);
        var page = new List<Activity>();
        while (await reader.ReadAsync(page, CancellationToken.None))
        {
        }
        return page;
    }

    [Benchmark]
    public int Cursor() => new Cursor(0, new EngineTraits()).Take([.. _activities]).Count;

    [Benchmark]
    public async Task<int> MergeAsync()
    {
        var count = 0;
        await foreach (var page in TypeMerge.ByTimeAsync([("Customer", Pages()), ("Agent", Pages()), ("Bot", Pages())], isInOrder: true)) count += page.Count;
        return count;
    }

    private async IAsyncEnumerable<List<Activity>> Pages()
    {
        await Task.CompletedTask;
        yield return _activities;
    }
}
