using System.Management.Automation;
using System.Net;
using System.Security;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Connects the runspace to an engine.</summary>
[Cmdlet(VerbsCommunications.Connect, "InteractionEngine", DefaultParameterSetName = "Credential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(EngineSession))]
public sealed class ConnectInteractionEngineCommand : EngineCmdlet
{
    /// <summary>The client id as user name and its secret as password.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Credential", ValueFromPipelineByPropertyName = true)]
    [Credential]
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
    public EngineEnvironment Environment { get => (EngineEnvironment)_environment; set => _environment = (int)value; }

    // Not of the enum's type, for the reason in the remarks of Loading.OnImport.
    private int _environment;

    /// <summary>The engine by address.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Uri { get; set; }

    /// <summary>The identity service by address.</summary>
    [Parameter]
    [ValidateNotNull]
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
        if (OptionsProblem.Find(options) is { } problem) ThrowTerminatingError(ErrorRecords.Of(problem));
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

    private EngineOptions CreateOptions()
    {
        var (engine, identity) = GetAddresses();
        var (token, clientId, secret) = GetSecrets();
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
            ProxyCredential = ProxyCredential?.GetNetworkCredential(),
            ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
            NoProxy = NoProxy,
            SkipCertificateCheck = SkipCertificateCheck,
            AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
            ShapeObject = PlainObject.Of,
        };
    }

    /// <summary>The addresses of engine and identity service: from -Uri and -IdentityUri, else from environment variables, else from -Environment.</summary>
    private (Uri Engine, Uri? Identity) GetAddresses()
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

    /// <summary>The token, or the client id and secret, of the parameter set.</summary>
    private (string? Token, string? ClientId, string? Secret) GetSecrets()
    {
        if (Token is not null) return (new NetworkCredential("", Token).Password, null, null);
        if (!EnvironmentVariable) return (null, Credential.UserName, Credential.GetNetworkCredential().Password);

        // A client id and secret are preferred to a token, because with them an expired token can be renewed.
        var (clientId, secret) = (EnvironmentVariables.Read(EnvironmentVariables.ClientId), EnvironmentVariables.Read(EnvironmentVariables.ClientSecret));
        if (clientId is not null && secret is not null) return (null, clientId, secret);
        var token = EnvironmentVariables.Read(EnvironmentVariables.Token);
        if (token is null) ThrowTerminatingError(ErrorRecords.NoVariables());
        return (token, null, null);
    }
}
