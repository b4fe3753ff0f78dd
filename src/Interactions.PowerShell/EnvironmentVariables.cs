namespace Interactions.PowerShell;

/// <summary>The environment variables that Connect-InteractionEngine -EnvironmentVariable reads.</summary>
internal static class EnvironmentVariables
{
    public const string Uri = "INTERACTION_ENGINE_URI";
    public const string IdentityUri = "INTERACTION_ENGINE_IDENTITY_URI";
    public const string Token = "INTERACTION_ENGINE_TOKEN";
    public const string ClientId = "INTERACTION_ENGINE_CLIENT_ID";
    public const string ClientSecret = "INTERACTION_ENGINE_CLIENT_SECRET";

    /// <summary>The value of a variable without white space at its ends, such as the line end of a secret read from a file; null where nothing is left.</summary>
    public static string? Read(string name) => Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : null;
}
