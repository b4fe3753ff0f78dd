using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Connects the runspace to an engine.</summary>
[Cmdlet(VerbsCommunications.Connect, "InteractionEngine", DefaultParameterSetName = "Credential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(EngineSession))]
public sealed class ConnectInteractionEngineCommand : EngineCmdlet
{
    /// <summary>The client id as user name and its secret as password.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Credential", ValueFromPipelineByPropertyName = true)]
    [ClientCredential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>An engine access token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Token")]
    [ValidateNotNull]
    public SecureString Token { get; set; } = null!;

    /// <summary>Takes addresses, token, client id and secret from environment variables.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "EnvironmentVariable")]
    public SwitchParameter EnvironmentVariable { get; set; }

    /// <summary>The engine by name.</summary>
    [Parameter]
    [CommaSeparated(IsSingle = true)]
    public EngineEnvironment Environment { get => (EngineEnvironment)_environment; set => _environment = (int)value; }

    // Not of the enum's type, for the reason in the remarks of Loading.OnImport.
    private int _environment;

    /// <summary>The engine by address.</summary>
    [Parameter]
    [ValidateNotNull]
    [Address]
    public Uri? Uri { get; set; }

    /// <summary>The identity service by address.</summary>
    [Parameter]
    [ValidateNotNull]
    [Address]
    public Uri? IdentityUri { get; set; }

    /// <summary>How many times a request that failed temporarily is sent again.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The delay before the first retry, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int RetryIntervalSec { get; set; } = 1;

    /// <summary>The longest delay before a retry, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int MaximumRetryIntervalSec { get; set; } = 120;

    /// <summary>The longest time until a response begins, in seconds; 0 for no limit.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 86400)]
    public int ConnectionTimeoutSeconds { get; set; } = 100;

    /// <summary>The longest pause within a response, in seconds; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int OperationTimeoutSeconds { get; set; } = 100;

    /// <summary>The most bytes that one activity may have, after decompression.</summary>
    [Parameter]
    [ValidateRange(1, EngineOptions.LargestMaximumActivitySize)]
    public int MaximumActivitySize { get; set; } = EngineOptions.DefaultMaximumActivitySize;

    /// <summary>A proxy in place of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    [Address]
    public Uri? Proxy { get; set; }

    /// <summary>The credential for the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Gives the proxy the credential of the current user.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Uses no proxy, not even the system's.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The client certificate, for engines that ask for one.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate? Certificate { get; set; }

    /// <summary>The thumbprint of the client certificate, in the certificate store of the user or the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Accepts every certificate.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Allows sending token and secret over plain http.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Writes the connection to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var options = CreateOptions();
        if (OptionsProblem.Find(options) is { } problem)
        {
            HidePasswords();
            ThrowTerminatingError(ErrorRecords.Of(problem));
        }
        if (!ShouldProcess(options.Uri.ToString(), "Connect")) return;

        EngineClient? client = null;
        try
        {
            client = new EngineClient(options);
            WaitFor(Authenticate(client));
            var session = new EngineSession(client, options);
            CurrentSession.Value = session;
            client = null;
            if (PassThru) WriteObject(session);
        }
        catch (EngineException failure)
        {
            ThrowTerminatingError(ErrorRecords.OfConnecting(failure, options.IdentityUri ?? options.Uri));
        }
        finally
        {
            client?.Dispose();
        }
    }

    private async ValueTask<bool> Authenticate(EngineClient client)
    {
        await client.AuthenticateAsync(Notify, Cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes passwords out of the addresses that an error record keeps as bound parameters.</summary>
    private void HidePasswords()
    {
        foreach (var name in new[] { nameof(Uri), nameof(IdentityUri), nameof(Proxy) })
            if (MyInvocation.BoundParameters.TryGetValue(name, out var bound) && bound is Uri address) MyInvocation.BoundParameters[name] = EngineAddress.Shown(address);
    }

    private EngineOptions CreateOptions()
    {
        var (token, clientId, secret) = GetSecrets();
        var (engine, identity) = GetAddresses(needsIdentity: clientId is not null);
        return new EngineOptions
        {
            Uri = engine,
            IdentityUri = clientId is null ? null : identity,
            Token = token,
            ClientId = clientId,
            ClientSecret = secret,
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
            MaximumRetryInterval = TimeSpan.FromSeconds(MaximumRetryIntervalSec),
            ConnectionTimeout = TimeSpan.FromSeconds(ConnectionTimeoutSeconds),
            OperationTimeout = TimeSpan.FromSeconds(OperationTimeoutSeconds),
            MaximumActivitySize = MaximumActivitySize,
            Proxy = Proxy,
            // Scripts pass the empty credential for none.
            ProxyCredential = string.IsNullOrEmpty(ProxyCredential?.UserName) ? null : ProxyCredential!.GetNetworkCredential(),
            ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
            NoProxy = NoProxy,
            Certificate = GetCertificate(),
            SkipCertificateCheck = SkipCertificateCheck,
            AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
            ShapeObject = PlainObject.Of,
        };
    }

    /// <summary>The addresses of engine and identity service: from -Uri and -IdentityUri, else from environment variables, else from -Environment.</summary>
    private (Uri Engine, Uri? Identity) GetAddresses(bool needsIdentity)
    {
        var isNamed = MyInvocation.BoundParameters.ContainsKey(nameof(Environment));
        if (isNamed && (Uri is not null || IdentityUri is not null)) ThrowTerminatingError(ErrorRecords.AmbiguousEngine());
        if (isNamed) return (EngineAddress.Engine(Environment), EngineAddress.Identity(Environment));

        var engine = Uri ?? FromVariable(EnvironmentVariables.Uri);
        var identity = IdentityUri ?? FromVariable(EnvironmentVariables.IdentityUri, isNeeded: needsIdentity);
        // Who has an identity service of their own has an engine of their own. The token must not go to the engine of another party.
        if (engine is null && identity is not null) ThrowTerminatingError(ErrorRecords.EngineUriMissing());
        return engine is null ? (EngineAddress.Engine(Environment), EngineAddress.Identity(Environment)) : (engine, identity);
    }

    private Uri? FromVariable(string name, bool isNeeded = true)
    {
        if (!EnvironmentVariable || EnvironmentVariables.Read(name) is not { } value) return null;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) && isNeeded) ThrowTerminatingError(ErrorRecords.BadVariable(name));
        return address;
    }

    private X509Certificate2? GetCertificate()
    {
        var certificate = Certificate is not null ? Certificate as X509Certificate2 ?? new X509Certificate2(Certificate)
            : CertificateThumbprint is not null ? CertificateStores.Find(CertificateThumbprint) : null;
        if (certificate is null && CertificateThumbprint is not null) ThrowTerminatingError(ErrorRecords.CertificateMissing(CertificateThumbprint));
        if (certificate is { HasPrivateKey: false }) ThrowTerminatingError(ErrorRecords.CertificateWithoutKey(certificate.Subject));
        return certificate;
    }

    /// <summary>The token, or the client id and secret, of the parameter set.</summary>
    private (string? Token, string? ClientId, string? Secret) GetSecrets()
    {
        if (Token is not null) return (new NetworkCredential("", Token).Password, null, null);
        if (!EnvironmentVariable && string.IsNullOrEmpty(Credential?.UserName)) ThrowTerminatingError(ErrorRecords.EmptyCredential());
        if (!EnvironmentVariable) return (null, Credential!.UserName, Credential.GetNetworkCredential().Password);

        // A client id and secret are preferred to a token, because with them an expired token can be renewed.
        var (clientId, secret) = (EnvironmentVariables.Read(EnvironmentVariables.ClientId), EnvironmentVariables.Read(EnvironmentVariables.ClientSecret));
        if (clientId is not null && secret is not null) return (null, clientId, secret);
        var token = EnvironmentVariables.Read(EnvironmentVariables.Token);
        if (token is null) ThrowTerminatingError(ErrorRecords.NoVariables(hasClientId: clientId is not null, hasSecret: secret is not null));
        return (token, null, null);
    }
}
