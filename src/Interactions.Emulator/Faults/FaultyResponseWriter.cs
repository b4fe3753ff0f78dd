using System.Diagnostics;
using System.IO.Compression;
using System.IO.Pipelines;
using Interactions.Emulator.Http;
using Interactions.Emulator.Requests;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Interactions.Emulator.Faults;

/// <summary>Sends a response the way a <see cref="Fault"/> says: compressed, truncated, slowly, in part, raw, or not at all.</summary>
internal static class FaultyResponseWriter
{
    // A reset discards bytes that were flushed but have not reached the socket yet, so it comes a little later.
    private static readonly TimeSpan ResetDelay = TimeSpan.FromMilliseconds(50);

    public static async Task WriteAsync(HttpContext context, Response response, Fault fault, RequestEntry entry, CancellationToken cancellationToken)
    {
        if (fault.DropAfterBytes == 0)
        {
            context.Abort();
            return;
        }

        if (fault.StallAfterBytes == 0) await Task.Delay(Timeout.Infinite, cancellationToken);

        if (fault.ContentEncoding is { } encoding) response = Compressed(response, encoding);
        if (fault.TruncateAfterBytes is { } kept) response = response.WithBody(Start(response.Body, kept), Math.Min(kept, response.Length ?? kept));
        IEnumerable<ReadOnlyMemory<byte>> sent = (fault.DropAfterBytes ?? fault.StallAfterBytes) is { } length ? Start(response.Body, length) : response.Body;
        PipeWriter writer = fault.Raw
            ? context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output
            : await BeginAsync(context.Response, response, fault, entry, cancellationToken);
        await WriteAsync(writer, sent, fault.DripBytesPerSecond, entry, cancellationToken);

        if (fault.DropAfterBytes is not null)
        {
            await Task.Delay(ResetDelay, cancellationToken);
            context.Abort();
        }
        else if (fault.StallAfterBytes is not null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        else if (fault.Raw)
        {
            // This closes the connection, which Kestrel reports as a client that disconnected.
            await writer.CompleteAsync();
            await Task.Delay(ResetDelay, CancellationToken.None);
            context.Abort();
        }
    }

    private static async Task<PipeWriter> BeginAsync(HttpResponse http, Response response, Fault fault, RequestEntry entry, CancellationToken cancellationToken)
    {
        ResponseWriter.Begin(http, response, entry);
        if (fault.ContentEncoding is { } encoding) http.Headers.ContentEncoding = encoding;

        // Without a length the body is chunked. Its end is then missing even when the fault comes after the last byte.
        bool isWhole = fault.DropAfterBytes is null && fault.StallAfterBytes is null;
        if (isWhole) http.ContentLength = response.Length;
        await http.StartAsync(cancellationToken);
        return http.BodyWriter;
    }

    private static async Task WriteAsync(
        PipeWriter writer, IEnumerable<ReadOnlyMemory<byte>> body, int? bytesPerSecond, RequestEntry entry, CancellationToken cancellationToken)
    {
        int step = bytesPerSecond is { } speed ? Math.Max(1, speed / 20) : int.MaxValue;
        Stopwatch watch = Stopwatch.StartNew();
        long written = 0;
        foreach (ReadOnlyMemory<byte> piece in body)
        {
            for (ReadOnlyMemory<byte> left = piece; !left.IsEmpty; left = left[Math.Min(step, left.Length)..])
            {
                ReadOnlyMemory<byte> next = left[..Math.Min(step, left.Length)];
                entry.Writing(next.Length);
                await writer.WriteAsync(next, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();

                written += next.Length;
                if (bytesPerSecond is null) continue;
                TimeSpan due = TimeSpan.FromSeconds((double)written / bytesPerSecond.Value);
                if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed, cancellationToken);
            }
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Start(IEnumerable<ReadOnlyMemory<byte>> body, int length)
    {
        foreach (ReadOnlyMemory<byte> piece in body)
        {
            if (length == 0) yield break;
            ReadOnlyMemory<byte> start = piece[..Math.Min(length, piece.Length)];
            length -= start.Length;
            yield return start;
        }
    }

    // A body with an end is compressed at once, so that the response has a Content-Length.
    private static Response Compressed(Response response, string encoding)
    {
        IEnumerable<ReadOnlyMemory<byte>> compressed = Compress(response.Body, encoding);
        return response.Length is null ? response.WithBody(compressed, null) : response.WithBody(response.WithBody(compressed, null).BodyBytes());
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Compress(IEnumerable<ReadOnlyMemory<byte>> body, string encoding)
    {
        using MemoryStream compressed = new();
        using (Stream stream = encoding == "br"
            ? new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (ReadOnlyMemory<byte> piece in body)
            {
                stream.Write(piece.Span);
                if (compressed.Length == 0) continue;
                yield return compressed.ToArray();
                compressed.SetLength(0);
            }
        }

        yield return compressed.ToArray();
    }
}
