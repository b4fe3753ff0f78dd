namespace Interactions.PowerShell;

/// <summary>The environment variables that Connect-InteractionEngine -EnvironmentVariable reads.</summary>
internal static class EnvironmentVariables
{
    public const string Uri = "INTERACTION_ENGINE_URI";
    public const string IdentityUri = "INTERACTION_ENGINE_IDENTITY_URI";
    public const string Token = "INTERACTION_ENGINE_TOKEN";
    public const string ClientId = "INTERACTION_ENGINE_CLIENT_ID";
    public const string ClientSecret = "INTERACTION_ENGINE_CLIENT_SECRET";

    /// <summary>The value of a variable; null where it is not set or empty.</summary>
    public static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
