using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Interactions.Client.Tests;

/// <summary>A server on loopback for what the emulator does not speak: proxies, broken TLS. Serves each connection with a function.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private int _connections;

    public LoopbackServer(Func<Stream, Task> serve)
    {
        _listener.Start();
        _serving = ServeAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Authority => $"127.0.0.1:{Port}";

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What the first request of the latest connection began with, up to its empty line.</summary>
    public string Head { get; private set; } = "";

    /// <summary>A server that answers every request with the same text and closes the connection.</summary>
    public static LoopbackServer Answering(string response)
    {
        LoopbackServer? server = null;
        return server = new LoopbackServer(async stream =>
        {
            server!.Head = await ReadHeadAsync(stream);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(response));
        });
    }

    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0) head.Append((char)one[0]);
        return head.ToString();
    }

    private async Task ServeAsync(Func<Stream, Task> serve)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                await serve(client.GetStream()).WaitAsync(TimeSpan.FromSeconds(20), _stopping.Token);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The client may go at any time.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }
}
