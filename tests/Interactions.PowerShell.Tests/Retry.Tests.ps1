BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator -ArgumentList '--page-cap', '5'
    $script:engine = @{ Uri = $emulator.Uri; IdentityUri = $emulator.Uri; Credential = $emulator.Credential; RetryIntervalSec = 1; PassThru = $true }
    $script:once = Connect-InteractionEngine @engine -MaximumRetryCount 1 -ConnectionTimeoutSeconds 1 -OperationTimeoutSeconds 1
    $script:timeline = 1000..1011
    $script:wire = @($timeline | ConvertTo-Activity)
    $script:known = Add-Conversation $emulator $wire

    function Add-Fault([hashtable] $Fault) { Invoke-Emulator $emulator POST faults $Fault | Out-Null }

    # Reads a conversation, and returns errors, verbose lines and the time it took.
    function Read-Activity([object] $Session, [switch] $All) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $said = Get-InteractionActivity $known -Type Customer -Session $Session -All:$All -Verbose -ErrorAction SilentlyContinue -ErrorVariable failures 4>&1
        [pscustomobject]@{
            EventId  = @($said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] } | ForEach-Object EventId)
            Waits    = @($said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -like 'Retry*' } | ForEach-Object Message)
            Failures = @($failures)
            Seconds  = $watch.Elapsed.TotalSeconds
        }
    }
}

BeforeDiscovery {
    $script:transient = @(
        foreach ($status in 408, 429, 500, 502, 503, 504) { @{ Name = $status; Fault = @{ status = $status } } }
        @{ Name = 'a dropped connection'; Fault = @{ dropAfterBytes = 0 } }
        @{ Name = 'no answer in time'; Fault = @{ stallAfterBytes = 0 } }
    )
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'A request that failed temporarily' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is sent again: <name>' -ForEach $transient {
        Add-Fault $fault
        $read = Read-Activity $once
        $read.Failures | Should -BeNullOrEmpty
        $read.EventId | Should -Be (1000..1004)
        @(Get-SeenRequest $emulator).Count | Should -Be 2
        $read.Waits.Count | Should -Be 1
        $read.Waits[0] | Should -Match '^Retry 1 in 1\.\d s: '
        $read.Seconds | Should -BeGreaterOrEqual 1
    }

    It 'is sent again -MaximumRetryCount times at most, each time after a longer delay' {
        $session = Connect-InteractionEngine @engine -MaximumRetryCount 2
        Clear-Emulator $emulator
        Add-Fault @{ status = 503; count = -1 }
        $read = Read-Activity $session
        $read.Failures.FullyQualifiedErrorId | Should -BeLike 'EngineUnavailable,*'
        @(Get-SeenRequest $emulator).Count | Should -Be 3
        $read.Waits | Should -Match '^Retry (1 in 1\.\d|2 in 2\.\d) s: .*503'
        $read.Seconds | Should -BeGreaterOrEqual 3
    }

    It 'is not sent again with -MaximumRetryCount 0' {
        $session = Connect-InteractionEngine @engine -MaximumRetryCount 0
        Clear-Emulator $emulator
        Add-Fault @{ status = 503 }
        (Read-Activity $session).Failures.Count | Should -Be 1
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }

    It 'is sent again where it was for a token' {
        Add-Fault @{ target = 'identity'; status = 503 }
        (Connect-InteractionEngine @engine -MaximumRetryCount 1).IsConnected | Should -BeTrue
        @(Get-SeenRequest $emulator).Path | Should -Be '/connect/token', '/connect/token'
    }
}

Describe 'A request that cannot succeed' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is not sent again: <_>' -ForEach 400, 403, 404, 405, 409, 410, 417, 422 {
        Add-Fault @{ status = $_; count = -1 }
        $read = Read-Activity $once
        $read.Failures.Count | Should -Be 1
        $read.Waits | Should -BeNullOrEmpty
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }

    It 'is not sent again where the identity service refuses the client' {
        Add-Fault @{ target = 'identity'; status = 400; body = '{"error":"invalid_client"}'; count = -1 }
        { Connect-InteractionEngine @engine } | Should -Throw -ErrorId 'EngineUnauthorized,*'
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }
}

