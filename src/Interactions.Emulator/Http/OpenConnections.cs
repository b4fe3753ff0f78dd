using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Interactions.Emulator.Http;

/// <summary>The TCP connections that are open.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new();

    public int Count => _open.Count;

    /// <summary>Connection middleware that knows a connection from its start to its end.</summary>
    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    };

    /// <summary>Resets all connections.</summary>
    /// <param name="exceptId">The id of a connection to leave open, or null.</param>
    public void Abort(string? exceptId)
    {
        foreach ((string id, ConnectionContext connection) in _open)
        {
            if (id != exceptId) connection.Abort();
        }
    }
}
