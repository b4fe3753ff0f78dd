# The examples of about_Interactions_Automation and the runbook of about_Interactions_Archives, run as unattended jobs.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:module = "$((Get-Module Interactions).ModuleBase)/Interactions.psd1"
    $script:docs = "$PSScriptRoot/../../docs/en-US"
    $script:variables = @{
        # The examples find the module by its name, as if it were installed.
        PSModulePath                     = "$(Resolve-Path "$((Get-Module Interactions).ModuleBase)/../..")$([System.IO.Path]::PathSeparator)$env:PSModulePath"
        INTERACTION_ENGINE_URI           = $emulator.Uri
        INTERACTION_ENGINE_IDENTITY_URI  = $emulator.Uri
        INTERACTION_ENGINE_CLIENT_ID     = $emulator.Credential.UserName
        INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
    }
    $noon = [datetimeoffset]::new([datetime]::Today.AddHours(-12)).ToUnixTimeMilliseconds()
    $script:conversation = Add-Conversation $emulator (($noon - 86400000), $noon, ($noon + 1), ($noon + 86400000) | ConvertTo-Activity)

    function Get-Example([string] $Section, [int] $Number = 0, [string] $Topic = 'Automation') {
        $text = (Get-Content -Path "$docs/about_Interactions_$Topic.md" -Raw) -split '(?m)^## ' | Where-Object { $_ -like "$Section`n*" }
        [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```')[$Number].Groups[1].Value
    }

    # Runs a script as an unattended job, and returns its exit code and all output. Its input is open, but nothing is ever written to it.
    function Invoke-Script([string] $Code, [hashtable] $Environment = $variables, [guid[]] $Conversation = $conversation) {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        @('ConversationId'; $Conversation) | Set-Content -Path "$folder/conversations.csv"
        Set-Content -Path "$folder/script.ps1" -Value $Code
        $start = New-PowerShellStart '-NoProfile', '-NonInteractive', '-File', './script.ps1' $Environment
        $start.WorkingDirectory = $folder
        $start.RedirectStandardInput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $output, $errors = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
            if (-not $process.WaitForExit(60000)) { throw "The script hangs: $Code" }
            @{ ExitCode = $process.ExitCode; Output = $output.Result; Errors = $errors.Result; Folder = $folder }
        }
        finally {
            if (-not $process.HasExited) { $process.Kill($true) }
            $process.Dispose()
        }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'The script that reads yesterday' {
    BeforeAll {
        $script:script = Get-Example 'A SCRIPT'
        $script:unknown = [guid]::NewGuid()
    }

    It 'writes yesterday''s activities only, and ends with exit code 0' {
        $result = Invoke-Script $script
        $result.Errors | Should -BeNullOrEmpty
        $result.Output | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
        $written = Get-Content -Path "$($result.Folder)/yesterday.jsonl" | ConvertFrom-Json
        $written.EventId | Should -Be $noon, ($noon + 1)
        $written.Sender.ChannelType | Should -Be 'WebChat', 'WebChat'
    }

    It 'names a conversation that fails, reads the others, and ends with exit code 2' {
        $result = Invoke-Script $script -Conversation $conversation, $unknown, $conversation
        $result.ExitCode | Should -Be 2
        $result.Output | Should -BeNullOrEmpty
        $result.Errors | Should -BeLike "ConversationNotFound,*: Conversation ${unknown}: *"
        $result.Errors.Trim() -split '\n' | Should -HaveCount 1
        @(Get-Content -Path "$($result.Folder)/yesterday.jsonl").Count | Should -Be 4
    }

    It 'writes a warning to standard error, without colours, and ends with exit code 2' {
        # The engine returns the same page whatever it is asked for.
        Invoke-Emulator $emulator PATCH options @{ quirks = @('ignore-leid'); pageCap = 2 } | Out-Null
        try { $result = Invoke-Script $script }
        finally { Invoke-Emulator $emulator PATCH options @{ quirks = @(); pageCap = 100 } | Out-Null }
        $result.ExitCode | Should -Be 2
        $result.Output | Should -BeNullOrEmpty
        $result.Errors | Should -BeLike "Warning: Conversation ${conversation}: *"
        $result.Errors | Should -Not -Match "`e"
    }

    It 'ends with exit code 1 where no conversation could be read: the engine is down' {
        Invoke-Emulator $emulator POST faults @{ status = 503; count = -1 } | Out-Null
        # The caller has the retries turned off, so that the test does not wait for them.
        $quick = "`$PSDefaultParameterValues = @{ 'Connect-InteractionEngine:MaximumRetryCount' = 0 }`n$script"
        try { $result = Invoke-Script $quick -Conversation $conversation, $unknown }
        finally { Invoke-Emulator $emulator DELETE faults | Out-Null }
        $result.ExitCode | Should -Be 1
        $result.Output | Should -BeNullOrEmpty
        [regex]::Matches($result.Errors, '(?m)^EngineUnavailable,').Count | Should -Be 2
    }

    It 'ends with exit code 1 and the error <Id> where <Name>' -ForEach @(
        @{ Name = 'a secret is missing'; Set = @{ INTERACTION_ENGINE_CLIENT_SECRET = $null }; Id = 'INTERACTION_ENGINE_CLIENT_SECRET' }
        @{ Name = 'a secret is wrong'; Set = @{ INTERACTION_ENGINE_CLIENT_SECRET = 'wrong' }; Id = 'does not accept the client id and secret' }
        @{ Name = 'nothing is set'; Set = @{ INTERACTION_ENGINE_CLIENT_SECRET = $null; INTERACTION_ENGINE_CLIENT_ID = $null }; Id = 'INTERACTION_ENGINE_TOKEN' }
        @{ Name = 'there is no engine'; Set = @{ INTERACTION_ENGINE_URI = 'https://engine.invalid'; INTERACTION_ENGINE_IDENTITY_URI = 'https://identity.invalid' }; Id = 'There is no host' }
    ) {
        $environment = $variables.Clone()
        foreach ($name in $set.Keys) { $environment[$name] = $set[$name] }
        $result = Invoke-Script $script $environment
        $result.ExitCode | Should -Be 1
        $result.Output | Should -BeNullOrEmpty
        $result.Errors | Should -Not -Match "`e"
        $result.Errors -replace '\s+(\| )?', ' ' | Should -BeLike "*$id*"
        "$($result.Folder)/yesterday.jsonl" | Should -Not -Exist
    }
}