Describe 'Retry-After' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is waited for in full: <name>' -ForEach @(
        @{ Name = 'seconds'; After = { '2' }; Least = 2; Most = 6 }
        @{ Name = 'a date to come'; After = { [datetime]::UtcNow.AddSeconds(3).ToString('R') }; Least = 1.9; Most = 7 }
        @{ Name = 'a date gone by, after which the usual wait is due'; After = { 'Fri, 05 Apr 2024 14:00:00 GMT' }; Least = 1; Most = 4 }
        @{ Name = 'nothing to be made sense of, the same'; After = { 'soon' }; Least = 1; Most = 4 }
    ) {
        Add-Fault @{ status = 429; retryAfter = & $after }
        $read = Read-Activity $once
        $read.EventId | Should -Be (1000..1004)
        $read.Seconds | Should -BeGreaterOrEqual $least
        $read.Seconds | Should -BeLessThan $most
        $seen = @(Get-SeenRequest $emulator)
        ([datetime] $seen[1].time - [datetime] $seen[0].time).TotalSeconds | Should -BeGreaterOrEqual $least
    }

    It 'is an error at once where it is longer than -MaximumRetryIntervalSec, and the error states it' {
        $session = Connect-InteractionEngine @engine -MaximumRetryIntervalSec 5
        $session.MaximumRetryIntervalSec | Should -Be 5
        Clear-Emulator $emulator
        Add-Fault @{ status = 429; retryAfter = '6' }
        $read = Read-Activity $session
        $read.Seconds | Should -BeLessThan 3
        @(Get-SeenRequest $emulator).Count | Should -Be 1
        $read.Failures[0].FullyQualifiedErrorId | Should -BeLike 'EngineThrottled,*'
        $read.Failures[0].ErrorDetails.RecommendedAction | Should -BeLike '*6 seconds*-MaximumRetryIntervalSec*'
    }

    It 'of more than a few seconds is shown as progress' {
        Add-Fault @{ status = 429; retryAfter = '4' }
        $other = [powershell]::Create().AddScript({
                param($Module, $Session, $Id)
                Import-Module $Module
                Get-InteractionActivity $Id -Type Customer -Session $Session
            }).AddArgument((Get-Module Interactions).Path).AddArgument($once).AddArgument($known)
        try {
            $other.Invoke().Count | Should -Be 5
            $shown = @($other.Streams.Progress | Where-Object Activity -Like 'Waiting*')
        }
        finally { $other.Dispose() }
        $shown[0].SecondsRemaining | Should -BeIn 4, 5
        $shown[0].StatusDescription | Should -BeLike 'Retry 1 in *429*'
        $shown[-1].RecordType | Should -Be 'Completed'
    }
}

Describe 'A page that breaks off in the middle' {
    BeforeEach { Clear-Emulator $emulator }

    It 'continues after the last complete activity, and each is returned once: <name>' -ForEach @(
        @{ Name = 'dropped before the first'; Fault = @{ dropAfterBytes = 20 } }
        @{ Name = 'dropped after two'; Fault = @{ dropAfterBytes = 650 } }
        @{ Name = 'dropped after two of the second page'; Fault = @{ dropAfterBytes = 650; skip = 1 } }
        @{ Name = 'stalled'; Fault = @{ stallAfterBytes = 650 } }
    ) {
        Add-Fault $fault
        $read = Read-Activity $once -All
        $read.Failures | Should -BeNullOrEmpty
        $read.EventId | Should -Be $timeline
        $read.Waits.Count | Should -Be 1
    }

    It 'continues without -All too' {
        Add-Fault @{ dropAfterBytes = 650 }
        $read = Read-Activity $once
        $read.Failures | Should -BeNullOrEmpty
        $read.EventId | Should -Be (1000..1004)
        $read.Waits.Count | Should -Be 1
    }

    It 'is not requested again where the array is complete and only what follows it is missing' {
        Add-Fault @{ dropAfterBytes = 100000 }
        $read = Read-Activity $once
        $read.Failures | Should -BeNullOrEmpty
        $read.EventId | Should -Be (1000..1004)
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }

    It 'has its own count of retries, so that a long conversation can have many failures' {
        Add-Fault @{ dropAfterBytes = 650 }
        Add-Fault @{ dropAfterBytes = 650; skip = 2 }
        $read = Read-Activity $once -All
        $read.Failures | Should -BeNullOrEmpty
        $read.EventId | Should -Be $timeline
        $read.Waits.Count | Should -Be 2
    }
}
