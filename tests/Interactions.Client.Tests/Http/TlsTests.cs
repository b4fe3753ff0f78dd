#if DESKTOP // Later frameworks leave the choice to the system.
using System.Net;
using System.Net.Http;
using System.Security.Authentication;

namespace Interactions.Client.Tests;

public class TlsTests
{
#pragma warning disable SYSLIB0014, SYSLIB0039, CA5364 // What Windows PowerShell starts with is what this is about.
    [Theory]
    [InlineData(SecurityProtocolType.Tls, SslProtocols.Tls12)]
    [InlineData(SecurityProtocolType.Tls | SecurityProtocolType.Tls11, SslProtocols.Tls12)]
    [InlineData(SecurityProtocolType.Tls | SecurityProtocolType.Tls12, SslProtocols.None)]
    [InlineData(SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13, SslProtocols.None)]
    [InlineData(SecurityProtocolType.SystemDefault, SslProtocols.None)]
    public void A_process_that_offers_less_than_1_2_is_left_as_it_is_and_the_engine_offered_1_2(SecurityProtocolType offered, SslProtocols expected)
    {
        var before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = offered;
            using var handler = EngineTransport.CreateHandler(new EngineOptions { Uri = new Uri("https://engine.example"), Token = "t" });
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