Describe 'The nightly runbook' {
    BeforeAll { $script:script = Get-Example 'A NIGHTLY RUNBOOK' -Topic 'Archives' }

    It 'brings the archive up to date, and ends with exit code 0' {
        $result = Invoke-Script $script
        $result.Errors | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
        $result.Output | Should -Match "$conversation +4 +4 "
    }

    It 'ends with exit code 2 where a conversation failed' {
        $result = Invoke-Script $script -Conversation $conversation, ([guid]::NewGuid())
        $result.ExitCode | Should -Be 2
        $result.Errors | Should -BeLike 'ConversationNotFound,*'
        $result.Output | Should -Match "$conversation +4 +4 "
    }

    It 'ends with exit code 2 where a file is not whole, and names it' {
        $result = Invoke-Script "`$null = New-Item ./archive -ItemType Directory; Set-Content ./archive/$([guid]::Empty).jsonl 'nonsense'`n$script"
        $result.ExitCode | Should -Be 2
        $result.Errors | Should -Match "$([guid]::Empty)\.jsonl: Line 1 "
    }

    It 'ends with exit code 1 where nothing could be read' {
        $result = Invoke-Script $script -Conversation ([guid]::NewGuid())
        $result.ExitCode | Should -Be 1
        $result.Output.Trim() | Should -BeNullOrEmpty
    }
}

