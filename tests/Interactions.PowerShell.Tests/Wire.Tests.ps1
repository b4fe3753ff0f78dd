# What users see of addresses, proxies, passwords, disconnects and outages.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:engine = @{ Uri = $emulator.Uri; IdentityUri = $emulator.Uri }
    $script:known = Add-Conversation $emulator (1000..1004 | ConvertTo-Activity)
    $script:token = [System.Net.NetworkCredential]::new('', (Invoke-Emulator $emulator POST tokens).access_token).SecurePassword
    $script:secret = @{ Credential = $emulator.Credential }

    # All that an error record can show.
    function Get-Everything([System.Management.Automation.ErrorRecord] $Record) {
        $Record | Out-String
        $Record | Format-List * -Force | Out-String
        $Record.CategoryInfo | Format-List * -Force | Out-String
        "$($Record.CategoryInfo) $($Record.TargetObject)"
        $Record.Exception | Format-List * -Force | Out-String
        $Record.InvocationInfo.BoundParameters | Out-String
        $Record.Exception.ToString()
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Types from a config file' {
    BeforeAll { Connect-InteractionEngine @secret @engine }
    BeforeEach { Clear-Emulator $emulator }

    It 'are both read where they stand in one string: <given>' -ForEach @(
        @{ Given = 'Customer,Agent' }, @{ Given = ' agent , customer ' }, @{ Given = , 'Customer,Agent' }
    ) {
        Get-InteractionActivity $known -Type $given | Out-Null
        (Get-SeenRequest $emulator).Type | Sort-Object -Unique | Should -Be 'Agent', 'Customer'
    }

    It 'are an error where one of them is none' {
        { Get-InteractionActivity $known -Type 'Customer,Robot' } | Should -Throw '*Robot*'
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }

    It 'are an error where one engine is wanted' {
        { Connect-InteractionEngine -Token $token -Environment 'Production,Demo' } | Should -Throw '*Environment*more than one name*'
    }
}

Describe 'An engine that is not said' {
    BeforeAll {
        $script:variables = 'URI', 'IDENTITY_URI', 'TOKEN', 'CLIENT_ID', 'CLIENT_SECRET' | ForEach-Object { "INTERACTION_ENGINE_$_" }
        $script:before = @{}
        $variables | ForEach-Object { $before[$_] = [System.Environment]::GetEnvironmentVariable($_) }
    }

    BeforeEach {
        $variables | ForEach-Object { [System.Environment]::SetEnvironmentVariable($_, $null) }
        Clear-Emulator $emulator
    }

    AfterAll { foreach ($name in $variables) { [System.Environment]::SetEnvironmentVariable($name, $before[$name]) } }

    It 'is asked for where only the identity service is given' {
        $failure = { Connect-InteractionEngine @secret -IdentityUri $emulator.Uri } | Should -Throw -ErrorId 'EngineUriRequired,*' -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*-Uri*'
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }

    It 'is asked for where only the variable of the identity service is set' {
        $env:INTERACTION_ENGINE_IDENTITY_URI = $emulator.Uri
        $env:INTERACTION_ENGINE_CLIENT_ID = $env:INTERACTION_ENGINE_CLIENT_SECRET = 'x'
        { Connect-InteractionEngine -EnvironmentVariable } | Should -Throw -ErrorId 'EngineUriRequired,*'
    }

    It 'may come with line ends, as all variables may' {
        $env:INTERACTION_ENGINE_URI = $env:INTERACTION_ENGINE_IDENTITY_URI = "$($emulator.Uri)`n"
        $env:INTERACTION_ENGINE_CLIENT_ID = " $($emulator.Credential.UserName)`r`n"
        $env:INTERACTION_ENGINE_CLIENT_SECRET = "$($emulator.Credential.GetNetworkCredential().Password)`n"
        (Connect-InteractionEngine -EnvironmentVariable -PassThru).Authentication | Should -BeExactly 'ClientCredentials'
        $env:INTERACTION_ENGINE_CLIENT_SECRET = $null
        $env:INTERACTION_ENGINE_TOKEN = "$([System.Net.NetworkCredential]::new('', $token).Password)`n"
        (Connect-InteractionEngine -EnvironmentVariable -PassThru).Authentication | Should -BeExactly 'Token'
    }

    It 'does not need the identity service with a token, not even a readable one' {
        $env:INTERACTION_ENGINE_URI = $emulator.Uri
        $env:INTERACTION_ENGINE_TOKEN = [System.Net.NetworkCredential]::new('', $token).Password
        $env:INTERACTION_ENGINE_IDENTITY_URI = 'not an address'
        (Connect-InteractionEngine -EnvironmentVariable -PassThru).IdentityUri | Should -BeNullOrEmpty
    }

    It 'has a client whose missing half is named: <set>' -ForEach @(
        @{ Set = 'CLIENT_ID'; Missing = 'CLIENT_SECRET' }, @{ Set = 'CLIENT_SECRET'; Missing = 'CLIENT_ID' }
    ) {
        [System.Environment]::SetEnvironmentVariable("INTERACTION_ENGINE_$set", 'x')
        $failure = { Connect-InteractionEngine -EnvironmentVariable } | Should -Throw -ErrorId 'EnvironmentVariableMissing,*' -PassThru
        "$failure" | Should -BeLike "*INTERACTION_ENGINE_$missing is missing*"
    }
}

