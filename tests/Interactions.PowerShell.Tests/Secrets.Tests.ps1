BeforeAll { Import-Module "$PSScriptRoot/Suite.psm1" }

Describe 'A session with every output stream on, connected with <name>,' -ForEach @(
    @{ Name = 'a token'; Variables = { @{ INTERACTION_ENGINE_TOKEN = (Invoke-Emulator $emulator POST tokens).access_token } } }
    @{ Name = 'a client secret'; Variables = { @{ INTERACTION_ENGINE_CLIENT_ID = $emulator.Credential.UserName; INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password } } }
    @{ Name = 'a client secret of awkward characters'; Secret = '+/=&%abcDEF"''<>{}+/=='; Variables = { @{ INTERACTION_ENGINE_CLIENT_ID = $emulator.Credential.UserName; INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password } } }
) {
    BeforeAll {
        $arguments = if ($secret) { '--client-secret', $secret }
        $script:emulator = Start-Emulator -ArgumentList $arguments
        $credentials = & $variables
        $folder = New-Item -ItemType Directory -Path 'TestDrive:/secrets' -Force
        # The test knows the token that the identity service gives, and the engine repeats what it was sent.
        $token = if ($credentials.INTERACTION_ENGINE_TOKEN) { $credentials.INTERACTION_ENGINE_TOKEN } else { (Invoke-Emulator $emulator POST tokens).access_token }
        $script:secrets = @($token; $credentials.INTERACTION_ENGINE_CLIENT_SECRET) -ne $null
        $quoted = ConvertTo-Json "$secrets"
        $faults = @(
            @{ target = 'identity'; body = @{ access_token = $token; expires_in = 3600 } | ConvertTo-Json; count = -1 }
            @{ status = 503; retryAfter = '1' }
            @{ status = 403; body = '{{"errors":[{{"code":101,"description":{0}}}],"trackingId":{0},"timestamp":{0}}}' -f $quoted; skip = 1 }
            @{ body = "<html>$secrets"; skip = 2 }
        )
        $faults | ForEach-Object { Invoke-Emulator $emulator POST faults $_ | Out-Null }

        $script:said = Invoke-Child ($credentials + @{ INTERACTION_ENGINE_URI = $emulator.Uri; INTERACTION_ENGINE_IDENTITY_URI = $emulator.Uri; FOLDER = $folder.FullName; CONVERSATION = $emulator.ConversationId }) {
            Start-Transcript -Path "$env:FOLDER/transcript.txt" | Out-Null
            $ErrorActionPreference = 'Continue'
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            & {
                Connect-InteractionEngine -EnvironmentVariable -Verbose -Debug -PassThru
                1..4 | ForEach-Object { Get-InteractionActivity $env:CONVERSATION -Type Customer -All -Verbose -Debug | Select-Object -First 2 }
                try { Connect-InteractionEngine -EnvironmentVariable -Uri 'https://engine.invalid' -IdentityUri 'https://identity.invalid' -MaximumRetryCount 0 -Verbose -Debug } catch { $_ }
                Get-InteractionActivity $env:CONVERSATION -Type Customer -Verbose -Debug | Select-Object -First 2
                $Error | Format-List * -Force
                $Error.Exception | Format-List * -Force
                $session = Get-InteractionEngine
                $session
                $session | Format-List * -Force
                $session | ConvertTo-Json -Depth 10
                $session | Format-Custom -Depth 5
                "$session"
                $session | Export-Clixml -Path "$env:FOLDER/session.xml"
                $Error | Export-Clixml -Path "$env:FOLDER/errors.xml" -Depth 4
            } *>&1 | Out-String -Width 4000 -Stream
            # Once more without redirection, so that the transcript has it.
            Connect-InteractionEngine -EnvironmentVariable -Verbose -Debug
            Get-InteractionActivity $env:CONVERSATION -Type Customer -Verbose -Debug | Select-Object -Last 1
            Stop-Transcript | Out-Null
        }
        $script:written = @{ output = $said -join "`n" }
        Get-ChildItem $folder | ForEach-Object { $written[$_.Name] = Get-Content $_ -Raw }
    }

    AfterAll { Stop-Emulator $emulator }

    It 'has output of a retry, of each kind of failure, and of activities' {
        foreach ($pattern in '*Retry 1 in*', '*EngineForbidden*', '*InvalidEngineResponse*', '*EngineUnreachable*', '*GET http*', '*Customer (WebChat)*') {
            $written['output'] -like $pattern | Should -BeTrue -Because $pattern
        }
        $written.Keys | Sort-Object | Should -Be 'errors.xml', 'output', 'session.xml', 'transcript.txt'
        $written['transcript.txt'] -like '*VERBOSE: GET http*' | Should -BeTrue
    }

    It 'writes no seven characters of a secret in a row anywhere' {
        $parts = foreach ($one in $secrets) { for ($i = 0; $i + 7 -le $one.Length; $i++) { $one.Substring($i, 7) } }
        $parts = @($parts | ForEach-Object { $_; [uri]::EscapeDataString($_); [System.Security.SecurityElement]::Escape($_); (ConvertTo-Json $_).Trim('"') } | Sort-Object -CaseSensitive -Unique)
        $parts.Count | Should -BeGreaterThan 10
        $found = foreach ($place in $written.Keys) { foreach ($part in $parts) { if ($written[$place].Contains($part)) { "$place holds '$part'" } } }
        $found | Should -BeNullOrEmpty
    }
}
