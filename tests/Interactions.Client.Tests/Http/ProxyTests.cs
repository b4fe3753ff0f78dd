using System.Net;
using System.Text;

namespace Interactions.Client.Tests;

// The system's proxy belongs to the process.
[CollectionDefinition(nameof(ProxyTests), DisableParallelization = true)]
[Collection(nameof(ProxyTests))]
public class ProxyTests
{
    private const string Login = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("https://engine.invalid", "requires a user name and password (407).")]
    [InlineData("http://engine.invalid", "requires a user name and password (407).")]
    public async Task A_proxy_that_wants_a_password_is_named_and_asked_once(string engine, string expected)
    {
        await using var proxy = LoopbackServer.Answering(Login);
        using var client = Client(engine, $"http://{proxy.Authority}");
        var failure = await FailAsync(client);
        Assert.Equal((EngineErrorKind.Unreachable, 407, FailureCause.ProxyAuthentication), (failure.Kind, failure.StatusCode, failure.Cause));
        Assert.Equal($"The proxy {proxy.Authority} {expected}", failure.Message);
        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task A_password_that_a_proxy_refuses_is_not_tried_again_and_not_shown()
    {
        await using var proxy = LoopbackServer.Answering(Login);
        using var client = Client("https://engine.invalid", $"http://{proxy.Authority}", new NetworkCredential("me", "passw0rd"));
        var failure = await FailAsync(client);
        Assert.Equal($"The proxy {proxy.Authority} does not accept the user name and password (407).", failure.Message);
        Assert.DoesNotContain("passw0rd", failure.ToString(), StringComparison.Ordinal);

        // Once without the password, as HTTP wants it, and once with it.
        Assert.InRange(proxy.Connections, 1, 2);
    }

    [Theory]
    [InlineData(403, 1)]
    [InlineData(502, 3)]
    public async Task A_proxy_that_refuses_is_named_and_not_the_engine(int status, int connections)
    {
        await using var proxy = LoopbackServer.Answering($"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var client = Client("https://engine.invalid", $"http://{proxy.Authority}");
        var failure = await FailAsync(client);
        Assert.Equal($"The proxy {proxy.Authority} cannot connect to engine.invalid ({status}).", failure.Message);
        Assert.Equal(FailureCause.Proxy, failure.Cause);
        Assert.Equal(connections, proxy.Connections);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named()
    {
        var gone = LoopbackServer.Answering("");
        await gone.DisposeAsync();
        using var refused = Client("https://engine.invalid", $"http://{gone.Authority}");
        Assert.Equal($"The proxy {gone.Authority} refused the connection.", (await FailAsync(refused)).Message);
        using var unknown = Client("https://engine.invalid", "http://proxy.invalid:81");
        Assert.Equal("There is no proxy proxy.invalid:81.", (await FailAsync(unknown)).Message);
    }

    [Theory]
    [InlineData("socks4", 4)]
    [InlineData("socks4a", 4)]
    [InlineData("socks5", 5)]
    public async Task A_socks_proxy_is_spoken_to_in_its_own_way(string scheme, byte version)
    {
        var greetings = new List<byte>();
        await using var proxy = new LoopbackServer(async stream =>
        {
            var first = new byte[1];
            if (await stream.ReadAsync(first) > 0) greetings.Add(first[0]);
        });
        using var client = Client("https://127.0.0.1:1", $"{scheme}://{proxy.Authority}");
        var failure = await FailAsync(client);
        Assert.All(greetings, greeting => Assert.Equal(version, greeting));
        Assert.NotEmpty(greetings);
        Assert.StartsWith($"The proxy {proxy.Authority} cannot connect to 127.0.0.1:1: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socks_proxy_that_wants_a_password_is_named_and_asked_once()
    {
        await using var proxy = new LoopbackServer(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[2]);
            await stream.WriteAsync("\u0005"u8.ToArray().Append((byte)0xff).ToArray());
        });
        using var client = Client("https://127.0.0.1:1", $"socks5://{proxy.Authority}");
        Assert.Equal(FailureCause.ProxyAuthentication, (await FailAsync(client)).Cause);
        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task This_machine_is_never_reached_through_the_systems_proxy()
    {
        await using var proxy = LoopbackServer.Answering(Login);
        await using var emulator = await Emulated.StartAsync([1]);
        await WithSystemProxyAsync(new Uri($"http://me:passw0rd@{proxy.Authority}"), async () =>
        {
            foreach (var host in (string[])["127.0.0.1", "localhost"])
            {
                using var client = new EngineClient(new EngineOptions { Uri = new Uri($"http://{host}:{emulator.Uri.Port}"), Token = emulator.IssueToken(), MaximumRetryCount = 0 });
                Assert.Null(client.Proxy);
                Assert.Single((await client.ReadAsync(Emulated.Query())).Activities);
            }
            Assert.Equal(0, proxy.Connections);

            // Others are, and what is shown of it holds no password.
            using var far = new EngineClient(new EngineOptions { Uri = new Uri("https://engine.invalid"), Token = "t0ken", MaximumRetryCount = 0 });
            Assert.Equal($"http://{proxy.Authority}/", far.Proxy!.AbsoluteUri);
            Assert.Equal(FailureCause.ProxyAuthentication, (await FailAsync(far)).Cause);
            using var none = new EngineClient(new EngineOptions { Uri = new Uri("https://engine.invalid"), Token = "t0ken", MaximumRetryCount = 0, NoProxy = true });
            Assert.Null(none.Proxy);
            Assert.Equal("There is no host engine.invalid.", (await FailAsync(none)).Message);
        });
    }

    [Fact]
    public void Plain_http_to_this_machine_over_a_proxy_elsewhere_must_be_allowed()
    {
        EngineOptions Options(bool allow) => new() { Uri = new Uri("http://127.0.0.1"), Token = "t0ken", Proxy = new Uri("http://proxy.example:8080"), AllowUnencryptedAuthentication = allow };
        Assert.Contains("proxy.example over plain http", Assert.Throws<ArgumentException>(() => new EngineClient(Options(allow: false))).Message, StringComparison.Ordinal);
        new EngineClient(Options(allow: true)).Dispose();
    }

    private static EngineClient Client(string engine, string proxy, ICredentials? credential = null) => new(new EngineOptions
    {
        Uri = new Uri(engine),
        Token = "t0ken",
        Proxy = new Uri(proxy),
        ProxyCredential = credential,
        MaximumRetryCount = 2,
        RetryInterval = TimeSpan.FromMilliseconds(1),
        AllowUnencryptedAuthentication = true,
    });

    private static async Task<EngineException> FailAsync(EngineClient client) => (await client.ReadAsync(Emulated.Query())).Failure!;

#pragma warning disable SYSLIB0014 // The build for Windows PowerShell asks the older class.
    private static async Task WithSystemProxyAsync(Uri address, Func<Task> act)
    {
        var (before, older) = (HttpClient.DefaultProxy, WebRequest.DefaultWebProxy);
        try
        {
            HttpClient.DefaultProxy = new WebProxy(address);
            WebRequest.DefaultWebProxy = new WebProxy(address);
            await act();
        }
        finally
        {
            (HttpClient.DefaultProxy, WebRequest.DefaultWebProxy) = (before, older);
        }
    }
#pragma warning restore SYSLIB0014
}
