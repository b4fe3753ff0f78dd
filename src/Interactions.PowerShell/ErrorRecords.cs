using System.Globalization;
using System.IO;
using System.Management.Automation;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>Makes every error record that the cmdlets write. Scripts can rely on the ids.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord NotConnected() => New("NotConnected", ErrorCategory.ConnectionError, null,
        new InvalidOperationException("There is no connection to an engine in this runspace."),
        "Run Connect-InteractionEngine first, or pass a connection with -Session.");

    public static ErrorRecord Disconnected(EngineSession session) => New("NotConnected", ErrorCategory.ConnectionError, session,
        new InvalidOperationException($"The connection to {session.Uri} was ended with Disconnect-InteractionEngine."),
        "Run Connect-InteractionEngine again.");

    public static ErrorRecord UntilBeforeSince(DateTimeOffset until) => New("InvalidTimeRange", ErrorCategory.InvalidArgument, until,
        new ArgumentException("-Until is earlier than the start time."),
        "Use a later -Until, or an earlier -Since or -LastEventId.");

    public static ErrorRecord WaitRequired(string parameter) => New("WaitRequired", ErrorCategory.InvalidArgument, parameter,
        new ArgumentException($"-{parameter} can only be used with -Wait."),
        $"Add -Wait, or leave out -{parameter}.");

    public static ErrorRecord AmbiguousEngine() => New("AmbiguousEngine", ErrorCategory.InvalidArgument, null,
        new ArgumentException("-Environment cannot be combined with -Uri or -IdentityUri."),
        "Use -Environment alone, or -Uri with -IdentityUri.");

    public static ErrorRecord EngineUriMissing() => New("EngineUriRequired", ErrorCategory.InvalidArgument, null,
        new ArgumentException("An identity service is given without an engine. Its token would be sent to the vendor's production engine."),
        $"Give the engine's address with -Uri (or {EnvironmentVariables.Uri}), or use -Environment alone.");

    public static ErrorRecord EmptyCredential() => New("InvalidCredential", ErrorCategory.InvalidArgument, null,
        new ArgumentException("The credential is empty: it has no user name."),
        "Pass the client id as user name and its secret as password, such as from Get-Credential.");

    public static ErrorRecord CertificateMissing(string thumbprint) => New("CertificateNotFound", ErrorCategory.ObjectNotFound, thumbprint,
        new ArgumentException($"There is no certificate with the thumbprint {SafeText.Of(thumbprint)} in the stores Cert:\\CurrentUser\\My and Cert:\\LocalMachine\\My."),
        "Check the thumbprint, or pass the certificate itself with -Certificate.");

    public static ErrorRecord CertificateWithoutKey(string subject) => New("InvalidCertificate", ErrorCategory.InvalidArgument, subject,
        new ArgumentException($"The certificate {SafeText.Of(subject)} has no private key, so it cannot be used to sign in."),
        "Use a certificate that was imported with its private key, such as from a .pfx file.");

    public static ErrorRecord NoVariables(bool hasClientId, bool hasSecret) => New("EnvironmentVariableMissing", ErrorCategory.ObjectNotFound, null,
        new InvalidOperationException(
            hasClientId ? $"{EnvironmentVariables.ClientId} is set, but {EnvironmentVariables.ClientSecret} is missing. {EnvironmentVariables.Token} is not set either."
            : hasSecret ? $"{EnvironmentVariables.ClientSecret} is set, but {EnvironmentVariables.ClientId} is missing. {EnvironmentVariables.Token} is not set either."
            : $"Neither {EnvironmentVariables.ClientId} and {EnvironmentVariables.ClientSecret} nor {EnvironmentVariables.Token} is set."),
        "Set the variables for the process that runs this, or use -Credential or -Token.");

    public static ErrorRecord BadVariable(string name) => New("EnvironmentVariableInvalid", ErrorCategory.InvalidArgument, name,
        new ArgumentException($"The environment variable {name} is not an absolute URL."),
        "Set it to an address such as https://engine.example.");

    /// <summary>The error for options that no client can be made from.</summary>
    public static ErrorRecord Of(OptionsProblem problem)
    {
        var (id, category, action) = problem.Kind switch
        {
            OptionsProblemKind.Address => ("InvalidEngineAddress", ErrorCategory.InvalidArgument,
                "Give an address such as https://engine.example, and credentials with -Credential or -Token."),
            OptionsProblemKind.Unencrypted => ("AllowUnencryptedAuthenticationRequired", ErrorCategory.SecurityError,
                "Use https, or -AllowUnencryptedAuthentication if you trust the network."),
            OptionsProblemKind.IdentityUri => ("IdentityUriRequired", ErrorCategory.InvalidArgument,
                $"Give its address with -IdentityUri (or {EnvironmentVariables.IdentityUri}), or use -Token."),
            OptionsProblemKind.Token => ("InvalidToken", ErrorCategory.InvalidArgument, "Pass the token alone, without 'Bearer' in front of it."),
            OptionsProblemKind.ProxyAddress => ("InvalidEngineAddress", ErrorCategory.InvalidArgument,
                "Give an address such as http://proxy.example:8080, and a user name and password with -ProxyCredential."),
            OptionsProblemKind.ProxySwitches => ("AmbiguousProxy", ErrorCategory.InvalidArgument,
                "Use -NoProxy alone, or -Proxy with either -ProxyCredential or -ProxyUseDefaultCredentials."),
            // The parameters of Connect-InteractionEngine rule out the other kinds.
            _ => throw new ArgumentException(problem.Message),
        };
        return New(id, category, problem.Address, new ArgumentException(problem.Message), action);
    }

    public static ErrorRecord PathNotFound(string path) => New("PathNotFound", ErrorCategory.ObjectNotFound, path,
        new FileNotFoundException($"There is no file or folder {path}.", path), "Check the path, and whether the drive or share is there.");

    public static ErrorRecord NothingMatches(string pattern) => New("PathNotFound", ErrorCategory.ObjectNotFound, pattern,
        new FileNotFoundException($"No file or folder matches {pattern}.", pattern), "Check the path. Use -LiteralPath where a name holds [, ], * or ?.");

    public static ErrorRecord InvalidPath(string path, string why) => New("InvalidPath", ErrorCategory.InvalidArgument, path,
        new ArgumentException($"{path} cannot be used. {why}"), "Give the path of a file of the file system.");

    public static ErrorRecord FileExists(string path) => New("FileExists", ErrorCategory.ResourceExists, path,
        new IOException($"{path} already exists, and -NoClobber was given."), "Give another path, or leave out -NoClobber.");

    public static ErrorRecord FileReadOnly(string path) => New("FileReadOnly", ErrorCategory.PermissionDenied, path,
        new UnauthorizedAccessException($"The file '{path}' is read-only."), "Use -Force to write to it.");

    public static ErrorRecord BadSessionGap(TimeSpan gap) => New("InvalidSessionGap", ErrorCategory.InvalidArgument, gap,
        new ArgumentException("-SessionGap must be longer than 0."), "Give a time such as 8:00 for eight hours, or 1.0:00 for a day.");

    public static ErrorRecord NotReportable(object value) => New("ReportInputInvalid", ErrorCategory.InvalidType, value,
        new ArgumentException($"A report is made of activities or of measurements of conversations, not of {value.GetType().Name}."),
        "Pipe the output of Get-InteractionActivity, or of Measure-InteractionActivity without -GroupBy.");

    public static ErrorRecord UnknownTranscriptFormat(string path) => New("TranscriptFormatUnknown", ErrorCategory.InvalidArgument, path,
        new ArgumentException($"'{path}' does not end in the extension of a transcript format."), "Use .html, .md or .txt, or -As. For a new folder, put / at the end.");

    public static ErrorRecord OneTranscriptOnly(string path, Guid conversation) => New("TranscriptHoldsOneConversation", ErrorCategory.InvalidOperation, conversation,
        new InvalidOperationException($"'{path}' is the transcript of another conversation, so the activities of {conversation} were left out."), "Give a folder as -Path: it gets a file for each conversation.");

    public static ErrorRecord AppendToCompressed(string path) => New("CompressedFileAppend", ErrorCategory.InvalidArgument, path,
        new ArgumentException($"{path} is compressed, and only uncompressed files can be appended to."), "Use another file. Import-InteractionActivity reads several files.");

    public static ErrorRecord FileNotWritten(string path, Exception failure) => New("FileNotWritten", ErrorCategory.WriteError, path,
        failure, "Check the path, its permissions and the free disk space. Use -Force to write to a read-only file.", $"{path} was not written. {failure.Message}");

    public static ErrorRecord FileNotRead(string path, Exception failure) => New("FileNotRead", ErrorCategory.ReadError, path,
        failure, "Check the permissions of the file, and whether another program has locked it.", $"{path} could not be read completely. {failure.Message}");

    public static ErrorRecord InvalidActivityFile(string path, long line, string problem) => New("InvalidActivityFile", ErrorCategory.InvalidData, path,
        new InvalidDataException(string.Format(CultureInfo.InvariantCulture, "{0}, line {1}: {2}", path, line, problem)),
        "Check this line. All other lines were read.");

    /// <summary>Why a file of an archive cannot be gone on with.</summary>
    public static ErrorRecord Of(ArchiveException failure) => failure.Kind switch
    {
        ArchiveErrorKind.Locked => New("ArchiveLocked", ErrorCategory.ResourceBusy, failure.Path, failure,
            "Wait for the other command to end, or use another folder."),
        ArchiveErrorKind.Foreign => New("ArchiveForeign", ErrorCategory.InvalidData, failure.Path, failure,
            "Move the file away. Sync-InteractionArchive then reads the conversation again."),
        _ => New("ArchiveTorn", ErrorCategory.InvalidData, failure.Path, failure,
            "Restore the file from a backup, or move it and its checkpoint away to read the conversation again."),
    };

    /// <summary>The error for a conversation that could not be read, or not to its end.</summary>
    /// <param name="failure">Why it failed.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="isPartial">Whether activities of the conversation were written before the failure.</param>
    public static ErrorRecord Of(EngineException failure, Guid conversation, bool isPartial = false)
    {
        var rest = isPartial && failure.ResumeFrom is { } from
            ? string.Format(CultureInfo.InvariantCulture, " Go on with -LastEventId {0}.", from) : "";
        return New(failure, conversation, $"Conversation {conversation}: {Sentence(failure.Message)}{rest}");
    }

    /// <summary>The error for a connection that could not be made.</summary>
    /// <param name="failure">Why it failed.</param>
    /// <param name="address">The address of the service that failed.</param>
    public static ErrorRecord OfConnecting(EngineException failure, Uri address) => New(failure, address, Sentence(failure.Message));

    private static ErrorRecord New(EngineException failure, object target, string message)
    {
        var (id, category, action) = failure.Kind switch
        {
            _ when failure.Cause == FailureCause.Closed => ("NotConnected", ErrorCategory.ConnectionError,
                "The connection was ended with Disconnect-InteractionEngine. Run Connect-InteractionEngine again."),
            EngineErrorKind.Unauthorized => ("EngineUnauthorized", ErrorCategory.AuthenticationError,
                "Connect again with a valid token, or with the client id and secret of an engine client (not of the portal)."),
            EngineErrorKind.Forbidden => ("EngineForbidden", ErrorCategory.PermissionDenied,
                "Ask for access to this conversation, or connect as a client that has it."),
            EngineErrorKind.ConversationNotFound => ("ConversationNotFound", ErrorCategory.ObjectNotFound,
                "Check the conversation id, and with Get-InteractionEngine that you are connected to the right engine."),
            EngineErrorKind.Timeout => ("EngineTimeout", ErrorCategory.OperationTimeout,
                "Try again, or connect with a longer -ConnectionTimeoutSeconds or -OperationTimeoutSeconds."),
            EngineErrorKind.Throttled => ("EngineThrottled", ErrorCategory.LimitsExceeded, Throttled(failure)),
            EngineErrorKind.Unavailable => ("EngineUnavailable", ErrorCategory.ResourceUnavailable,
                "Try again later, or connect with a larger -MaximumRetryCount."),
            EngineErrorKind.RejectedRequest => ("EngineRejectedRequest", ErrorCategory.InvalidArgument, Rejected(failure)),
            EngineErrorKind.Unreachable => ("EngineUnreachable", ErrorCategory.ConnectionError, Unreachable(failure)),
            EngineErrorKind.InvalidResponse when failure.IsTooLarge => ("InvalidEngineResponse", ErrorCategory.InvalidData,
                "Connect with a larger -MaximumActivitySize, or continue with a -LastEventId after that activity."),
            _ => ("InvalidEngineResponse", ErrorCategory.InvalidData,
                "Check with Get-InteractionEngine that the address is that of an engine, and that no proxy or web page responds in its place."),
        };
        return New(id, category, target, failure, action, message);
    }

    private static string Rejected(EngineException failure) => failure.Cause == FailureCause.WrongPath
        ? "Check the path of -Uri, also with Get-InteractionEngine. Leave out /api/v1, which is added to it."
        : "Check the parameters and, with Get-InteractionEngine, the engine's address.";

    /// <summary>Advice for a connection that could not be made: only what can help with this cause.</summary>
    private static string Unreachable(EngineException failure) => failure.Cause switch
    {
        FailureCause.NotTls => "Check the scheme and port of the address. An engine without TLS has an http address.",
        FailureCause.TlsMismatch => "Ask the engine's operator which TLS versions and ciphers it offers, and whether it wants a client certificate (-Certificate).",
        FailureCause.UntrustedCertificate => "Check the address. For a test engine, connect with -SkipCertificateCheck.",
        FailureCause.ClientCertificate => "Connect with a certificate that the engine accepts: -Certificate or -CertificateThumbprint.",
        FailureCause.ProxyAuthentication => "Connect with -ProxyCredential or -ProxyUseDefaultCredentials, or without the proxy: -NoProxy.",
        FailureCause.Proxy => "Check the proxy (-Proxy, or the system's), or connect without it: -NoProxy.",
        _ => "Check the address, the network and the proxy.",
    };

    /// <summary>Text with a full stop at its end, so that another sentence can follow.</summary>
    private static string Sentence(string text) => text.Length > 0 && ".!?…".IndexOf(text[text.Length - 1]) < 0 ? text + "." : text;

    private static string Throttled(EngineException failure) => failure.RetryAfter is { } wait
        ? string.Format(CultureInfo.InvariantCulture, "The engine asks to wait {0:0} seconds. Try again then, or connect with a larger -MaximumRetryIntervalSec.", wait.TotalSeconds)
        : "Try again later, send fewer requests, or connect with a larger -MaximumRetryCount.";

    private static ErrorRecord New(string id, ErrorCategory category, object? target, Exception exception, string action, string? message = null) =>
        new(exception, id, category, target) { ErrorDetails = new ErrorDetails(message ?? exception.Message) { RecommendedAction = action } };
}
