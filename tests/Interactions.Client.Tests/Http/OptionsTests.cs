namespace Interactions.Client.Tests;

/// <summary>What is wrong with the options shows before any request.</summary>
public class OptionsTests
{
    private static readonly Uri Engine = new("https://engine.example");

    [Theory]
    [InlineData("http://engine.example", "plain http")]
    [InlineData("ftp://engine.example", "neither https nor http")]
    [InlineData("https://user:word@engine.example", "user name or password")]
    [InlineData("https://engine.example/?a=1", "query or fragment")]
    [InlineData("https://engine.example/#a", "query or fragment")]
    [InlineData("engine.example", "not a whole address")]
    public void An_address_that_cannot_be_is_refused(string address, string expected)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        var asEngine = Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = uri, Token = "t" }));
        var asIdentity = Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, IdentityUri = uri, ClientId = "c", ClientSecret = "s" }));
        Assert.Contains(expected, asEngine.Message, StringComparison.Ordinal);
        Assert.Contains(expected, asIdentity.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word", asEngine.Message.Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost", false)]
    [InlineData("http://[::1]/engine", false)]
    [InlineData("http://engine.example", true)]
    public void Plain_http_is_for_this_machine_or_where_it_is_allowed(string address, bool allow) =>
        new EngineClient(new EngineOptions { Uri = new Uri(address), Token = "t", AllowUnencryptedAuthentication = allow }).Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("abc\n")]
    [InlineData("abç")]
    public void A_token_that_no_header_could_carry_is_refused(string token) =>
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, Token = token }));

    [Fact]
    public void Either_a_token_or_a_client_with_all_it_needs_must_be_given()
    {
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine }));
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, Token = "t", ClientId = "c", ClientSecret = "s", IdentityUri = Engine }));
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, ClientId = "c", IdentityUri = Engine }));
        Assert.Throws<ArgumentException>(() => new EngineClient(new EngineOptions { Uri = Engine, ClientId = "c", ClientSecret = "s" }));
    }
}
