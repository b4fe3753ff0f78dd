using System.Diagnostics;
using System.IO.Compression;
using Interactions.Emulator.Http;
using Interactions.Emulator.Requests;

namespace Interactions.Emulator.Faults;

/// <summary>Sends a response the way a <see cref="Fault"/> says: compressed, truncated, slowly, in part, or not at all.</summary>
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

        ResponseWriter.Begin(context.Response, response, entry);
        ReadOnlyMemory<byte> body = response.BodyBytes();
        if (fault.ContentEncoding is { } encoding)
        {
            body = Compress(body, encoding);
            context.Response.Headers.ContentEncoding = encoding;
        }

        if (fault.TruncateAfterBytes is { } length) body = Start(body, length);

        // Without a length the body is chunked. Its end is then missing even when the fault comes after the last byte.
        bool isWhole = fault.DropAfterBytes is null && fault.StallAfterBytes is null;
        if (isWhole) context.Response.ContentLength = body.Length;

        body = Start(body, fault.DropAfterBytes ?? fault.StallAfterBytes ?? body.Length);
        await WriteAsync(context.Response, body, fault.DripBytesPerSecond, entry, cancellationToken);

        if (fault.DropAfterBytes is not null)
        {
            await Task.Delay(ResetDelay, cancellationToken);
            context.Abort();
        }
        else if (fault.StallAfterBytes is not null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> body, int? bytesPerSecond, RequestEntry entry, CancellationToken cancellationToken)
    {
        await response.StartAsync(cancellationToken);
        if (bytesPerSecond is not { } speed)
        {
            await WriteAsync(body);
            return;
        }

        int step = Math.Max(1, speed / 20);
        Stopwatch watch = Stopwatch.StartNew();
        for (int written = 0; written < body.Length; written += step)
        {
            await WriteAsync(Start(body[written..], step));
            TimeSpan due = TimeSpan.FromSeconds((double)(written + step) / speed);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed, cancellationToken);
        }

        async ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
        {
            entry.Writing(piece.Length);
            await response.BodyWriter.WriteAsync(piece, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static ReadOnlyMemory<byte> Start(ReadOnlyMemory<byte> body, int length) => body[..Math.Min(length, body.Length)];

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> body, string encoding)
    {
        using MemoryStream compressed = new();
        using (Stream stream = encoding == "br"
            ? new BrotliStream(compressed, CompressionLevel.Fastest)
            : new GZipStream(compressed, CompressionLevel.Fastest))
        {
            stream.Write(body.Span);
        }

        return compressed.ToArray();
    }
}
