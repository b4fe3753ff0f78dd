using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace Interactions.Client;

/// <summary>Sends requests. A request that gets no response fails with an <see cref="EngineException"/>.</summary>
internal sealed class EngineTransport : IDisposable
{
    private const string ClientName = "engine";
    private readonly HttpMessageHandler _handler;
    private readonly CertificateCheck _certificates;
    private readonly Task<(ServiceProvider Services, HttpClient Client)> _client;
    private readonly TimeSpan _connectionTimeout;
    private readonly TimeSpan _operationTimeout;

    public EngineTransport(EngineOptions options)
    {
        _connectionTimeout = Limit(options.ConnectionTimeout);
        _operationTimeout = Limit(options.OperationTimeout);
        Proxy = new ProxyChoice(options);
        _certificates = new CertificateCheck(options.SkipCertificateCheck);
        _handler = HandlerFactory.Create(options, Proxy, _certificates);
        // Built in the background: the cost is mostly JIT, and the caller has other work before its first request.
        _client = Task.Run(CreateClient);
    }

    /// <summary>Which proxy requests go through.</summary>
    public ProxyChoice Proxy { get; }

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

    /// <summary>An empty body with the content type that the contract lists for requests without one (contract §3).</summary>
    /// <returns><see langword="null"/> where the runtime cannot send a content type with GET: .NET Framework, and Mono in its place.</returns>
    public static HttpContent? EmptyJson() =>
        Environment.Version.Major < 5 ? null : new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>Sends a request and waits for the headers of its response.</summary>
    /// <param name="request">The request; disposed with the response.</param>
    /// <param name="notify">Receives a notice when the request has ended.</param>
    /// <param name="cancellationToken">Cancels the request. Each read of the response has a token of its own.</param>
    /// <exception cref="EngineException">There was no response, or not within the connection timeout.</exception>
    public async Task<EngineResponse> SendAsync(HttpRequestMessage request, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_connectionTimeout);
        try
        {
            var response = await (await _client.ConfigureAwait(false)).Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            if ((int)response.StatusCode == 407) throw ConnectionFailure.ProxyLogin(request, Proxy);
            return new EngineResponse(response, request, deadline, _operationTimeout, clock, notify);
        }
        catch (Exception failure)
        {
            deadline.Dispose();
            notify?.Invoke(new RequestCompleted(request.Method.Method, request.RequestUri!, (failure as EngineException)?.StatusCode, 0, clock.Elapsed));
            cancellationToken.ThrowIfCancellationRequested();
            throw failure switch
            {
                EngineException known => known,
                OperationCanceledException => new EngineException(EngineErrorKind.Timeout, $"{Host(request)} did not answer within {_connectionTimeout.TotalSeconds:0.###} seconds.", failure)
                {
                    IsTransient = true,
                    Cause = FailureCause.Outage,
                },
                _ => ConnectionFailure.NoResponse(failure, request, Proxy, _certificates),
            };
        }
    }

    /// <summary>The host and port of a request, for messages.</summary>
    public static string Host(HttpRequestMessage request) => request.RequestUri!.Authority;

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        _client.Result.Services.Dispose();
        _handler.Dispose();
    }
}