Describe 'The other examples' {
    It 'run: Azure Automation' {
        # The variables and commands of a runbook's host, with the emulator in place of the production engine.
        $stub = 'function Get-AutomationPSCredential($Name) { [pscredential]::new($env:INTERACTION_ENGINE_CLIENT_ID, (ConvertTo-SecureString $env:INTERACTION_ENGINE_CLIENT_SECRET -AsPlainText -Force)) }
            $PSDefaultParameterValues = @{ "Connect-InteractionEngine:Uri" = $env:INTERACTION_ENGINE_URI; "Connect-InteractionEngine:IdentityUri" = $env:INTERACTION_ENGINE_URI }'
        $good = Invoke-Script "$stub`n$(Get-Example 'AZURE AUTOMATION')"
        $good.ExitCode | Should -Be 0
        $good.Output.Trim() | Should -BeExactly '4 activities'
        (Invoke-Script "$stub`n$(Get-Example 'AZURE AUTOMATION')" -Conversation ([guid]::NewGuid())).ExitCode | Should -Be 1
    }

    It 'run: SecretManagement, <Name>' -ForEach @(
        @{ Name = 'a credential'; Number = 0; Expected = 'ClientCredentials' }
        @{ Name = 'a token'; Number = 1; Expected = 'Token' }
    ) {
        $stub = 'function Get-Secret($Name) {
                if ($Name -like "*Token") { ConvertTo-SecureString $env:TOKEN -AsPlainText -Force; return }
                [pscredential]::new($env:INTERACTION_ENGINE_CLIENT_ID, (ConvertTo-SecureString $env:INTERACTION_ENGINE_CLIENT_SECRET -AsPlainText -Force))
            }
            $PSDefaultParameterValues = @{ "Connect-InteractionEngine:Uri" = $env:INTERACTION_ENGINE_URI; "Connect-InteractionEngine:IdentityUri" = $env:INTERACTION_ENGINE_URI }'
        $check = '(Get-InteractionEngine).Authentication; (Import-Csv ./conversations.csv | Get-InteractionActivity -All).Count'
        $environment = $variables + @{ TOKEN = (Invoke-Emulator $emulator POST tokens).access_token }
        $result = Invoke-Script "$stub`n$(Get-Example 'SECRETMANAGEMENT' $number)`n$check" $environment
        $result.Errors | Should -BeNullOrEmpty
        $result.Output -split '\r?\n' -ne '' | Should -Be $expected, '4'
    }

    It 'run: distinguishing failures' {
        $connect = 'Connect-InteractionEngine -EnvironmentVariable -MaximumRetryCount 0; $id = (Import-Csv ./conversations.csv).ConversationId'
        $example = Get-Example 'WHEN IT FAILS'
        Invoke-Emulator $emulator POST faults @{ status = 503 } | Out-Null
        $later = Invoke-Script "$connect`n$example"
        $later.Errors | Should -BeLike 'Later: EngineUnavailable*'
        $later.ExitCode | Should -Be 0
        (Invoke-Script "$connect`n$example" -Conversation ([guid]::NewGuid())).ExitCode | Should -Be 1
    }
}

Describe 'In an unattended job' {
    It 'a missing parameter is an error and not a prompt: <Line>' -ForEach @(
        @{ Line = 'Connect-InteractionEngine' }
        @{ Line = 'Connect-InteractionEngine -Credential user' }
        @{ Line = 'Connect-InteractionEngine -Uri https://engine.invalid -ProxyCredential user -EnvironmentVariable' }
        @{ Line = 'Connect-InteractionEngine -EnvironmentVariable -Confirm' }
        @{ Line = 'Get-InteractionActivity' }
    ) {
        $result = Invoke-Script "`$ErrorActionPreference = 'Stop'`n$line"
        $result.ExitCode | Should -Be 1
        $result.Errors | Should -Not -BeNullOrEmpty
    }

    It 'a missing connection is an error and not a prompt' {
        (Invoke-Script "`$ErrorActionPreference = 'Stop'`nImport-Csv ./conversations.csv | Get-InteractionActivity").ExitCode | Should -Be 1
    }
}

Describe 'Progress' {
    It 'is <Told> with $ProgressPreference <Preference>' -ForEach @(
        @{ Preference = 'SilentlyContinue'; Told = 'silent'; Expected = $false }
        @{ Preference = 'Continue'; Told = 'told'; Expected = $true }
    ) {
        # Slow enough for progress to be shown.
        Invoke-Emulator $emulator PATCH options @{ latency = 400; pageCap = 20 } | Out-Null
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $emulator, $preference)
                $ProgressPreference = $preference
                Import-Module $module
                Connect-InteractionEngine $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri
                @(Get-InteractionActivity $emulator.ConversationId -All).Count').AddArgument($module).AddArgument($emulator).AddArgument($preference)
            $shell.Invoke() | Should -Be 50
            $told = $shell.Streams.Progress | Where-Object Activity -Like "Reading conversation $($emulator.ConversationId)"
            [bool]$told | Should -Be $expected
        }
        finally {
            $shell.Dispose()
            Invoke-Emulator $emulator PATCH options @{ latency = 0; pageCap = 0 } | Out-Null
        }
    }
}