Describe 'A credential that is none' {
    It 'is an error of the module where it is empty' {
        { Connect-InteractionEngine -Credential ([pscredential]::Empty) @engine } | Should -Throw -ErrorId 'InvalidCredential,*'
    }

    It 'is not asked for where an address stands in its place: <name>' -ForEach @(
        @{ Name = 'text'; Value = 'https://engine.example' }, @{ Name = 'a Uri'; Value = [uri] 'https://engine.example' }
    ) {
        { Connect-InteractionEngine $value } | Should -Throw '*Use -Uri for the address*'
    }

    It 'counts as none for the proxy' {
        (Connect-InteractionEngine @secret @engine -ProxyCredential ([pscredential]::Empty) -PassThru).IsConnected | Should -BeTrue
    }
}

Describe 'A password in an address' {
    It 'is nowhere in the error: <given.Keys> <name>' -ForEach @(
        @{ Name = 'with a user'; Given = @{ Uri = 'https://me:passw0rd@engine.example' } }
        @{ Name = 'without a scheme'; Given = @{ Uri = 'me:passw0rd@engine.example' } }
        @{ Name = 'of no address'; Given = @{ Uri = 'https://me:passw0rd@engine.example:port' } }
        @{ Name = 'with signs in it'; Given = @{ Uri = 'https://me:pass/passw0rd#?@engine.example' } }
        @{ Name = 'in the query'; Given = @{ Uri = 'https://engine.example/?key=passw0rd' } }
        @{ Name = 'with a user'; Given = @{ IdentityUri = 'https://me:passw0rd@engine.example'; Uri = 'https://engine.example' } }
        @{ Name = 'with a user'; Given = @{ Proxy = 'http://me:passw0rd@proxy.example:8080' } }
        @{ Name = 'without a scheme'; Given = @{ Proxy = 'me:passw0rd@proxy.example:8080' } }
    ) {
        $record = { Connect-InteractionEngine -Credential $emulator.Credential @given } | Should -Throw -PassThru
        (Get-Everything $record) -join "`n" | Should -Not -BeLike '*passw0rd*'
        if ($given.Proxy) { $record.ErrorDetails.RecommendedAction | Should -BeLike '*-ProxyCredential*' }
    }
}

Describe 'Contradictory proxy switches' {
    It 'are an error: <given.Keys>' -ForEach @(
        @{ Given = @{ NoProxy = $true; Proxy = 'http://proxy.example:1' } }
        @{ Given = @{ NoProxy = $true; ProxyUseDefaultCredentials = $true } }
        @{ Given = @{ NoProxy = $true; ProxyCredential = [pscredential]::new('me', [System.Net.NetworkCredential]::new('', 'x').SecurePassword) } }
        @{ Given = @{ ProxyUseDefaultCredentials = $true; ProxyCredential = [pscredential]::new('me', [System.Net.NetworkCredential]::new('', 'x').SecurePassword) } }
    ) {
        { Connect-InteractionEngine -Token $token -Uri $emulator.Uri @given } | Should -Throw -ErrorId 'AmbiguousProxy,*'
    }
}

Describe 'A proxy from the environment' {
    It 'is shown without its password, and never used for this machine' {
        $said = Invoke-Child @{ http_proxy = 'http://me:passw0rd@127.0.0.1:1'; https_proxy = 'http://me:passw0rd@127.0.0.1:1'; ENGINE = $emulator.Uri; TOKEN = [System.Net.NetworkCredential]::new('', $token).Password; CONVERSATION = $known } {
            $token = [System.Net.NetworkCredential]::new('', $env:TOKEN).SecurePassword
            $near = Connect-InteractionEngine -Token $token -Uri $env:ENGINE -PassThru
            "near '$($near.Proxy)' $(@(Get-InteractionActivity $env:CONVERSATION).Count)"
            "far '$((Connect-InteractionEngine -Token $token -PassThru).Proxy)'"
            "none '$((Connect-InteractionEngine -Token $token -NoProxy -PassThru).Proxy)'"
        }
        $said | Should -Be "near '' 5", "far 'http://127.0.0.1:1/'", "none ''"
    }
}

Describe 'A disconnect from another thread' {
    It 'ends a pipeline that waits for a token, with an error for each conversation' {
        $session = Connect-InteractionEngine @secret @engine -PassThru
        Invoke-Emulator $emulator DELETE tokens | Out-Null
        Clear-Emulator $emulator
        Invoke-Emulator $emulator POST faults @{ target = 'identity'; stallAfterBytes = 0; count = -1 } | Out-Null
        $shell = [powershell]::Create().AddScript({
                param($Module, $Session, $Id)
                Import-Module $Module
                $Id, $Id | Get-InteractionActivity -Session $Session -ErrorVariable failures -ErrorAction SilentlyContinue
                $failures
            }).AddArgument((Get-Module Interactions).Path).AddArgument($session).AddArgument($known)
        try {
            $running = $shell.BeginInvoke()
            Wait-Until { Get-SeenRequest $emulator | Where-Object Path -EQ '/connect/token' }
            $session | Disconnect-InteractionEngine
            Wait-Until { $running.IsCompleted } -Seconds 5
            $failures = $shell.EndInvoke($running)
            $failures.Count | Should -Be 2
            $failures.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
            $failures[0].TargetObject | Should -Be $known
        }
        finally {
            $shell.Dispose()
            Clear-Emulator $emulator
        }
    }
}

