using Microsoft.AspNetCore.Connections;

namespace Interactions.Emulator.Requests;

/// <summary>Counts the TCP connections that are open.</summary>
internal sealed class ConnectionCounter
{
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _open);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
