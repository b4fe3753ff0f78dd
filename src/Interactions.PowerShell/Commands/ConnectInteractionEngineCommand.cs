using System.Management.Automation;
using System.Net;
using System.Security;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Connects this runspace to an engine.</summary>
[Cmdlet(VerbsCommunications.Connect, "InteractionEngine", DefaultParameterSetName = "Credential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(EngineSession))]
public sealed class ConnectInteractionEngineCommand : EngineCmdlet
{
    /// <summary>The client id as user name, and its secret as password.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Credential", ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>An engine access token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Token")]
    [ValidateNotNull]
    public SecureString Token { get; set; } = null!;

    /// <summary>Take addresses, token, client id and secret from environment variables.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "EnvironmentVariable")]
    public SwitchParameter EnvironmentVariable { get; set; }

    /// <summary>The engine by name.</summary>
    [Parameter]
    public EngineEnvironment Environment { get => (EngineEnvironment)_environment; set => _environment = (int)value; }

    // See Loading.OnImport.
    private int _environment;

    /// <summary>The engine by address.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Uri { get; set; }

    /// <summary>The identity service by address.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? IdentityUri { get; set; }

    /// <summary>How often a request that failed in passing is sent again.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>Seconds before the first retry.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int RetryIntervalSec { get; set; } = 1;

    /// <summary>Seconds that a retry waits at most.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int MaximumRetryIntervalSec { get; set; } = 120;

    /// <summary>Seconds that an answer may take to begin.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 86400)]
    public int ConnectionTimeoutSeconds { get; set; } = 100;

    /// <summary>Seconds that an answer that has begun may pause.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int OperationTimeoutSeconds { get; set; } = 100;

    /// <summary>A proxy other than the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Who to be at the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Be the current user at the proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Go without any proxy.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Accept any certificate.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Let token and secret travel over plain http.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Write the connection to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var options = Options();
        if (!ShouldProcess(options.Uri.ToString(), "Connect")) return;

        EngineClient? client = null;
        try
        {
            client = new EngineClient(options);
            Wait(Authenticate(client));
            var session = new EngineSession(client, options);
            CurrentSession.Value = session;
            client = null;
            if (PassThru) WriteObject(session);
        }
        catch (ArgumentException)
        {
            // All else that can be wrong with the options was seen to before.
            ThrowTerminatingError(ErrorRecords.BadToken());
        }
        catch (EngineException failure)
        {
            ThrowTerminatingError(ErrorRecords.Of(failure, options.IdentityUri ?? options.Uri));
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

    private EngineOptions Options()
    {
        var (engine, identity) = Addresses();
        if (NoProxy && Proxy is not null) ThrowTerminatingError(ErrorRecords.AmbiguousProxy());
        var (token, clientId, secret) = Secrets();
        if (clientId is not null && identity is null) ThrowTerminatingError(ErrorRecords.NoIdentityUri(engine));
        foreach (var address in new[] { engine, clientId is null ? null : identity, Proxy })
        {
            if (address is null) continue;
            if (EngineAddress.Objection(address) is { } objection) ThrowTerminatingError(ErrorRecords.BadAddress(address, objection));
            if (address != Proxy && EngineAddress.IsUnencrypted(address) && !AllowUnencryptedAuthentication) ThrowTerminatingError(ErrorRecords.Unencrypted(address));
        }

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
            Proxy = Proxy,
            ProxyCredential = ProxyCredential?.GetNetworkCredential(),
            ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
            NoProxy = NoProxy,
            SkipCertificateCheck = SkipCertificateCheck,
            AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
            ShapeObject = PlainObject.Of,
        };
    }

    /// <summary>Engine and identity service: what the parameters say, else the environment variables, else the environment by name.</summary>
    private (Uri Engine, Uri? Identity) Addresses()
    {
        var isNamed = MyInvocation.BoundParameters.ContainsKey(nameof(Environment));
        if (isNamed && (Uri is not null || IdentityUri is not null)) ThrowTerminatingError(ErrorRecords.AmbiguousEngine());

        var engine = Uri ?? (isNamed ? null : FromVariable(EnvironmentVariables.Uri));
        var identity = IdentityUri ?? (isNamed ? null : FromVariable(EnvironmentVariables.IdentityUri));
        return engine is null ? (EngineAddress.Engine(Environment), identity ?? EngineAddress.Identity(Environment)) : (engine, identity);
    }

    private Uri? FromVariable(string name)
    {
        if (!EnvironmentVariable || EnvironmentVariables.Read(name) is not { } value) return null;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address)) ThrowTerminatingError(ErrorRecords.BadVariable(name));
        return address;
    }

    private (string? Token, string? ClientId, string? Secret) Secrets()
    {
        if (Token is not null) return (new NetworkCredential("", Token).Password, null, null);
        if (!EnvironmentVariable) return (null, Credential.UserName, Credential.GetNetworkCredential().Password);

        // A client can renew its token, so it goes before a token.
        var (clientId, secret) = (EnvironmentVariables.Read(EnvironmentVariables.ClientId), EnvironmentVariables.Read(EnvironmentVariables.ClientSecret));
        if (clientId is not null && secret is not null) return (null, clientId, secret);
        var token = EnvironmentVariables.Read(EnvironmentVariables.Token);
        if (token is null) ThrowTerminatingError(ErrorRecords.NoVariables());
        return (token, null, null);
    }
}