Describe 'Many conversations of an engine that is down' {
    It 'each get an error that names them, and the outage is found out once' {
        $session = Connect-InteractionEngine @secret @engine -PassThru
        Clear-Emulator $emulator
        Invoke-Emulator $emulator POST faults @{ status = 503; count = -1; body = '{"message":"Down for repair"}' } | Out-Null
        $ids = 1..20 | ForEach-Object { [guid]::NewGuid() }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $ids | Get-InteractionActivity -Type Customer -Session $session -ErrorAction SilentlyContinue -ErrorVariable failures
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 15
        $failures.Count | Should -Be 20
        for ($i = 0; $i -lt 20; $i++) { "$($failures[$i])" | Should -BeLike "Conversation $($ids[$i]): *503*Down for repair." }
        Clear-Emulator $emulator
    }
}

Describe 'Ends of time' {
    It 'are open in every zone: <name>' -ForEach @(
        @{ Name = 'datetime'; Since = [datetime]::MinValue; Until = [datetime]::MaxValue }
        @{ Name = 'DateTimeOffset'; Since = [DateTimeOffset]::MinValue; Until = [DateTimeOffset]::MaxValue }
        @{ Name = 'UTC'; Since = [datetime]::MinValue.ToUniversalTime(); Until = [datetime]::MaxValue.ToUniversalTime() }
        @{ Name = 'text'; Since = '0001-01-01'; Until = '9999-12-31' }
        @{ Name = 'null'; Since = $null; Until = $null }
    ) {
        Connect-InteractionEngine @secret @engine
        Clear-Emulator $emulator
        @(Get-InteractionActivity $known -Type Customer -Since $since -Until $until).Count | Should -Be 5
        (Get-SeenRequest $emulator).Leid | Should -Be '0'
    }

    It 'are open east and west of Greenwich: <_>' -ForEach 'Asia/Tokyo', 'America/Los_Angeles' {
        $said = Invoke-Child @{ TZ = $_; ENGINE = $emulator.Uri; TOKEN = (Invoke-Emulator $emulator POST tokens).access_token; CONVERSATION = $known } {
            Connect-InteractionEngine -Token ([System.Net.NetworkCredential]::new('', $env:TOKEN).SecurePassword) -Uri $env:ENGINE
            @(Get-InteractionActivity $env:CONVERSATION -Type Customer -Since ([datetime]::MinValue) -Until ([datetime]::MaxValue)).Count
            @(Get-InteractionActivity $env:CONVERSATION -Type Customer -Since '0001-01-01' -Until '9999-12-31').Count
        }
        $said | Should -Be 5, 5
    }
}

Describe 'Input by name' {
    BeforeAll { Connect-InteractionEngine @secret @engine }

    It 'names the columns that are missing and those that are there' {
        $activities = @('Conversation,Name', "$known,x" | ConvertFrom-Csv | Get-InteractionActivity -ErrorAction SilentlyContinue -ErrorVariable failures)
        $activities.Count | Should -Be 0
        "$($failures[0])" | Should -BeLike '*no property ConversationId or Id*Conversation, Name*'
    }

    It 'names the value that is no id: <value>' -ForEach @(@{ Value = '42' }, @{ Value = 42 }, @{ Value = 4.5 }) {
        [pscustomobject]@{ Id = $value } | Get-InteractionActivity -ErrorAction SilentlyContinue -ErrorVariable failures
        "$($failures[0])" | Should -BeLike "*'$value' is not a conversation id*"
    }

    It 'takes <_>' -ForEach 'ConversationId', 'Id', 'id' {
        @("$_,Name", "$known,x" | ConvertFrom-Csv | Get-InteractionActivity -Type Customer -ErrorAction Stop).Count | Should -Be 5
    }
}

Describe 'A client certificate' {
    It 'is an error where the store has none of that thumbprint' {
        { Connect-InteractionEngine -Token $token -Uri $emulator.Uri -CertificateThumbprint ('0' * 40) } | Should -Throw -ErrorId 'CertificateNotFound,*'
    }

    It 'is an error without a private key' {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=me', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now, [DateTimeOffset]::Now.AddDays(1))
        (Connect-InteractionEngine -Token $token -Uri $emulator.Uri -Certificate $certificate -PassThru).IsConnected | Should -BeTrue
        $public = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate.Export('Cert'))
        { Connect-InteractionEngine -Token $token -Uri $emulator.Uri -Certificate $public } | Should -Throw -ErrorId 'InvalidCertificate,*'
    }
}
