# The example of about_Interactions_Scaling with two SSH sessions to this machine in place of two machines.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Sshd.psm1"
    $script:canRemote = [bool](Find-Sshd)
    $script:reason = if (-not $canRemote) { ' (skipped: there is no SSH server here)' }
}

BeforeAll { Import-Module "$PSScriptRoot/Suite.psm1", "$PSScriptRoot/Sshd.psm1" }

Describe "The example of sharding over machines$reason" -Skip:(-not $canRemote) {
    BeforeAll {
        $page = Get-Content -Path "$PSScriptRoot/../../docs/en-US/about_Interactions_Scaling.md" -Raw
        $section = $page -split '(?m)^## ' | Where-Object { $_ -like 'MACHINES*' }
        $script:example = [regex]::Match($section, '(?ms)^```powershell\n(.*?)^```').Groups[1].Value

        $script:emulator = Start-Emulator
        $client, $engine = $emulator.Credential, $emulator.Uri
        Connect-InteractionEngine $client -Uri $engine -IdentityUri $engine
        $script:conversations = 1..5 | ForEach-Object { Add-Conversation $emulator (1..6 | ForEach-Object { 1000 * $_ } | ConvertTo-Activity) }
        $script:unknown = [guid]::NewGuid()
        @('ConversationId'; $conversations; $unknown) | Set-Content -Path "$TestDrive/conversations.csv"
        $script:live = $conversations | Get-InteractionActivity -All | Sort-Object -Property ConversationId, EventId -Stable

        $script:server = Start-Sshd -Folder $TestDrive -ModulePath (Resolve-Path "$((Get-Module Interactions).ModuleBase)/../..") -Confirm:$false
        $script:machines = $server.Connection + @{ HostName = '127.0.0.1', '127.0.0.1' }
        Clear-Emulator $emulator
        Push-Location -Path $TestDrive
        try { $script:gathered = . ([scriptblock]::Create($example)) 2>$null } finally { Pop-Location }
        $script:failed = $failed
    }

    AfterAll {
        Disconnect-InteractionEngine
        if ($server) { Stop-Sshd $server -Confirm:$false }
        Stop-Emulator $emulator
    }

    It 'is on the page' {
        $example | Should -BeLike '*New-PSSession @machines*'
    }

    It 'gets every activity of every conversation once' {
        $gathered.Count | Should -Be 30
        $gathered.EventId | Should -Be $live.EventId
        $gathered.ConversationId | Should -Be $live.ConversationId
        $gathered.InteractionId | Should -Be $live.InteractionId
    }

    It 'gets them from two sessions, each with a token and a share of its own' {
        @(Get-SeenRequest $emulator | Where-Object Path -EQ '/connect/token').Count | Should -Be 2
        $shares = $gathered | Group-Object -Property RunspaceId
        $shares.Count | Should -Be 2
        $shares | ForEach-Object { @($_.Group.ConversationId | Sort-Object -Unique).Count } | Sort-Object | Should -Be 2, 3
    }

    It 'names the conversation that could not be read, and why' {
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ConversationNotFound,*'
        $failed[0].TargetObject | Should -Be $unknown
    }

    It 'returns objects that look like live ones in a table and a list' {
        $gathered[0].PSObject.TypeNames | Should -Contain 'Deserialized.Interactions.Activity'
        # Invoke-Command makes views add a column with the name of the machine.
        $gathered | ForEach-Object { $_.PSShowComputerName = $false }
        $gathered | Out-String -Width 120 | Should -Be ($live | Out-String -Width 120)
        $gathered | Format-List | Out-String -Width 120 | Should -Be ($live | Format-List | Out-String -Width 120)
    }

    It 'returns objects with their time, text and parties' {
        $gathered[0].Timestamp | Should -Be $live[0].Timestamp
        $gathered[0].Text | Should -BeExactly 'Hi there!'
        $gathered[0].Sender.ChannelType | Should -BeExactly 'WebChat'
    }

    It 'returns objects that can be piped to Get-InteractionActivity' {
        @($gathered[0] | Get-InteractionActivity -All).Count | Should -Be 6
    }

    It 'leaves no session, job or connection behind' {
        Get-PSSession | Should -BeNullOrEmpty
        Get-Job | Should -BeNullOrEmpty
    }
}
