BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:engine = @{ Uri = $emulator.Uri; IdentityUri = $emulator.Uri; MaximumRetryCount = 0 }

    function Get-Token { [System.Net.NetworkCredential]::new('', (Invoke-Emulator $emulator POST tokens).access_token).SecurePassword }

    function Get-Client([string] $ClientId, [string] $Secret) {
        [pscredential]::new($ClientId, [System.Net.NetworkCredential]::new('', $Secret).SecurePassword)
    }

    # Runs a script, and returns the error that ends it.
    function Get-Failure([scriptblock] $Script) {
        try { & $Script | Out-Null } catch { return $_ }
        throw "It did not fail: $Script"
    }

    $script:variables = 'URI', 'IDENTITY_URI', 'TOKEN', 'CLIENT_ID', 'CLIENT_SECRET' | ForEach-Object { "INTERACTION_ENGINE_$_" }
    $script:before = @{}
    $variables | ForEach-Object { $before[$_] = [System.Environment]::GetEnvironmentVariable($_) }
    function Restore-Variable { foreach ($name in $variables) { [System.Environment]::SetEnvironmentVariable($name, $before[$name]) } }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Connect-InteractionEngine' {
    BeforeEach {
        Disconnect-InteractionEngine
        Clear-Emulator $emulator
    }

    It 'takes a token, and sends nothing before the first read' {
        Connect-InteractionEngine -Token (Get-Token) -Uri $emulator.Uri | Should -BeNullOrEmpty
        @(Get-SeenRequest $emulator).Count | Should -Be 0
        @(Get-InteractionActivity $emulator.ConversationId).Count | Should -Be 50
        (Get-InteractionEngine).Authentication | Should -BeExactly 'Token'
        (Get-InteractionEngine).TokenExpires | Should -BeNullOrEmpty
    }

    It 'takes a credential, and requests a token at once' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine | Should -BeNullOrEmpty
        @(Get-SeenRequest $emulator).Path | Should -Be '/connect/token'
        @(Get-InteractionActivity $emulator.ConversationId).Count | Should -Be 50
        $connection = Get-InteractionEngine
        $connection.Authentication | Should -BeExactly 'ClientCredentials'
        $connection.ClientId | Should -BeExactly $emulator.Credential.UserName
        $connection.TokenExpires | Should -BeGreaterThan ([datetime]::Now.AddDays(29))
        $connection.TokenExpires | Should -BeLessThan ([datetime]::Now.AddDays(31))
        @(Get-SeenRequest $emulator | Where-Object Path -EQ '/connect/token').Count | Should -Be 1
    }

    It 'takes a credential by position' {
        Connect-InteractionEngine $emulator.Credential @engine
        (Get-InteractionEngine).IsConnected | Should -BeTrue
    }

    It 'writes the connection only with -PassThru, and makes it the current one either way' {
        $connection = Connect-InteractionEngine -Credential $emulator.Credential @engine -PassThru
        $connection.Uri | Should -Be $emulator.Uri
        Get-InteractionEngine | Should -Be $connection
        $connection.IsConnected | Should -BeTrue
    }

    It 'has the retries and timeouts that were given' {
        $patience = @{ MaximumRetryCount = 7; RetryIntervalSec = 2; MaximumRetryIntervalSec = 30; ConnectionTimeoutSeconds = 11; OperationTimeoutSeconds = 12; MaximumActivitySize = 5MB }
        $connection = Connect-InteractionEngine -Token (Get-Token) -Uri $emulator.Uri @patience -PassThru
        foreach ($name in $patience.Keys) { $connection.$name | Should -Be $patience[$name] -Because $name }
    }

    It 'does nothing with -WhatIf' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine -WhatIf
        Get-InteractionEngine | Should -BeNullOrEmpty
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }

    It 'keeps the old connection where a new one fails' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine
        $before = Get-InteractionEngine
        Get-Failure { Connect-InteractionEngine -Credential (Get-Client 'nobody' 'x') @engine } | Out-Null
        Get-InteractionEngine | Should -Be $before
        @(Get-InteractionActivity $emulator.ConversationId).Count | Should -Be 50
    }

    It 'has the addresses of the vendor''s engines' -ForEach @(
        @{ Given = @{}; Engine = 'https://engine.hubster.io/' }
        @{ Given = @{ Environment = 'Production' }; Engine = 'https://engine.hubster.io/' }
        @{ Given = @{ Environment = 'demo' }; Engine = 'https://demo-engine.hubster.io/' }
    ) {
        (Connect-InteractionEngine -Token (Get-Token) -PassThru @given).Uri | Should -Be $engine
    }

    It 'refuses a wrong <name>' -ForEach @(
        @{ Name = 'secret'; ClientId = 'hubster.engine.api.emulator'; Secret = 'wrong' }
        @{ Name = 'client id'; ClientId = 'hubster.engine.api.other'; Secret = 'wrong' }
    ) {
        $failure = Get-Failure { Connect-InteractionEngine -Credential (Get-Client $clientId $secret) @engine }
        $failure.FullyQualifiedErrorId | Should -BeLike 'EngineUnauthorized,*'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.TargetObject | Should -Be $emulator.Uri
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure.Exception.EngineCodes | Should -Be 'invalid_client'
        Get-InteractionEngine | Should -BeNullOrEmpty
    }

    It 'gets EngineUnauthorized for a portal client at the first request, because its token is not for the engine' {
        $portal = Get-Client 'hubster.portal.api.emulator' $emulator.Credential.GetNetworkCredential().Password
        Connect-InteractionEngine -Credential $portal @engine
        $failure = Get-Failure { Get-InteractionActivity $emulator.ConversationId -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'EngineUnauthorized,*'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*portal*'
    }

    It 'ends with <id> for <name>' -ForEach @(
        @{ Name = 'plain http to another host'; Id = 'AllowUnencryptedAuthenticationRequired'; Given = @{ Uri = 'http://engine.invalid'; IdentityUri = 'https://identity.invalid' } }
        @{ Name = 'plain http to another identity service'; Id = 'AllowUnencryptedAuthenticationRequired'; Given = @{ Uri = 'https://engine.invalid'; IdentityUri = 'http://identity.invalid' } }
        @{ Name = '-Environment with -Uri'; Id = 'AmbiguousEngine'; Given = @{ Environment = 'Demo'; Uri = 'https://engine.invalid' } }
        @{ Name = '-Environment with -IdentityUri'; Id = 'AmbiguousEngine'; Given = @{ Environment = 'Demo'; IdentityUri = 'https://identity.invalid' } }
        @{ Name = '-Uri without -IdentityUri'; Id = 'IdentityUriRequired'; Given = @{ Uri = 'https://engine.invalid' } }
        @{ Name = 'an address without a scheme'; Id = 'InvalidEngineAddress'; Given = @{ Uri = 'engine.invalid/x'; IdentityUri = 'https://identity.invalid' } }
        @{ Name = 'an address that is not http'; Id = 'InvalidEngineAddress'; Given = @{ Uri = 'ftp://engine.invalid'; IdentityUri = 'https://identity.invalid' } }
        @{ Name = 'an address with a password'; Id = 'InvalidEngineAddress'; Given = @{ Uri = 'https://me:pass@engine.invalid'; IdentityUri = 'https://identity.invalid' } }
        @{ Name = 'an address with a query'; Id = 'InvalidEngineAddress'; Given = @{ Uri = 'https://engine.invalid/?x=1'; IdentityUri = 'https://identity.invalid' } }
        @{ Name = 'a proxy that is not http'; Id = 'InvalidEngineAddress'; Given = @{ Uri = 'https://engine.invalid'; IdentityUri = 'https://identity.invalid'; Proxy = 'ftp://proxy.invalid' } }
    ) {
        $failure = Get-Failure { Connect-InteractionEngine -Credential $emulator.Credential @given }
        $failure.FullyQualifiedErrorId | Should -BeLike "$id,*"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-InteractionEngine | Should -BeNullOrEmpty
    }

    It 'accepts plain http to another host with -AllowUnencryptedAuthentication' {
        $allowed = @{ AllowUnencryptedAuthentication = $true }
        $connection = Connect-InteractionEngine -Token (Get-Token) -Uri 'http://engine.invalid' -PassThru @allowed
        $connection.AllowUnencryptedAuthentication | Should -BeTrue
    }

    It 'refuses a token with <name> in it, without repeating the token' -ForEach @(
        @{ Name = 'Bearer'; Text = 'Bearer abcdefghijk' }, @{ Name = 'a line end'; Text = "abcdefghijk`n" }, @{ Name = 'other letters'; Text = "abcdefghijk`u{e9}" }
    ) {
        $failure = Get-Failure { Connect-InteractionEngine -Token ([System.Net.NetworkCredential]::new('', $text).SecurePassword) -Uri $emulator.Uri }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidToken,*'
        "$failure" | Should -Not -BeLike '*abcdef*'
    }

    It 'refuses an empty token' {
        $failure = Get-Failure { Connect-InteractionEngine -Token ([securestring]::new()) -Uri $emulator.Uri }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidToken,*'
    }
}

