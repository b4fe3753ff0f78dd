using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace Interactions.Client;

/// <summary>Sends requests. A request that gets no response fails with an <see cref="EngineException"/>.</summary>
internal sealed class EngineTransport : IDisposable
{
    private const string ClientName = "engine";
    private readonly HttpClientHandler _handler;
    private readonly Task<(ServiceProvider Services, HttpClient Client)> _client;
    private readonly TimeSpan _connectionTimeout;
    private readonly TimeSpan _operationTimeout;

    public EngineTransport(EngineOptions options)
    {
        _connectionTimeout = Limit(options.ConnectionTimeout);
        _operationTimeout = Limit(options.OperationTimeout);
        _handler = CreateHandler(options);
        // Built in the background: the cost is mostly JIT, and the caller has other work before its first request.
        _client = Task.Run(CreateClient);
    }

    private (ServiceProvider Services, HttpClient Client) CreateClient()
    {
        var services = new ServiceCollection();
        services.AddHttpClient(ClientName, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            client.DefaultRequestHeaders.UserAgent.ParseAdd($"Interactions/{typeof(EngineTransport).Assembly.GetName().Version!.ToString(3)}");
        }).ConfigurePrimaryHttpMessageHandler(() => _handler)
            // The handler is never replaced, so that disposing it closes all connections.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        // Removes the factory's logging, which costs time for each request and has no listener.
        services.RemoveAll<IHttpMessageHandlerBuilderFilter>();
        var provider = services.BuildServiceProvider();
        return (provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName));
    }

    /// <summary>A timeout; zero means none.</summary>
    private static TimeSpan Limit(TimeSpan timeout) => timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan;

    /// <summary>The handler with proxy, TLS and decompression as the options say.</summary>
    internal static HttpClientHandler CreateHandler(EngineOptions options)
    {
        var handler = new HttpClientHandler
        {
            // A redirect would send the token to another address, and the contract knows none.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !options.NoProxy,
#if NET
            AutomaticDecompression = DecompressionMethods.All,
#else
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
#endif
        };
        var credential = options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : options.ProxyCredential;
        if (options.Proxy is null) handler.DefaultProxyCredentials = credential;
        else handler.Proxy = new WebProxy(options.Proxy) { Credentials = credential };
#if !NET
        // .NET Framework otherwise allows two connections to a host. This is the handler's own limit, not the process-wide one.
        handler.MaxConnectionsPerServer = int.MaxValue;
        // Windows PowerShell may be set to TLS versions that engines refuse. Set on the handler: the process-wide setting belongs to other modules too.
        var offered = ServicePointManager.SecurityProtocol;
        if (offered != 0 && !offered.HasFlag(SecurityProtocolType.Tls12)) handler.SslProtocols = SslProtocols.Tls12;
#endif
        if (options.SkipCertificateCheck) handler.ServerCertificateCustomValidationCallback = static (_, _, _, _) => true;
        return handler;
    }

    /// <summary>Sends a request and waits for the headers of its response.</summary>
    /// <param name="request">The request; disposed with the response.</param>
    /// <param name="notify">Receives a notice when the request has ended.</param>
    /// <param name="cancellationToken">Cancels the request, and later reading its response.</param>
    /// <exception cref="EngineException">There was no response, or not within the connection timeout.</exception>
    public async Task<EngineResponse> SendAsync(HttpRequestMessage request, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_connectionTimeout);
        try
        {
            var response = await (await _client.ConfigureAwait(false)).Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            return new EngineResponse(response, request, deadline, _operationTimeout, clock, notify);
        }
        catch (Exception failure)
        {
            deadline.Dispose();
            notify?.Invoke(new RequestCompleted(request.Method.Method, request.RequestUri!, null, 0, clock.Elapsed));
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is ObjectDisposedException) throw new EngineException(EngineErrorKind.Unreachable, $"The connection to {Host(request)} was ended on this side.", failure);
            throw failure is OperationCanceledException
                ? new EngineException(EngineErrorKind.Timeout, $"{Host(request)} did not answer within {_connectionTimeout.TotalSeconds:0.###} seconds.", failure) { IsTransient = true }
                : Unreachable(failure, request);
        }
    }

    /// <summary>The exception for a connection that could not be made or broke.</summary>
    public static EngineException Unreachable(Exception failure, HttpRequestMessage request)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<AuthenticationException>().Any())
            return new EngineException(EngineErrorKind.Unreachable, $"The certificate of {Host(request)} is not trusted.", failure);

        var socket = causes.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        var message = socket switch
        {
            SocketError.HostNotFound or SocketError.NoData => $"There is no host {Host(request)}.",
            SocketError.TryAgain => $"The name {Host(request)} could not be resolved.",
            SocketError.ConnectionRefused => $"{Host(request)} refused the connection.",
            _ => $"The connection to {Host(request)} broke: {causes[causes.Count - 1].Message}",
        };
        // DNS failures for a name that does not exist are permanent, so they are not retried.
        return new EngineException(EngineErrorKind.Unreachable, message, failure) { IsTransient = socket is not (SocketError.HostNotFound or SocketError.NoData) };
    }

    /// <summary>The host and port of a request, for messages.</summary>
    public static string Host(HttpRequestMessage request) => request.RequestUri!.Authority;

    /// <summary>An exception and its inner exceptions, the outermost first.</summary>
    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        _client.Result.Services.Dispose();
        _handler.Dispose();
    }
}
