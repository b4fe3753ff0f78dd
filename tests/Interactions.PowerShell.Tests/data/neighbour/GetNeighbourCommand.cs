using System;
using System.Management.Automation;
using System.Net.Http;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

/// <summary>Reads JSON with IHttpClientFactory and System.Text.Json, and says which version it did so with.</summary>
[Cmdlet(VerbsCommon.Get, "Neighbour")]
public sealed class GetNeighbourCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public Uri Uri { get; set; }

    protected override void ProcessRecord()
    {
        using (var services = new ServiceCollection().AddHttpClient().BuildServiceProvider())
        {
            var json = services.GetRequiredService<IHttpClientFactory>().CreateClient().GetStringAsync(Uri).GetAwaiter().GetResult();
            using (var document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Array) throw new InvalidOperationException("Not what it asked for.");
            }
            var http = typeof(IHttpClientFactory).Assembly.GetName();
            WriteObject(http.Name + " " + http.Version);
        }
    }
}
