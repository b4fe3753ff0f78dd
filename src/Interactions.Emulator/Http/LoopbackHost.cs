using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Interactions.Emulator.Http;

/// <summary>Kestrel on 127.0.0.1, without configuration, logging and routing.</summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(250);

    private readonly WebApplication _application;
    private readonly X509Certificate2? _certificate;

    private LoopbackHost(WebApplication application, X509Certificate2? certificate)
    {
        _application = application;
        _certificate = certificate;
        Uri = new Uri(application.Urls.Single());
    }

    public Uri Uri { get; }

    public static async Task<LoopbackHost> StartAsync(
        EmulatorOptions options, SuspendableListener listener, OpenConnections connections, RequestDelegate handler, CancellationToken cancellationToken)
    {
        X509Certificate2? certificate = options.Https ? SelfSignedCertificate.Create() : null;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options, connections, certificate));
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => listener.Over(ActivatorUtilities.CreateInstance<SocketTransportFactory>(services)));
        WebApplication application = builder.Build();
        application.Run(handler);
        try
        {
            await application.StartAsync(cancellationToken);
            return new LoopbackHost(application, certificate);
        }
        catch
        {
            await application.DisposeAsync();
            certificate?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource timeout = new(StopTimeout);
        try
        {
            await _application.StopAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // The connections that were still busy have been aborted.
        }

        await _application.DisposeAsync();
        _certificate?.Dispose();
    }

    // No limits on size and speed: tests send what is very large and very slow.
    private static void Configure(KestrelServerOptions kestrel, EmulatorOptions options, OpenConnections connections, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxResponseBufferSize = 1 << 20;
        kestrel.Listen(IPAddress.Loopback, options.Port, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            endpoint.Use(connections.Track);
            if (certificate is not null) endpoint.UseHttps(certificate);
        });
    }
}
