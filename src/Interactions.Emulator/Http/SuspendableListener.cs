using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Interactions.Emulator.Http;

/// <summary>Listens on one port, and can stop listening for a while: connections are refused then, as by a machine whose service is down.</summary>
internal sealed class SuspendableListener : IConnectionListenerFactory, IConnectionListener
{
    private readonly SemaphoreSlim _changing = new(1, 1);

    // They are disposed last, because that would break the connections that they accepted.
    private readonly List<IConnectionListener> _suspended = [];
    private IConnectionListenerFactory? _sockets;
    private IConnectionListener? _listener;
    private TaskCompletionSource _listening = NewSource();
    private Socket? _reservation;
    private bool _isUnbound;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.None, 0);

    /// <summary>This listener, which listens by means of another one.</summary>
    public SuspendableListener Over(IConnectionListenerFactory sockets)
    {
        _sockets = sockets;
        return this;
    }

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        _listener = await _sockets!.BindAsync(endpoint, cancellationToken);
        EndPoint = _listener.EndPoint;
        _listening.SetResult();
        return this;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await _listening.Task.WaitAsync(cancellationToken);
            if (_isUnbound) return null;
            if (await _listener!.AcceptAsync(cancellationToken) is { } connection) return connection;

            // The listener was unbound: for good, or by SuspendAsync, which then sets a new _listening to wait for.
            await _changing.WaitAsync(cancellationToken);
            _changing.Release();
        }
    }

    public async Task SuspendAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (_reservation is not null || _isUnbound) return;
            _listening = NewSource();
            await _listener!.UnbindAsync();
            _suspended.Add(_listener);

            // A socket that is bound but does not listen keeps the port from being given to somebody else.
            _reservation = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _reservation.Bind(EndPoint);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task ResumeAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (_reservation is null || _isUnbound) return;
            _reservation.Dispose();
            _reservation = null;
            _listener = await _sockets!.BindAsync(EndPoint);
            _listening.SetResult();
        }
        finally
        {
            _changing.Release();
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _isUnbound = true;
        if (_listener is not null) await _listener.UnbindAsync(cancellationToken);
        _listening.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
        foreach (IConnectionListener listener in _suspended) await listener.DisposeAsync();
        _reservation?.Dispose();
        _changing.Dispose();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
