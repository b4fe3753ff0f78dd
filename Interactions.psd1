@{
    RootModule             = 'Interactions.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '5c1f1f8e-2d0b-4a58-9c5e-7f0f1d3c6a42'
    Author                 = 'Interactions contributors'
    CompanyName            = 'Interactions contributors'
    Copyright              = '(c) Interactions contributors. MIT licence.'
    Description            = 'Reads the activities of conversations (messages and events between customers, agents and bots) from a conversation engine as typed objects on the pipeline: every activity once, in order, or a precise error. Follows conversations, keeps them in archives, shows them as pages, and measures response times.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = 'Desktop', 'Core'
    FormatsToProcess       = 'Interactions.Format.ps1xml'
    CmdletsToExport        = 'Connect-InteractionEngine', 'Disconnect-InteractionEngine', 'Export-InteractionActivity', 'Export-InteractionReport',
        'Export-InteractionTranscript', 'Get-InteractionActivity', 'Get-InteractionEngine', 'Import-InteractionActivity',
        'Measure-InteractionActivity', 'Sync-InteractionArchive', 'Test-InteractionArchive'
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = 'Conversation', 'Chat', 'Messaging', 'WebChat', 'Slack', 'SMS', 'API', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS'
            # A placeholder: the address of the repository is not known yet. The release workflow does not publish until it is the
            # repository's own. LicenseUri and IconUri begin with it, and build.ps1 Help makes the addresses of Get-Help -Online from it.
            ProjectUri   = 'https://interactions.example/module'
            LicenseUri   = 'https://interactions.example/module/blob/main/LICENSE'
            IconUri      = 'https://interactions.example/module/raw/main/docs/icon.png'
            # The version's entry of CHANGELOG.md: packaging puts it here.
            ReleaseNotes = ''
        }
    }
}
