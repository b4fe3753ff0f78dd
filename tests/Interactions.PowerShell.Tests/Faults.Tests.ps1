BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator -ArgumentList '--page-cap', '5'
    $script:engine = @{ Uri = $emulator.Uri; IdentityUri = $emulator.Uri; Credential = $emulator.Credential; MaximumRetryCount = 0; PassThru = $true }
    $script:patient = Connect-InteractionEngine @engine
    $script:impatient = Connect-InteractionEngine @engine -ConnectionTimeoutSeconds 1 -OperationTimeoutSeconds 1

    # Twelve activities in pages of five. The second page repeats the last two activities of the first.
    $script:timeline = 1000..1011
    $script:wire = @($timeline | ConvertTo-Activity -Text "Libert`u{e9}")
    $script:known = Add-Conversation $emulator $wire

    # The positions in a page at which the fourth activity and its text begin.
    $script:fourth = 1 + 3 * ([System.Text.Encoding]::UTF8.GetByteCount($wire[0]) + 1)
    function Get-Offset([string] $Text) { [System.Text.Encoding]::UTF8.GetByteCount($wire[0].Substring(0, $wire[0].IndexOf($Text))) }

    function Add-Fault([hashtable] $Fault) { Invoke-Emulator $emulator POST faults $Fault | Out-Null }

    function Read-Activity([object] $Session, [hashtable] $With = @{ All = $true }) {
        $script:failures = $null
        @(Get-InteractionActivity $known -Type Customer -Session $Session @With -ErrorAction SilentlyContinue -ErrorVariable script:failures | ForEach-Object EventId)
    }

    function Assert-Failure([string] $Id, [string] $Category, [object] $Target = $known) {
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeExactly "$Id,Interactions.PowerShell.GetInteractionActivityCommand"
        $failures[0].CategoryInfo.Category | Should -Be $Category
        $failures[0].TargetObject | Should -Be $Target
        $failures[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    function Get-FreePort {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'A request that fails' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is <id>: <name>' -ForEach @(
        foreach ($code in 200..212) {
            @{ Name = "400 ENG000$code"; Fault = { @{ errorCode = $code } }.GetNewClosure(); Id = 'EngineRejectedRequest'; Category = 'InvalidArgument'; Status = 400; Code = "ENG000$code" }
        }
        @{ Name = '403 ENG000101'; Fault = { @{ errorCode = 101 } }; Id = 'EngineForbidden'; Category = 'PermissionDenied'; Status = 403; Code = 'ENG000101' }
        @{ Name = '403 ENG000110'; Fault = { @{ errorCode = 110 } }; Id = 'EngineForbidden'; Category = 'PermissionDenied'; Status = 403; Code = 'ENG000110' }
        @{ Name = '404 ENG006500'; Fault = { @{ errorCode = 6500 } }; Id = 'ConversationNotFound'; Category = 'ObjectNotFound'; Status = 404; Code = 'ENG006500' }
        @{ Name = '404 with HTML'; Fault = { @{ status = 404; body = '<html>'; contentType = 'text/html' } }; Id = 'EngineRejectedRequest'; Category = 'InvalidArgument'; Status = 404 }
        @{ Name = '408 ENG000108'; Fault = { @{ errorCode = 108 } }; Id = 'EngineTimeout'; Category = 'OperationTimeout'; Status = 408; Code = 'ENG000108' }
        @{ Name = '409'; Fault = { @{ errorCode = 106 } }; Id = 'EngineRejectedRequest'; Category = 'InvalidArgument'; Status = 409; Code = 'ENG000106' }
        @{ Name = '410'; Fault = { @{ errorCode = 104 } }; Id = 'EngineRejectedRequest'; Category = 'InvalidArgument'; Status = 410; Code = 'ENG000104' }
        @{ Name = '417'; Fault = { @{ errorCode = 107 } }; Id = 'EngineRejectedRequest'; Category = 'InvalidArgument'; Status = 417; Code = 'ENG000107' }
        @{ Name = '429'; Fault = { @{ status = 429 } }; Id = 'EngineThrottled'; Category = 'LimitsExceeded'; Status = 429 }
        @{ Name = '429 with Retry-After in seconds'; Fault = { @{ status = 429; retryAfter = '7' } }; Id = 'EngineThrottled'; Category = 'LimitsExceeded'; Status = 429; Wait = 7, 7 }
        @{ Name = '429 with Retry-After of two minutes'; Fault = { @{ status = 429; retryAfter = '120' } }; Id = 'EngineThrottled'; Category = 'LimitsExceeded'; Status = 429; Wait = 120, 120 }
        @{ Name = '429 with Retry-After as a date to come'; Fault = { @{ status = 429; retryAfter = [datetime]::UtcNow.AddSeconds(300).ToString('R') } }; Id = 'EngineThrottled'; Category = 'LimitsExceeded'; Status = 429; Wait = 270, 300 }
        @{ Name = '429 with Retry-After as a date gone by'; Fault = { @{ status = 429; retryAfter = 'Fri, 05 Apr 2024 14:00:00 GMT' } }; Id = 'EngineThrottled'; Category = 'LimitsExceeded'; Status = 429; Wait = 0, 0 }
        @{ Name = '429 with a Retry-After that is none'; Fault = { @{ status = 429; retryAfter = 'soon' } }; Id = 'EngineThrottled'; Category = 'LimitsExceeded'; Status = 429 }
        @{ Name = '500 ENG000100'; Fault = { @{ errorCode = 100 } }; Id = 'EngineUnavailable'; Category = 'ResourceUnavailable'; Status = 500; Code = 'ENG000100' }
        @{ Name = '502 with HTML'; Fault = { @{ status = 502; body = '<html><body>Bad Gateway</body></html>'; contentType = 'text/html' } }; Id = 'EngineUnavailable'; Category = 'ResourceUnavailable'; Status = 502 }
        @{ Name = '503'; Fault = { @{ status = 503 } }; Id = 'EngineUnavailable'; Category = 'ResourceUnavailable'; Status = 503 }
        @{ Name = '504 with half an error'; Fault = { @{ status = 504; body = '{"status":504,"errors":[{"co' } }; Id = 'EngineUnavailable'; Category = 'ResourceUnavailable'; Status = 504 }
        @{ Name = '503 with errors of another shape'; Fault = { @{ status = 503; body = '{"errors":"none","trackingId":{"a":1}}' } }; Id = 'EngineUnavailable'; Category = 'ResourceUnavailable'; Status = 503 }
        @{ Name = 'a body that is not the gzip it says'; Fault = { @{ body = 'not packed'; headers = @{ 'Content-Encoding' = 'gzip' } } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData' }
        @{ Name = 'a dropped connection'; Fault = { @{ dropAfterBytes = 0 } }; Id = 'EngineUnreachable'; Category = 'ConnectionError' }
        @{ Name = 'no answer in time'; Fault = { @{ stallAfterBytes = 0 } }; Id = 'EngineTimeout'; Category = 'OperationTimeout'; Impatient = $true }
    ) {
        $session = if ($impatient) { $script:impatient } else { $patient }
        $trouble = & $fault

        # The first request.
        foreach ($all in $false, $true) {
            Add-Fault $trouble
            Read-Activity $session @{ All = $all } | Should -BeNullOrEmpty
            Assert-Failure $id $category
            "$($failures[0])" | Should -Not -BeLike '*-LastEventId*'
        }
        $failures[0].Exception.StatusCode | Should -Be $status
        $failures[0].Exception.EngineCodes | Should -Be $code
        if ($wait) {
            $failures[0].Exception.RetryAfter.TotalSeconds | Should -BeGreaterOrEqual $wait[0]
            $failures[0].Exception.RetryAfter.TotalSeconds | Should -BeLessOrEqual $wait[1]
            $failures[0].ErrorDetails.RecommendedAction | Should -Match 'asks to wait \d+ seconds'
        }
        elseif ($status) { $failures[0].Exception.RetryAfter | Should -BeNullOrEmpty }

        # The second page: the activities of the first are written, and the error says where to continue.
        Add-Fault ($trouble + @{ skip = 1 })
        Read-Activity $session | Should -Be (1000..1004)
        Assert-Failure $id $category
        "$($failures[0])" | Should -BeLike '*Go on with -LastEventId 1004.'

        # A second call works.
        Read-Activity $session @{ All = $true; LastEventId = 1004 } | Should -Be (1004..1011)
        $failures | Should -BeNullOrEmpty
    }

    It 'has the engine''s tracking id and time on the exception' {
        Add-Fault @{ status = 500; body = '{"status":500,"errors":[{"code":100,"description":"Broken. (code: ENG000100)"}],"trackingId":"track-7","timestamp":"2024-04-05T14:00:00Z"}' }
        Read-Activity $patient
        $failures[0].Exception.TrackingId | Should -BeExactly 'track-7'
        $failures[0].Exception.EngineTimestamp | Should -BeExactly '2024-04-05T14:00:00Z'
        "$($failures[0])" | Should -BeLike '*Broken.*'
    }
}

Describe 'A response that breaks off' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is <id> after the complete activities: <name>' -ForEach @(
        @{ Name = 'half an array'; Fault = { @{ truncateAfterBytes = $fourth } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData' }
        @{ Name = 'a cut in a UTF-8 sequence'; Fault = { @{ truncateAfterBytes = $fourth + (Get-Offset "`u{e9}") + 1 } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData' }
        @{ Name = 'a cut in the middle of a number'; Fault = { @{ truncateAfterBytes = $fourth + (Get-Offset '000') } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData' }
        @{ Name = 'a cut in gzip'; Fault = { @{ contentEncoding = 'gzip'; truncateAfterBytes = 200 } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData'; Whole = $null }
        @{ Name = 'a dropped connection'; Fault = { @{ dropAfterBytes = $fourth + 20 } }; Id = 'EngineUnreachable'; Category = 'ConnectionError' }
        @{ Name = 'a connection dropped between two activities'; Fault = { @{ dropAfterBytes = $fourth } }; Id = 'EngineUnreachable'; Category = 'ConnectionError' }
        @{ Name = 'a stall past the operation timeout'; Fault = { @{ stallAfterBytes = $fourth + 20 } }; Id = 'EngineTimeout'; Category = 'OperationTimeout'; Impatient = $true }
    ) {
        $session = if ($impatient) { $script:impatient } else { $patient }
        $trouble = & $fault

        foreach ($all in $false, $true) {
            Add-Fault $trouble
            $got = Read-Activity $session @{ All = $all }
            Assert-Failure $id $category
            if ($name -ne 'a cut in gzip') {
                $got | Should -Be (1000..1002)
                "$($failures[0])" | Should -BeLike '*Go on with -LastEventId 1002.'
            }
        }

        # The second page. Its fourth activity is the eighth of the conversation.
        Add-Fault ($trouble + @{ skip = 1 })
        $before = Read-Activity $session
        Assert-Failure $id $category
        if ($name -ne 'a cut in gzip') { $before | Should -Be (1000..1005) }

        # Reading from the id in the error returns everything that was missing.
        "$($failures[0])" | Should -Match 'Go on with -LastEventId (\d+)\.$'
        $from = [long] $failures[0].Exception.ResumeFrom
        "$($failures[0])" | Should -BeLike "*$from."
        $after = Read-Activity $session @{ All = $true; LastEventId = $from }
        $failures | Should -BeNullOrEmpty
        $before + $after | Sort-Object -Unique | Should -Be $timeline
        $after[0] | Should -Be $before[-1]
    }
}

Describe 'A response that is unusual but valid' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is no error: <name>' -ForEach @(
        @{ Name = 'an empty 200'; Fault = { @{ status = 200 } }; Gives = @() }
        @{ Name = 'a 204'; Fault = { @{ status = 204 } }; Gives = @() }
        @{ Name = 'an empty array'; Fault = { @{ body = '[]' } }; Gives = @() }
        @{ Name = 'white space and a byte order mark'; Fault = { @{ body = "`u{feff}`r`n [`t$($wire[0]) ,`n $($wire[1])]`n" } }; Gives = 1000, 1001 }
        @{ Name = 'gzip'; Fault = { @{ contentEncoding = 'gzip' } }; Gives = 1000..1004 }
        # The build for .NET Framework, which Editions.Tests.ps1 runs this file with, does not ask for Brotli: .NET Framework has no decoder for it.
        if (-not $env:INTERACTIONS_TEST_MODULE) { @{ Name = 'br'; Fault = { @{ contentEncoding = 'br' } }; Gives = 1000..1004 } }
        @{ Name = 'another content type'; Fault = { @{ contentType = 'text/plain' } }; Gives = 1000..1004 }
        @{ Name = 'duplicate keys'; Fault = { @{ body = '[{"eventId":1,"eventId":1000,"message":{"type":"image","type":"text","text":"a","text":"b"},"message":{"type":"text","text":"c"}}]' } }; Gives = , 1000 }
        @{ Name = 'an unknown enum'; Fault = { @{ body = '[{"eventId":1000,"flowProcess":"Sideways","sender":{"integrationType":99,"channelType":"Pigeon"}}]' } }; Gives = , 1000 }
        @{ Name = 'numbers past 64 bits'; Fault = { @{ body = '[{"eventId":1000,"event":{"type":"payload","payload":{"big":123456789012345678901234567890,"huge":1e999}}}]' } }; Gives = , 1000 }
        @{ Name = 'an event id past 64 bits beside others'; Fault = { @{ body = '[{"eventId":1000},{"eventId":123456789012345678901234567890},{"eventId":1002}]' } }; Gives = 1000, $null, 1002 }
        @{ Name = 'nesting 10,000 deep'; Fault = { @{ body = '[{"eventId":1000},{"eventId":1001,"event":{"type":"payload","payload":' + '[' * 10000 + ']' * 10000 + '}},{"eventId":1002}]' } }; Gives = 1000, 1001, 1002 }
        @{ Name = 'a slow drip that never pauses as long as the operation timeout'; Fault = { @{ dripBytesPerSecond = 900 } }; Gives = 1000..1004; Impatient = $true }
    ) {
        $session = if ($impatient) { $script:impatient } else { $patient }
        Add-Fault (& $fault)
        $got = @(Get-InteractionActivity $known -Type Customer -Session $session -ErrorAction Stop)
        $got.Count | Should -Be $gives.Count
        $got.EventId | Should -Be $gives
        Read-Activity $session | Should -Be $timeline
    }

    It 'keeps every digit of a number of more than 64 bits' {
        Add-Fault @{ body = '[{"eventId":1000,"event":{"type":"payload","payload":{"big":123456789012345678901234567890,"huge":1e999}}}]' }
        $payload = (Get-InteractionActivity $known -Type Customer -Session $patient).Event.Payload
        "$($payload.big)" | Should -BeExactly '123456789012345678901234567890'
        "$($payload.huge)" | Should -BeExactly '1e999'
    }

    It 'may have almost 64 MB in one activity, and more where -MaximumActivitySize says so' {
        $roomy = Connect-InteractionEngine @engine -MaximumActivitySize 65MB
        foreach ($case in @(@{ Session = $patient; Size = 63MB }, @{ Session = $roomy; Size = 64MB })) {
            $large = Add-Conversation $emulator @((ConvertTo-Activity 1000), (ConvertTo-Activity 1001 ('x' * $case.Size)), (ConvertTo-Activity 1002))
            $activities = @(Get-InteractionActivity $large -Type Customer -Session $case.Session -ErrorAction Stop)
            $activities.EventId | Should -Be 1000, 1001, 1002
            $activities[1].Message.Text.Length | Should -Be $case.Size
        }
    }
}

Describe 'A token that is not accepted' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is EngineUnauthorized for a connection by token, after one request' {
        $session = Connect-InteractionEngine -Token ([System.Net.NetworkCredential]::new('', 'no-such-token').SecurePassword) -Uri $emulator.Uri -PassThru
        Read-Activity $session | Should -BeNullOrEmpty
        Assert-Failure EngineUnauthorized AuthenticationError
        $failures[0].Exception.EngineCodes | Should -Be 'ENG000102'
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }

    It 'is renewed in the middle of a conversation, without an error' {
        Add-Fault @{ errorCode = 102; skip = 1 }
        Read-Activity $patient | Should -Be $timeline
        $failures | Should -BeNullOrEmpty
        @(Get-SeenRequest $emulator | Where-Object Path -EQ '/connect/token').Count | Should -Be 1
    }

    It 'is EngineUnauthorized where the renewed token is refused too' {
        Add-Fault @{ errorCode = 102; count = -1 }
        Read-Activity $patient | Should -BeNullOrEmpty
        Assert-Failure EngineUnauthorized AuthenticationError
        @(Get-SeenRequest $emulator).Path | Should -Be "/api/v1/interactions/activities/$known", '/connect/token', "/api/v1/interactions/activities/$known"
        Clear-Emulator $emulator
        Read-Activity $patient | Should -Be $timeline
    }

    It 'is <id> where the renewal fails: <name>' -ForEach @(
        @{ Name = 'refused'; Fault = { @{ status = 400; body = '{"error":"invalid_client"}' } }; Id = 'EngineUnauthorized'; Category = 'AuthenticationError' }
        @{ Name = '503'; Fault = { @{ status = 503 } }; Id = 'EngineUnavailable'; Category = 'ResourceUnavailable' }
        @{ Name = 'HTML'; Fault = { @{ body = '<html>' } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData' }
        @{ Name = 'another kind of token'; Fault = { @{ body = '{"access_token":"abc","token_type":"MAC"}' } }; Id = 'InvalidEngineResponse'; Category = 'InvalidData' }
        @{ Name = 'dropped'; Fault = { @{ dropAfterBytes = 0 } }; Id = 'EngineUnreachable'; Category = 'ConnectionError' }
    ) {
        Invoke-Emulator $emulator DELETE tokens | Out-Null
        Add-Fault (@{ target = 'identity' } + (& $fault))
        Read-Activity $patient | Should -BeNullOrEmpty
        Assert-Failure $id $category
        Read-Activity $patient | Should -Be $timeline
    }
}

Describe 'An identity service that fails' {
    BeforeEach { Clear-Emulator $emulator }

    It 'ends Connect-InteractionEngine with <id>: <name>' -ForEach @(
        @{ Name = '400 invalid_client'; Fault = @{ status = 400; body = '{"error":"invalid_client","error_description":"No."}' }; Id = 'EngineUnauthorized' }
        @{ Name = '401 IDT000100'; Fault = @{ status = 401; errorCode = 100 }; Id = 'EngineUnauthorized' }
        @{ Name = '400 of another kind'; Fault = @{ status = 400; body = '{"error":"invalid_request"}' }; Id = 'EngineRejectedRequest' }
        @{ Name = '429'; Fault = @{ status = 429 }; Id = 'EngineThrottled' }
        @{ Name = '500 IDT000500'; Fault = @{ errorCode = 500 }; Id = 'EngineUnavailable' }
        @{ Name = 'a redirect'; Fault = @{ status = 302; headers = @{ Location = 'https://elsewhere.invalid/' } }; Id = 'EngineRejectedRequest' }
        @{ Name = 'an empty 200'; Fault = @{ status = 200 }; Id = 'InvalidEngineResponse' }
        @{ Name = 'half a token'; Fault = @{ truncateAfterBytes = 60 }; Id = 'InvalidEngineResponse' }
        @{ Name = 'a dropped connection'; Fault = @{ dropAfterBytes = 0 }; Id = 'EngineUnreachable' }
        @{ Name = 'no answer'; Fault = @{ stallAfterBytes = 0 }; Id = 'EngineTimeout' }
    ) {
        Add-Fault ($fault + @{ target = 'identity' })
        $failure = { Connect-InteractionEngine @engine -ConnectionTimeoutSeconds 1 } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeExactly "$id,Interactions.PowerShell.ConnectInteractionEngineCommand"
        $failure.TargetObject | Should -Be $emulator.Uri
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        (Connect-InteractionEngine @engine -ConnectionTimeoutSeconds 1).IsConnected | Should -BeTrue
    }
}

Describe 'An engine that cannot be reached' {
    It 'is EngineUnreachable: <name>' -ForEach @(
        @{ Name = 'a port that nobody listens on'; Uri = { "http://127.0.0.1:$(Get-FreePort)" }; Says = '*refused the connection*' }
        @{ Name = 'a name that does not resolve'; Uri = { 'https://engine.invalid' }; Says = '*engine.invalid*' }
    ) {
        $token = [System.Net.NetworkCredential]::new('', 'token').SecurePassword
        $session = Connect-InteractionEngine -Token $token -Uri (& $uri) -MaximumRetryCount 0 -PassThru
        Read-Activity $session | Should -BeNullOrEmpty
        Assert-Failure EngineUnreachable ConnectionError
        "$($failures[0])" | Should -BeLike $says
        Read-Activity $patient | Should -Be $timeline
    }
}

Describe 'An engine with a certificate that is not trusted' {
    BeforeAll {
        $script:secure = Start-Emulator -ArgumentList '--https'
        $script:overTls = @{ Uri = $secure.Uri; IdentityUri = $secure.Uri; MaximumRetryCount = 0; PassThru = $true }
    }

    AfterAll { Stop-Emulator $secure }

    It 'ends Connect-InteractionEngine with EngineUnreachable, before the secret is sent' {
        $failure = { Connect-InteractionEngine -Credential $secure.Credential @overTls } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'EngineUnreachable,*'
        "$failure" | Should -BeLike '*certificate*not trusted*'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*-SkipCertificateCheck*'
        @(Get-SeenRequest $secure).Count | Should -Be 0
    }

    It 'is EngineUnreachable for Get-InteractionActivity, before the token is sent' {
        $session = Connect-InteractionEngine -Token ([System.Net.NetworkCredential]::new('', 'token').SecurePassword) -Uri $secure.Uri -PassThru -MaximumRetryCount 0
        Read-Activity $session | Should -BeNullOrEmpty
        Assert-Failure EngineUnreachable ConnectionError
        @(Get-SeenRequest $secure).Count | Should -Be 0
    }

    It 'works with -SkipCertificateCheck' {
        $session = Connect-InteractionEngine -Credential $secure.Credential @overTls -SkipCertificateCheck
        @(Get-InteractionActivity $secure.ConversationId -Session $session -ErrorAction Stop).Count | Should -Be 50
    }

    It 'is not followed from https to plain http' {
        $session = Connect-InteractionEngine -Credential $secure.Credential @overTls -SkipCertificateCheck
        Clear-Emulator $emulator
        Invoke-Emulator $secure POST faults @{ status = 302; headers = @{ Location = "$($emulator.Uri)api/v1/interactions/activities/$known" } } | Out-Null
        Read-Activity $session | Should -BeNullOrEmpty
        Assert-Failure EngineRejectedRequest InvalidArgument
        @(Get-SeenRequest $emulator).Count | Should -Be 0
        @(Get-InteractionActivity $secure.ConversationId -Session $session -ErrorAction Stop).Count | Should -Be 50
    }
}

Describe 'A redirect to another host' {
    It '<status> is not followed, so that the token is not sent there' -ForEach @{ Status = 301 }, @{ Status = 302 }, @{ Status = 307 }, @{ Status = 308 } {
        $other = Start-Emulator
        try {
            Add-Fault @{ status = $status; headers = @{ Location = "$($other.Uri)api/v1/interactions/activities/$known" } }
            Read-Activity $patient | Should -BeNullOrEmpty
            Assert-Failure EngineRejectedRequest InvalidArgument
            "$($failures[0])" | Should -BeLike "*$($other.Uri.Authority)*not followed*"
            @(Get-SeenRequest $other).Count | Should -Be 0
            Read-Activity $patient | Should -Be $timeline
        }
        finally { Stop-Emulator $other }
    }
}
