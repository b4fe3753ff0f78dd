using System.Net.Http.Headers;
using System.Text.Json;
using Newtonsoft.Json;

namespace Interactions.Benchmarks;

/// <summary>The loop that the cmdlet is compared with: HTTP requests for the pages of a conversation, and nothing else.</summary>
public static class BareLoop
{
    /// <summary>Only the tokens of the JSON, which nobody who reads it can save.</summary>
    public static Task<long> TokenizeAsync(Uri engine, string token, Guid conversation) => RunAsync(engine, token, conversation, async (content, take) =>
    {
        var json = await content.ReadAsByteArrayAsync();
        Tokenize(json, take);
    });

    private static void Tokenize(byte[] json, Action<long> take)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 2 } && reader.ValueTextEquals("eventId"u8) && reader.Read()) take(reader.GetInt64());
    }

    /// <summary>System.Text.Json, source-generated, one activity at a time.</summary>
    public static Task<long> StreamAsync(Uri engine, string token, Guid conversation) => RunAsync(engine, token, conversation, async (content, take) =>
    {
        await using var body = await content.ReadAsStreamAsync();
        await foreach (var activity in System.Text.Json.JsonSerializer.DeserializeAsyncEnumerable(body, BareJson.Default.BareActivity)) take(activity!.EventId);
    });

    /// <summary>Newtonsoft.Json over the whole page as a string, as the vendor's client reads.</summary>
    public static Task<long> BufferedAsync(Uri engine, string token, Guid conversation) => RunAsync(engine, token, conversation, async (content, take) =>
    {
        var page = JsonConvert.DeserializeObject<List<BareActivity>>(await content.ReadAsStringAsync())!;
        foreach (var activity in page) take(activity.EventId);
    });

    private static async Task<long> RunAsync(Uri engine, string token, Guid conversation, Func<HttpContent, Action<long>, Task> read)
    {
        using var http = new HttpClient { BaseAddress = engine };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var (count, last) = (0L, 0L);
        while (true)
        {
            var from = last;
            using var response = await http.GetAsync($"api/v1/interactions/activities/{conversation}?type=Customer&leid={from}", HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            // Deliberately simple: activities of the page's last millisecond that did not fit on the page are lost.
            await read(response.Content, time =>
            {
                count++;
                last = time;
            });
            if (last == from) return count;
        }
    }
}
