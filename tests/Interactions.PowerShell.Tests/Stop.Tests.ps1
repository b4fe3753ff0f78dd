BeforeDiscovery { $script:noSignals = $IsWindows }

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator -ArgumentList '--page-cap', '5'
    $script:known = Add-Conversation $emulator (1000..1011 | ConvertTo-Activity)
    $script:variables = @{
        INTERACTION_ENGINE_URI           = $emulator.Uri
        INTERACTION_ENGINE_IDENTITY_URI  = $emulator.Uri
        INTERACTION_ENGINE_CLIENT_ID     = $emulator.Credential.UserName
        INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
        CONVERSATION                     = $known
    }

    function Add-Fault([hashtable] $Fault) { Invoke-Emulator $emulator POST faults $Fault | Out-Null }

    # Sends Ctrl+C to a child PowerShell once a condition is true, and returns how many milliseconds its pipeline took to end.
    # The child's script writes the time at which its pipeline ended, in ticks, to a file.
    function Measure-Stop([scriptblock] $Script, [scriptblock] $IsBusy) {
        $script:left = Join-Path $TestDrive ([guid]::NewGuid())
        $child = Start-Child ($variables + @{ LEFT = $left }) ([scriptblock]::Create("try { $Script } finally { [System.IO.File]::WriteAllText(`$env:LEFT, [datetime]::UtcNow.Ticks) }"))
        try {
            Wait-Until { $child.HasExited -or (& $IsBusy) } -Seconds 20
            $child.HasExited | Should -BeFalse
            $signalled = [datetime]::UtcNow.Ticks
            & kill -INT $child.Id
            $child.WaitForExit(20000) | Should -BeTrue
            ([long] [System.IO.File]::ReadAllText($left) - $signalled) / [timespan]::TicksPerMillisecond
        }
        finally {
            if (-not $child.HasExited) { $child.Kill() }
        }
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Ctrl+C' -Skip:$noSignals {
    BeforeEach { Clear-Emulator $emulator }

    It 'ends <name> within half a second, and leaves no connection open' -ForEach @(
        @{
            Name = 'a page that stalls'
            Fault = @{ stallAfterBytes = 700 }
            Script = { Connect-InteractionEngine -EnvironmentVariable; Get-InteractionActivity $env:CONVERSATION -Type Customer -All }
            IsBusy = { Get-SeenRequest $emulator | Where-Object { $_.type -and $_.bytesWritten -ge 700 } }
        }
        @{
            Name = 'an answer that does not begin'
            Fault = @{ stallAfterBytes = 0 }
            Script = { Connect-InteractionEngine -EnvironmentVariable; Get-InteractionActivity $env:CONVERSATION }
            IsBusy = { Get-SeenRequest $emulator | Where-Object type }
        }
        @{
            Name = 'the wait for a retry'
            Fault = @{ status = 503; retryAfter = '60'; count = -1 }
            Script = {
                Connect-InteractionEngine -EnvironmentVariable
                Get-InteractionActivity $env:CONVERSATION -Type Customer -Verbose 4>&1 | ForEach-Object { if ("$_" -like 'Retry 1*') { [System.IO.File]::WriteAllText("$env:LEFT.waits", '') } }
            }
            IsBusy = { Test-Path "$left.waits" }
        }
        @{
            Name = 'a request for a token'
            Fault = @{ target = 'identity'; stallAfterBytes = 0 }
            Script = { Connect-InteractionEngine -EnvironmentVariable }
            IsBusy = { Get-SeenRequest $emulator }
        }
        @{
            Name = 'the time between two polls of -Wait'
            Fault = $null
            Script = {
                Connect-InteractionEngine -EnvironmentVariable
                Get-InteractionActivity $env:CONVERSATION -Type Customer -Wait -PollingIntervalSec 3600 | ForEach-Object { if ($_.EventId -eq 1011) { [System.IO.File]::WriteAllText("$env:LEFT.waits", '') } }
            }
            IsBusy = { (Test-Path "$left.waits") -and -not (Get-SeenRequest $emulator | Where-Object { $_.type -and $_.status -ne 200 }) }
        }
        @{
            Name = 'the wait of -Wait for an engine that is away'
            Fault = @{ status = 503; count = -1 }
            Script = {
                Connect-InteractionEngine -EnvironmentVariable -MaximumRetryCount 0
                Get-InteractionActivity $env:CONVERSATION -Type Customer -Wait -PollingIntervalSec 3600 3>&1 | ForEach-Object { [System.IO.File]::WriteAllText("$env:LEFT.waits", '') }
            }
            IsBusy = { Test-Path "$left.waits" }
        }
        @{
            Name = 'a pipeline that is blocked behind it'
            Fault = @{ stallAfterBytes = 700; skip = 1 }
            Script = { Connect-InteractionEngine -EnvironmentVariable; Get-InteractionActivity $env:CONVERSATION -Type Customer -All | ForEach-Object { Start-Sleep -Seconds 60 } }
            IsBusy = { Get-SeenRequest $emulator | Where-Object { $_.leid -gt 0 -and $_.bytesWritten -ge 700 } }
        }
    ) {
        if ($fault) { Add-Fault $fault }
        Measure-Stop $script $isBusy | Should -BeLessThan 500
        Wait-Until { (Invoke-Emulator $emulator GET connections).open -eq 0 }
    }
}

Describe 'A thousand rounds of Select-Object -First 1' {
    It 'leave no more sockets, threads and handles than there were' -Skip:(-not $IsLinux) {
        # In a process of its own, so that nothing else opens sockets, threads or handles.
        $counts = Invoke-Child $variables {
            function Get-Count { '{0} {1}' -f [System.IO.Directory]::GetFileSystemEntries('/proc/self/fd').Count, [System.IO.Directory]::GetDirectories('/proc/self/task').Count }
            Connect-InteractionEngine -EnvironmentVariable
            foreach ($round in 1..1100) {
                $null = Get-InteractionActivity $env:CONVERSATION -Type Customer -All | Select-Object -First 1
                if ($round -eq 100) { Get-Count }
            }
            # The system may take a moment to release what has been closed.
            [GC]::Collect()
            [GC]::WaitForPendingFinalizers()
            Get-Count
        }
        ($handlesBefore, $threadsBefore), ($handlesAfter, $threadsAfter) = $counts | ForEach-Object { , [int[]] ($_ -split ' ') }
        $handlesAfter | Should -BeLessThan ($handlesBefore + 20)
        $threadsAfter | Should -BeLessThan ($threadsBefore + 10)
        Wait-Until { (Invoke-Emulator $emulator GET connections).open -eq 0 }
    }
}