Describe 'Connecting from environment variables' {
    BeforeEach {
        Disconnect-InteractionEngine
        $variables | ForEach-Object { [System.Environment]::SetEnvironmentVariable($_, $null) }
    }

    AfterAll { Restore-Variable }

    It 'takes client id and secret' {
        $env:INTERACTION_ENGINE_URI = $env:INTERACTION_ENGINE_IDENTITY_URI = $emulator.Uri
        $env:INTERACTION_ENGINE_CLIENT_ID = $emulator.Credential.UserName
        $env:INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
        Connect-InteractionEngine -EnvironmentVariable
        (Get-InteractionEngine).Authentication | Should -BeExactly 'ClientCredentials'
        @(Get-InteractionActivity $emulator.ConversationId).Count | Should -Be 50
    }

    It 'takes a token' {
        $env:INTERACTION_ENGINE_URI = $emulator.Uri
        $env:INTERACTION_ENGINE_TOKEN = (Invoke-Emulator $emulator POST tokens).access_token
        Connect-InteractionEngine -EnvironmentVariable
        (Get-InteractionEngine).Authentication | Should -BeExactly 'Token'
        @(Get-InteractionActivity $emulator.ConversationId).Count | Should -Be 50
    }

    It 'prefers -Uri to the variable' {
        $env:INTERACTION_ENGINE_URI = 'https://other.invalid'
        $env:INTERACTION_ENGINE_TOKEN = 'token-of-a-kind'
        (Connect-InteractionEngine -EnvironmentVariable -Uri $emulator.Uri -PassThru).Uri | Should -Be $emulator.Uri
    }

    It 'ends with EnvironmentVariableMissing where <name>' -ForEach @(
        @{ Name = 'none is set'; Set = @{} }
        @{ Name = 'there is an id without a secret'; Set = @{ INTERACTION_ENGINE_CLIENT_ID = 'hubster.engine.api.x' } }
        @{ Name = 'the token is empty'; Set = @{ INTERACTION_ENGINE_TOKEN = '' } }
    ) {
        foreach ($name in $set.Keys) { [System.Environment]::SetEnvironmentVariable($name, $set[$name]) }
        $failure = Get-Failure { Connect-InteractionEngine -EnvironmentVariable }
        $failure.FullyQualifiedErrorId | Should -BeLike 'EnvironmentVariableMissing,*'
        "$failure" | Should -BeLike '*INTERACTION_ENGINE_CLIENT_ID*INTERACTION_ENGINE_CLIENT_SECRET*INTERACTION_ENGINE_TOKEN*'
    }

    It 'ends with EnvironmentVariableInvalid, which names the variable, for a bad address' {
        $env:INTERACTION_ENGINE_TOKEN = 'token-of-a-kind'
        $env:INTERACTION_ENGINE_URI = 'not an address'
        $failure = Get-Failure { Connect-InteractionEngine -EnvironmentVariable }
        $failure.FullyQualifiedErrorId | Should -BeLike 'EnvironmentVariableInvalid,*'
        $failure.TargetObject | Should -BeExactly 'INTERACTION_ENGINE_URI'
    }
}

