using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;

namespace Interactions.Client;

/// <summary>A response whose headers have arrived and whose body is read as it arrives.</summary>
internal sealed class EngineResponse(HttpResponseMessage response, HttpRequestMessage request, CancellationTokenSource deadline,
    TimeSpan operationTimeout, Stopwatch clock, Action<EngineNotice>? notify) : IDisposable
{
    /// <summary>The most bytes that are read at once: decompressing much more would take long, and cannot be ended.</summary>
    private const int MostAtOnce = 1024 * 1024;

    private Stream? _body;
    private Utf8Transcoder? _transcoder;
    private TimeSpan _silence;
    private long _bytes;
    private bool _disposed;

    /// <summary>The status and headers.</summary>
    public HttpResponseMessage HttpResponse => response;

    /// <summary>Whether as many bytes were read as the response announced. False where it announced no length.</summary>
    public bool IsWhole => _transcoder is null && _bytes == response.Content.Headers.ContentLength;

    /// <summary>Reads the next part of the body, as UTF-8.</summary>
    /// <param name="buffer">The buffer to read into.</param>
    /// <param name="offset">The position in the buffer to start at.</param>
    /// <param name="cancellationToken">Ends the reading. Not always the token that the request was sent with: each part of a page may be waited for with one of its own.</param>
    /// <returns>How many bytes were read; 0 at the end of the body.</returns>
    /// <exception cref="EngineException">The response paused for longer than the operation timeout, broke off, or cannot be decompressed or decoded.</exception>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        try
        {
            var started = clock.Elapsed;
            cancellationToken.ThrowIfCancellationRequested();
            using var stopping = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
            deadline.CancelAfter(Remaining());
            var read = await ReadPartAsync(buffer, offset, Math.Min(buffer.Length - offset, MostAtOnce)).ConfigureAwait(false);
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
            // White space is no progress: without end it would otherwise hold the reading for ever.
            _silence = read > 0 && IsWhiteSpace(buffer.AsSpan(offset, read)) ? _silence + (clock.Elapsed - started) : TimeSpan.Zero;
            _bytes += read;
            return read;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException failure)
        {
            throw new EngineException(EngineErrorKind.Timeout,
                $"{EngineTransport.Host(request)} sent nothing for more than {operationTimeout.TotalSeconds:0.###} seconds in the middle of its response.", failure) { IsTransient = true };
        }
        // The Brotli decoder reports invalid data with InvalidOperationException.
        catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException and not ObjectDisposedException)
        {
            throw new EngineException(EngineErrorKind.InvalidResponse, $"{EngineTransport.Host(request)} sent a response that cannot be decompressed.", failure);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw ConnectionFailure.Broken(failure, request);
        }
    }

    /// <summary>What is left of the operation timeout.</summary>
    private TimeSpan Remaining() =>
        operationTimeout == Timeout.InfiniteTimeSpan ? operationTimeout
        : operationTimeout > _silence ? operationTimeout - _silence : TimeSpan.Zero;

    private async ValueTask<int> ReadPartAsync(byte[] buffer, int offset, int count)
    {
        if (_body is null) await OpenAsync().ConfigureAwait(false);
#if NET
        if (_transcoder is null)
        {
            var read = _body!.ReadAsync(buffer.AsMemory(offset, count), deadline.Token);
            return read.IsCompleted ? await read.ConfigureAwait(false) : await UntilDeadlineAsync(read.AsTask()).ConfigureAwait(false);
        }
#endif
        return await UntilDeadlineAsync(_transcoder?.ReadAsync(buffer, offset, count, deadline.Token)
            ?? _body!.ReadAsync(buffer, offset, count, deadline.Token)).ConfigureAwait(false);
    }

    private async Task OpenAsync()
    {
        if (Charset.FindUnknown(response.Content.Headers, out var charset) is { } unknown)
            throw new EngineException(EngineErrorKind.InvalidResponse,
                TerminalText.OneLine($"{EngineTransport.Host(request)} sent text in the unknown charset '{unknown}'.")) { StatusCode = (int)response.StatusCode };
#if NET
        _body = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
#else
        _body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        if (charset is not null) _transcoder = new Utf8Transcoder(_body, charset);
    }

    /// <summary>Waits for a read, but not longer than the deadline, and then closes the response. .NET Framework's response streams do not look at the token.</summary>
    private async Task<int> UntilDeadlineAsync(Task<int> read)
    {
        try
        {
            return await read.OrCanceledAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Closing may itself wait for the connection, so nobody waits for that.
            _ = Task.Run(response.Dispose);
            throw;
        }
    }

    private static bool IsWhiteSpace(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return false;
        return true;
    }

    /// <summary>Reads the body to its end, or to a limit of bytes.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadToEndAsync(int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[limit];
        var length = 0;
        while (length < limit && await ReadAsync(buffer, length, cancellationToken).ConfigureAwait(false) is > 0 and var read) length += read;
        return buffer.AsMemory(0, length);
    }

    /// <summary>Reads the body as text, to its end or to a limit of bytes, in the encoding of its byte order mark where it has one.</summary>
    public async Task<string> ReadTextAsync(int limit, CancellationToken cancellationToken)
    {
        var body = await ReadToEndAsync(limit, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(new MemoryStream(body.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>Closes the response. Where the body was not read to its end, this also closes the connection.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        response.Dispose();
        request.Dispose();
        deadline.Dispose();
        notify?.Invoke(new RequestCompleted(request.Method.Method, request.RequestUri!, (int)response.StatusCode, _bytes, clock.Elapsed));
    }
}
