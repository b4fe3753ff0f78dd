using System.Buffers;
using System.IO.Pipelines;
using Interactions.Emulator.Requests;

namespace Interactions.Emulator.Http;

/// <summary>Sends responses unchanged.</summary>
internal static class ResponseWriter
{
    private const int FlushThreshold = 256 << 10;

    public static async Task WriteAsync(HttpResponse http, Response response, RequestEntry entry, CancellationToken cancellationToken)
    {
        Begin(http, response, entry);
        http.ContentLength = response.Length;
        PipeWriter writer = http.BodyWriter;
        int unflushed = 0;
        foreach (ReadOnlyMemory<byte> piece in response.Body)
        {
            writer.Write(piece.Span);
            entry.Writing(piece.Length);
            unflushed += piece.Length;
            if (unflushed < FlushThreshold) continue;
            unflushed = 0;
            await writer.FlushAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }

        // Kestrel does not send the last bytes of a body of known length until they are flushed.
        if (unflushed > 0) await writer.FlushAsync(cancellationToken);
    }

    /// <summary>Sets the status and the headers.</summary>
    public static void Begin(HttpResponse http, Response response, RequestEntry entry)
    {
        entry.Answering(response.Status);
        http.StatusCode = response.Status;
        http.ContentType = response.ContentType;
        foreach ((string name, string value) in response.Headers) http.Headers[name] = value;
    }
}
