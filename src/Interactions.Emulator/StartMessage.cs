namespace Interactions.Emulator;

/// <summary>What the emulator prints when it has started: facts as a comment, and the commands to read the conversation. All of it can be pasted into PowerShell.</summary>
internal static class StartMessage
{
    public static string Of(EngineEmulator emulator)
    {
        // Without a slash at the end, so that "$engine/connect/token" is an address.
        string address = emulator.Uri.ToString().TrimEnd('/');
        string skip = emulator.Uri.Scheme == Uri.UriSchemeHttps ? " -SkipCertificateCheck" : "";
        return $"""
            <# Interactions emulator

            Engine:        {address}
            Identity:      {address}
            Control:       {address}/emulator
            Conversation:  {emulator.ConversationId}  ({emulator.CountActivities(emulator.ConversationId)} activities)
            Client id:     {emulator.ClientId}
            Client secret: {emulator.ClientSecret}

            Paste this into PowerShell to read the conversation. #>

            $engine = {Quote(address)}
            $id = {Quote(emulator.ConversationId.ToString())}
            $secret = ConvertTo-SecureString {Quote(emulator.ClientSecret)} -AsPlainText -Force
            $client = [pscredential]::new({Quote(emulator.ClientId)}, $secret)
            Connect-InteractionEngine $client -Uri $engine -IdentityUri $engine{skip}
            Get-InteractionActivity $id -All

            <#
            Press Ctrl+C to stop. docs/emulator.md describes what else it can do. #>
            """;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
