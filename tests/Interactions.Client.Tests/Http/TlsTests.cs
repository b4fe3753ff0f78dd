#if DESKTOP // On .NET, the system chooses the TLS version.
using System.Net;
using System.Net.Http;
using System.Security.Authentication;

namespace Interactions.Client.Tests;

public class TlsTests
{
#pragma warning disable SYSLIB0014, SYSLIB0039, CA5364 // The test sets the protocols that Windows PowerShell may start with.
    [Theory]
    [InlineData(SecurityProtocolType.Tls, SslProtocols.Tls12)]
    [InlineData(SecurityProtocolType.Tls | SecurityProtocolType.Tls11, SslProtocols.Tls12)]
    [InlineData(SecurityProtocolType.Tls | SecurityProtocolType.Tls12, SslProtocols.None)]
    [InlineData(SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13, SslProtocols.None)]
    [InlineData(SecurityProtocolType.SystemDefault, SslProtocols.None)]
    public void The_handler_offers_TLS_1_2_where_the_process_offers_less_and_the_process_is_left_unchanged(SecurityProtocolType offered, SslProtocols expected)
    {
        var before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = offered;
            var options = new EngineOptions { Uri = new Uri("https://engine.example"), Token = "t" };
            using var handler = HandlerFactory.Create(options, new ProxyChoice(options), new CertificateCheck(acceptsAll: false));
            Assert.Equal(expected, handler.SslProtocols);
            Assert.Equal(offered, ServicePointManager.SecurityProtocol);
        }
        finally
        {
            ServicePointManager.SecurityProtocol = before;
        }
    }
#pragma warning restore SYSLIB0014, SYSLIB0039, CA5364
}
#endif
