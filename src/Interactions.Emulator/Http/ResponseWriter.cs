using System.Buffers;
using System.IO.Pipelines;

namespace Interactions.Emulator.Http;

/// <summary>Sends answers as they are.</summary>
internal static class Delivery
{
    private const int FlushThreshold = 256 << 10;

    public static async Task SendAsync(HttpResponse response, Answer answer, RequestEntry entry, CancellationToken cancellationToken)
    {
        Begin(response, answer, entry);
        response.ContentLength = answer.Length;
        PipeWriter writer = response.BodyWriter;
        int unflushed = 0;
        foreach (ReadOnlyMemory<byte> piece in answer.Body)
        {
            writer.Write(piece.Span);
            entry.Writing(piece.Length);
            unflushed += piece.Length;
            if (unflushed < FlushThreshold) continue;
            unflushed = 0;
            await writer.FlushAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }

        // Kestrel leaves the rest lying when the end of a body of known length is not flushed.
        if (unflushed > 0) await writer.FlushAsync(cancellationToken);
    }

    public static void Begin(HttpResponse response, Answer answer, RequestEntry entry)
    {
        entry.Answering(answer.Status);
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        foreach ((string name, string value) in answer.Headers) response.Headers[name] = value;
    }
}