Describe 'Disconnect-InteractionEngine' {
    It 'ends the connection of the runspace, and a second call is no error' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine
        Disconnect-InteractionEngine -ErrorAction Stop
        Get-InteractionEngine | Should -BeNullOrEmpty
        Disconnect-InteractionEngine -ErrorAction Stop
    }

    It 'ends a connection that it is given' {
        $connection = Connect-InteractionEngine -Credential $emulator.Credential @engine -PassThru
        $connection | Disconnect-InteractionEngine
        $connection | Disconnect-InteractionEngine
        $connection.IsConnected | Should -BeFalse
        Get-InteractionEngine | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine
        Disconnect-InteractionEngine -WhatIf
        (Get-InteractionEngine).IsConnected | Should -BeTrue
    }
}

Describe 'The connection of a runspace' {
    BeforeAll { Connect-InteractionEngine -Credential $emulator.Credential @engine }

    It 'is not visible to another runspace' {
        $other = [powershell]::Create().AddScript({
                param($Module)
                Import-Module $Module
                "$(Get-InteractionEngine)"
                try { Get-InteractionActivity ([guid]::NewGuid()) } catch { $_.FullyQualifiedErrorId }
            }).AddArgument((Get-Module Interactions).Path)
        try { $other.Invoke() | Should -Be '', 'NotConnected,Interactions.PowerShell.GetInteractionActivityCommand' }
        finally { $other.Dispose() }
    }

    It 'does not change where another runspace connects' {
        $before = Get-InteractionEngine
        $other = [powershell]::Create().AddScript({
                param($Module, $Token)
                Import-Module $Module
                Connect-InteractionEngine -Token $Token -Environment Demo
                "$(Get-InteractionEngine)"
            }).AddArgument((Get-Module Interactions).Path).AddArgument((Get-Token))
        try { $other.Invoke() | Should -Be 'https://demo-engine.hubster.io/' }
        finally { $other.Dispose() }
        Get-InteractionEngine | Should -Be $before
    }

    It 'can be passed to ForEach-Object -Parallel with -Session, and all share one token' {
        Clear-Emulator $emulator
        $module, $session, $id = (Get-Module Interactions).Path, (Get-InteractionEngine), $emulator.ConversationId
        $counts = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:module
            @(Get-InteractionActivity $using:id -Session $using:session -All).Count
        }
        $counts | Should -Be 50, 50, 50, 50, 50, 50
        Get-SeenRequest $emulator | Where-Object Path -EQ '/connect/token' | Should -BeNullOrEmpty
    }

    It 'is not used where -Session is given' {
        $other = Connect-InteractionEngine -Credential $emulator.Credential @engine -PassThru
        Connect-InteractionEngine -Token (Get-Token) -Uri 'https://engine.invalid' -MaximumRetryCount 0
        @(Get-InteractionActivity $emulator.ConversationId -Session $other).Count | Should -Be 50
    }
}

