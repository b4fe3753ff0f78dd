namespace Interactions.Client.Tests;

/// <summary>Options that cannot be used are refused before any request.</summary>
public class OptionsTests
{
    private static readonly Uri Engine = new("https://engine.example");

    [Theory]
    [InlineData("http://engine.example", "plain http")]
    [InlineData("ftp://engine.example", "must start with https:// or http://")]
    [InlineData("https://user:word@engine.example", "user name or password")]
    [InlineData("https://user:word@engine.example/@here?x=word", "user name or password")]
    [InlineData("user:word@engine.example", "user name or password")]
    [InlineData("//user:word@engine.example", "user name or password")]
    [InlineData("https://engine.example/?a=1", "query or fragment")]
    [InlineData("https://engine.example/#a", "query or fragment")]
    [InlineData("engine.example", "not an absolute URL")]
    public void An_address_that_cannot_be_used_is_refused(string address, string expected)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        var asEngine = Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = uri, Token = "t" }));
        var asIdentity = Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, IdentityUri = uri, ClientId = "c", ClientSecret = "s" }));
        Assert.Contains(expected, asEngine.Message, StringComparison.Ordinal);
        Assert.Contains(expected, asIdentity.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word", asEngine.Message.Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_at_sign_in_a_path_is_no_password() => new EngineClient(new EngineOptions { Uri = new Uri("https://engine.example/@tenant"), Token = "t" }).Dispose();

    [Fact]
    public void Options_for_proxies_that_contradict_each_other_are_refused()
    {
        var (proxy, credential) = (new Uri("http://proxy.example:8080"), new System.Net.NetworkCredential("me", "word"));
        EngineOptions[] contradictions =
        [
            new() { Uri = Engine, Token = "t", NoProxy = true, Proxy = proxy },
            new() { Uri = Engine, Token = "t", NoProxy = true, ProxyCredential = credential },
            new() { Uri = Engine, Token = "t", NoProxy = true, ProxyUseDefaultCredentials = true },
            new() { Uri = Engine, Token = "t", Proxy = proxy, ProxyCredential = credential, ProxyUseDefaultCredentials = true },
        ];
        Assert.All(contradictions, options => Assert.Equal(OptionsProblemKind.ProxySwitches, OptionsProblem.Find(options)?.Kind));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost", false)]
    [InlineData("http://[::1]/engine", false)]
    [InlineData("http://engine.example", true)]
    public void Plain_http_is_accepted_to_this_machine_or_where_it_is_allowed(string address, bool allow) =>
        new EngineClient(new EngineOptions { Uri = new Uri(address), Token = "t", AllowUnencryptedAuthentication = allow }).Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("abc\n")]
    [InlineData("abç")]
    public void A_token_that_cannot_be_sent_in_a_header_is_refused(string token) =>
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, Token = token }));

    [Fact]
    public void A_token_or_a_client_id_with_secret_and_identity_service_is_needed()
    {
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine }));
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, Token = "t", ClientId = "c", ClientSecret = "s", IdentityUri = Engine }));
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, ClientId = "c", IdentityUri = Engine }));
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, ClientId = "c", ClientSecret = "s" }));
    }

    [Fact]
    public void A_proxy_together_with_none_is_refused() =>
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, Token = "t", Proxy = new Uri("http://proxy.example"), NoProxy = true }));

    [Theory]
    [InlineData("ftp://proxy.example")]
    [InlineData("proxy.example")]
    public void A_proxy_address_that_cannot_be_used_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, Token = "t", Proxy = new Uri(address, UriKind.RelativeOrAbsolute) }));

    [Fact]
    public void Negative_numbers_are_refused()
    {
        var negative = TimeSpan.FromTicks(-1);
        EngineOptions[] each =
        [
            new() { Uri = Engine, Token = "t", MaximumRetryCount = -1 },
            new() { Uri = Engine, Token = "t", RetryInterval = negative },
            new() { Uri = Engine, Token = "t", MaximumRetryInterval = negative },
            new() { Uri = Engine, Token = "t", ConnectionTimeout = negative },
            new() { Uri = Engine, Token = "t", OperationTimeout = negative },
        ];
        Assert.All(each, options => Assert.Throws<ArgumentException>(() => new EngineClient(options)));
    }

    [Fact]
    public void A_timeout_may_be_infinite() => new EngineClient(new EngineOptions
    {
        Uri = Engine,
        Token = "t",
        ConnectionTimeout = Timeout.InfiniteTimeSpan,
        OperationTimeout = Timeout.InfiniteTimeSpan,
    }).Dispose();
}
