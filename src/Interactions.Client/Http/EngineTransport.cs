using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace Interactions.Client;

/// <summary>Sends requests and turns everything that can go wrong on the way into an <see cref="EngineException"/>.</summary>
internal sealed class EngineTransport : IDisposable
{
    private const string ClientName = "engine";
    private readonly HttpClientHandler _handler;
    private readonly Task<(ServiceProvider Services, HttpClient Client)> _made;
    private readonly TimeSpan _connectionTimeout;
    private readonly TimeSpan _operationTimeout;

    public EngineTransport(EngineOptions options)
    {
        _connectionTimeout = Limit(options.ConnectionTimeout);
        _operationTimeout = Limit(options.OperationTimeout);
        _handler = Handler(options);
        // In a fresh process this is mostly work for the compiler, so it is done while the caller gets ready to ask.
        _made = Task.Run(Make);
    }

    private (ServiceProvider Services, HttpClient Client) Make()
    {
        var services = new ServiceCollection();
        services.AddHttpClient(ClientName, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            client.DefaultRequestHeaders.UserAgent.ParseAdd($"Interactions/{typeof(EngineTransport).Assembly.GetName().Version!.ToString(3)}");
        }).ConfigurePrimaryHttpMessageHandler(() => _handler)
            // One handler for the client's life, so that its connections can be closed with it.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        // The factory wraps each request in log scopes that nobody listens to.
        services.RemoveAll<IHttpMessageHandlerBuilderFilter>();
        var provider = services.BuildServiceProvider();
        return (provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName));
    }

    private static TimeSpan Limit(TimeSpan timeout) => timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan;

    internal static HttpClientHandler Handler(EngineOptions options)
    {
        var handler = new HttpClientHandler
        {
            // A redirect would send the token's bearer elsewhere; the engine has no reason for one.
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
        // Windows PowerShell may still offer no TLS that engines take; changing that for the process would change it for other modules.
        var offered = ServicePointManager.SecurityProtocol;
        if (offered != 0 && !offered.HasFlag(SecurityProtocolType.Tls12)) handler.SslProtocols = SslProtocols.Tls12;
#endif
        if (options.SkipCertificateCheck) handler.ServerCertificateCustomValidationCallback = static (_, _, _, _) => true;
        return handler;
    }

    /// <summary>Sends a request and waits until its answer begins.</summary>
    public async Task<EngineReply> SendAsync(HttpRequestMessage request, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_connectionTimeout);
        try
        {
            var response = await (await _made.ConfigureAwait(false)).Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            return new EngineReply(response, request, deadline, _operationTimeout, clock, notify);
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

    /// <summary>What broke on the way to or from a host.</summary>
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
        // A name that does not exist will not exist in a second either.
        return new EngineException(EngineErrorKind.Unreachable, message, failure) { IsTransient = socket is not (SocketError.HostNotFound or SocketError.NoData) };
    }

    public static string Host(HttpRequestMessage request) => request.RequestUri!.Authority;

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    public void Dispose()
    {
        _made.Result.Services.Dispose();
        _handler.Dispose();
    }
}