Describe 'A token that expires' {
    It 'is renewed before it expires, without an error' {
        $brief = Start-Emulator -ArgumentList '--token-lifetime', '2'
        try {
            $session = Connect-InteractionEngine -Credential $brief.Credential -Uri $brief.Uri -IdentityUri $brief.Uri -MaximumRetryCount 0 -PassThru
            $first = $session.TokenExpires
            Wait-Until { @(Get-InteractionActivity $brief.ConversationId -Type Bot -ErrorAction Stop).Count -gt 0 -and $session.TokenExpires -gt $first }
            Get-SeenRequest $brief | ForEach-Object status | Should -Not -Contain 401
            @(Get-SeenRequest $brief | Where-Object Path -EQ '/connect/token').Count | Should -Be 2
        }
        finally { Stop-Emulator $brief }
    }

    It 'is renewed once where the engine refuses it early' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine
        Clear-Emulator $emulator
        Invoke-Emulator $emulator DELETE tokens | Out-Null
        @(Get-InteractionActivity $emulator.ConversationId -ErrorAction Stop).Count | Should -Be 50
        @(Get-SeenRequest $emulator | Where-Object Path -EQ '/connect/token').Count | Should -Be 1
    }
}

Describe 'Completion' {
    It 'offers for <line> <values>' -ForEach @(
        @{ Line = 'Get-InteractionActivity -Type '; Values = 'Agent', 'Bot', 'Customer' }
        @{ Line = 'Get-InteractionActivity -Type Customer, b'; Values = , 'Bot' }
        @{ Line = 'Connect-InteractionEngine -Environment '; Values = 'Demo', 'Production' }
        @{ Line = 'Connect-InteractionEngine -Environment p'; Values = , 'Production' }
    ) {
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Sort-Object | Should -Be $values
    }

    It 'sends no request' {
        Connect-InteractionEngine -Credential $emulator.Credential @engine
        Clear-Emulator $emulator
        $line = 'Get-InteractionActivity -Type '
        TabExpansion2 $line $line.Length | Out-Null
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }
}
