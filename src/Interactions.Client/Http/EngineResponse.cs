using System.Diagnostics;
using System.IO;
using System.Net.Http;

namespace Interactions.Client;

/// <summary>A response whose headers have arrived and whose body is read as it arrives.</summary>
internal sealed class EngineResponse(HttpResponseMessage response, HttpRequestMessage request, CancellationTokenSource deadline,
    TimeSpan operationTimeout, Stopwatch clock, Action<EngineNotice>? notify) : IDisposable
{
    private Stream? _body;
    private long _bytes;
    private bool _disposed;

    /// <summary>The status and headers.</summary>
    public HttpResponseMessage HttpResponse => response;

    /// <summary>Whether as many bytes were read as the response announced. False where it announced no length.</summary>
    public bool IsWhole => _bytes == response.Content.Headers.ContentLength;

    /// <summary>Reads the next part of the body.</summary>
    /// <param name="buffer">The buffer to read into.</param>
    /// <param name="offset">The position in the buffer to start at.</param>
    /// <param name="cancellationToken">The token that the request was sent with.</param>
    /// <returns>How many bytes were read; 0 at the end of the body.</returns>
    /// <exception cref="EngineException">The response paused for longer than the operation timeout, broke off, or cannot be decompressed.</exception>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        try
        {
            deadline.CancelAfter(operationTimeout);
#if NET
            _body ??= await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            var read = await _body.ReadAsync(buffer.AsMemory(offset), deadline.Token).ConfigureAwait(false);
#else
            _body ??= await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var read = await _body.ReadAsync(buffer, offset, buffer.Length - offset, deadline.Token).ConfigureAwait(false);
#endif
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
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
                $"{EngineTransport.Host(request)} paused for more than {operationTimeout.TotalSeconds:0.###} seconds in the middle of its answer.", failure) { IsTransient = true };
        }
        // The Brotli decoder reports invalid data with InvalidOperationException.
        catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException and not ObjectDisposedException)
        {
            throw new EngineException(EngineErrorKind.InvalidResponse, $"{EngineTransport.Host(request)} sent a body that cannot be unpacked.", failure);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw EngineTransport.Unreachable(failure, request);
        }
    }

    /// <summary>Reads the body to its end, or to a limit of bytes.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadToEndAsync(int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[limit];
        var length = 0;
        while (length < limit && await ReadAsync(buffer, length, cancellationToken).ConfigureAwait(false) is > 0 and var read) length += read;
        return buffer.AsMemory(0, length);
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
