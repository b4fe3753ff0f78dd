namespace Interactions.Reports;

/// <summary>The part that a sender or recipient plays in a conversation.</summary>
internal enum Role
{
    /// <summary>A customer.</summary>
    Customer,

    /// <summary>A bot.</summary>
    Bot,

    /// <summary>An agent.</summary>
    Agent,

    /// <summary>Any other integration type, or none.</summary>
    Other,
}

/// <summary>Reads the role of a sender or recipient from its integration type (contract §5).</summary>
internal static class Roles
{
    public static Role Of(Source? source) => source?.IntegrationType switch
    {
        { } type when Is(type, "Customer") => Role.Customer,
        { } type when Is(type, "Bot") => Role.Bot,
        { } type when Is(type, "Agent") => Role.Agent,
        _ => Role.Other,
    };

    /// <summary>The word for a party: its role, or the integration type as it was sent.</summary>
    public static string Word(Source? source) => Of(source) switch
    {
        Role.Other => string.IsNullOrEmpty(source?.IntegrationType) ? "Unknown" : VisibleText.OneLine(source!.IntegrationType),
        var role => role.ToString(),
    };

    private static bool Is(string type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}
