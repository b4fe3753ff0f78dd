# Get-InteractionActivity -Wait. What is to come is added when something else has come, so that nothing depends on how fast the machine is.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator -ArgumentList '--page-cap', '5'
    $script:module = "$((Get-Module Interactions).ModuleBase)/Interactions.psd1"
    $script:engine, $script:client = $emulator.Uri, $emulator.Credential
    $script:session = Connect-InteractionEngine -Credential $client -Uri $engine -IdentityUri $engine -MaximumRetryCount 0 -PassThru
    # Where something does not come, a test ends at this -Until, and fails.
    $script:quickly = @{ Wait = $true; Type = 'Customer'; PollingIntervalSec = 0.1; Until = [datetimeoffset]::UtcNow.AddMinutes(10) }

    # Times are a minute or more ago, as those of an engine whose clock is right.
    $script:now = [datetimeoffset]::UtcNow.ToUnixTimeMilliseconds() - 120000

    function Add-Activity([guid] $Id, [long[]] $Time, [string] $Text) {
        Invoke-Emulator $emulator POST "conversations/$Id/activities" (($Time | ConvertTo-Activity -Text $Text) -join "`n") | Out-Null
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe '-Wait' {
    BeforeEach {
        Clear-Emulator $emulator
        $script:id = Add-Conversation $emulator (0..11 | ForEach-Object { $now + $_ } | ConvertTo-Activity -Text 'There')
    }

    It 'gives all that is there, page after page, and then what comes' {
        $texts = Get-InteractionActivity $id @quickly | ForEach-Object {
            if ($_.EventId -eq $now + 11) { Add-Activity $id ($now + 20) -Text 'First' }
            if ($_.Text -eq 'First') { Add-Activity $id ($now + 20), ($now + 21) -Text 'Second' }
            $_.Text
        } | Select-Object -First 15
        $texts | Should -Be (@('There') * 12 + 'First', 'Second', 'Second')
    }

    It 'gives only what is new with -Since (Get-Date)' {
        Add-Activity $id ([datetimeoffset]::UtcNow.ToUnixTimeMilliseconds() + 60000) -Text 'New'
        (Get-InteractionActivity $id @quickly -Since (Get-Date) | Select-Object -First 1).Text | Should -Be 'New'
    }

    It 'gives what appears late once, as late as -LookbackSec says' {
        $texts = Get-InteractionActivity $id @quickly -LookbackSec 10 | ForEach-Object {
            if ($_.EventId -eq $now + 11) { Add-Activity $id ($now + 11 - 10000) -Text 'Late' }
            elseif ($_.Text -eq 'Late') { Add-Activity $id ($now + 11 - 10001) -Text 'Too late'; Add-Activity $id ($now + 12) -Text 'Next' }
            $_.Text
        } | Where-Object { $_ -ne 'There' } | Select-Object -First 2
        $texts | Should -Be 'Late', 'Next'
    }

    It 'writes the requests of each poll with -Verbose, also while nothing comes' {
        $until = [datetimeoffset]::UtcNow.AddSeconds(20)
        $lines = Get-InteractionActivity $id -Wait -Type Customer -PollingIntervalSec 0.1 -LookbackSec 0 -Until $until -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Select-Object -First 30
        $lines | Should -HaveCount 30
        [datetimeoffset]::UtcNow | Should -BeLessThan $until
    }

    It 'is not blinded by a time in the future' {
        Add-Activity $id ($now + 300000) -Text 'Future'
        $texts = Get-InteractionActivity $id @quickly | ForEach-Object {
            if ($_.Text -eq 'Future') { Add-Activity $id ($now + 30) -Text 'Present' }
            $_.Text
        } | Where-Object { $_ -ne 'There' } | Select-Object -First 2
        $texts | Should -Be 'Future', 'Present'
    }

    It 'ends at -Until, after the look-back' {
        $until = [datetimeoffset]::UtcNow.AddSeconds(1)
        Add-Activity $id ($until.ToUnixTimeMilliseconds() + 1) -Text 'After'
        $quickly = @{ Wait = $true; Type = 'Customer'; PollingIntervalSec = 0.1 }
        @(Get-InteractionActivity $id @quickly -Until $until -LookbackSec 0.5).Text | Should -Be (@('There') * 12)
        [datetimeoffset]::UtcNow | Should -BeGreaterOrEqual $until.AddSeconds(0.5)
        @(Get-InteractionActivity $id @quickly -Until ([datetimeoffset]::FromUnixTimeMilliseconds($now + 3))).Count | Should -Be 3
    }

    It 'leaves no request behind Select-Object -First' {
        $null = Get-InteractionActivity $id @quickly | Select-Object -First 12
        Clear-Emulator $emulator
        # The next pipeline would see requests of the one before.
        $null = Get-InteractionActivity $id -Type Customer
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }

    It 'refuses <_> without it' -ForEach 'PollingIntervalSec', 'LookbackSec' {
        $other = @{ $_ = 1 }
        { Get-InteractionActivity $id @other } | Should -Throw -ErrorId 'WaitRequired,*'
    }

    It 'refuses an interval below a tenth of a second' {
        { Get-InteractionActivity $id -Wait -PollingIntervalSec 0.09 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-InteractionActivity $id -Wait -LookbackSec -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe '-Wait with several conversations' {
    BeforeEach {
        Clear-Emulator $emulator
        $script:ids = 1..3 | ForEach-Object { Add-Conversation $emulator ($now | ConvertTo-Activity -Text "$_") }
    }

    It 'follows them at the same time, each once, from the pipeline' {
        $texts = $ids + $ids[0] | Get-InteractionActivity @quickly | ForEach-Object {
            # Each one brings the next one, in the next conversation.
            if ([int] $_.Text -in 3..7) { Add-Activity $ids[[int] $_.Text % 3] ($now + [int] $_.Text) -Text "$([int] $_.Text + 1)" }
            $_.Text
        } | Select-Object -First 8
        $texts | Sort-Object | Should -Be (1..8)
        $texts[-5..-1] | Should -Be (4..8)
    }

    It 'goes on with the others where one is unknown, not allowed or gone, and ends when none is left' {
        $unknown = [guid]::NewGuid()
        Invoke-Emulator $emulator POST faults @{ status = 403; conversation = $ids[0] } | Out-Null
        $texts = @(Get-InteractionActivity $unknown, $ids[0], $ids[1] @quickly -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object {
                if ($_.Text -eq '2') { Add-Activity $ids[1] ($now + 1) -Text 'Next' }
                else { Invoke-Emulator $emulator POST faults @{ status = 404; conversation = $ids[1]; count = -1 } | Out-Null }
                $_.Text
            })
        $texts | Should -Be '2', 'Next'
        $failures.TargetObject | Sort-Object | Should -Be ($unknown, $ids[0], $ids[1] | Sort-Object)
        $failures.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ConversationNotFound', 'ConversationNotFound', 'EngineForbidden'
        $failures.Where({ $_.TargetObject -eq $ids[1] }).ErrorDetails.Message | Should -BeLike '*Go on with -LastEventId *.'
    }

    It 'ends at the first failure with -ErrorAction Stop' {
        { Get-InteractionActivity ([guid]::NewGuid()), $ids[0] @quickly -ErrorAction Stop } | Should -Throw -ErrorId 'ConversationNotFound,*'
    }
}

Describe '-Wait in an outage' {
    It 'says once that the engine cannot be reached, and when it is back, and gives what came meanwhile (<_>)' -ForEach 'unavailable', 'drop' {
        Clear-Emulator $emulator
        $id = Add-Conversation $emulator ($now | ConvertTo-Activity -Text 'Before')
        $kind = $_
        # The warning is written while the engine is away, so what the pipeline makes of it brings it back.
        $out = Get-InteractionActivity $id @quickly -Verbose 3>&1 4>&1 6>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.WarningRecord]) {
                Add-Activity $id ($now + 1) -Text 'Meanwhile'
                Invoke-Emulator $emulator DELETE outage | Out-Null
            }
            elseif ("$_" -eq 'Before') { Invoke-Emulator $emulator PUT outage @{ kind = $kind } | Out-Null }
            $_
        } | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] -or "$_" -notmatch '^(GET|POST|Retry) ' } | ForEach-Object {
            if ("$_" -eq 'Meanwhile') { Add-Activity $id ($now + 2) -Text 'After' }
            $_
        } | Select-Object -First 6
        @($out | Where-Object { $_ -is [Interactions.Activity] }).Text | Should -Be 'Before', 'Meanwhile', 'After'
        $warning, $verbose, $information = 'Warning', 'Verbose', 'Information' | ForEach-Object {
            $kind = "System.Management.Automation.${_}Record" -as [type]
            $out | Where-Object { $_ -is $kind }
        }
        $warning | Should -BeLike 'The engine has been unreachable since 20??-??-?? ??:??:?? *. It is retried *'
        $verbose | Should -BeLike 'The engine is reachable again*'
        "$information" | Should -Be "$verbose"
    }
}

Describe '-Wait in other runspaces and processes' {
    BeforeEach {
        Clear-Emulator $emulator
        $script:ids = 1..2 | ForEach-Object { Add-Conversation $emulator ($now | ConvertTo-Activity -Text 'There') }
    }

    It 'follows over one connection in ForEach-Object -Parallel' {
        $texts = $ids | ForEach-Object -Parallel {
            Import-Module $using:module
            $quickly = $using:quickly
            Get-InteractionActivity $_ @quickly -Session $using:session
        } | ForEach-Object {
            if ($_.Text -eq 'There') { Add-Activity $_.ConversationId ($now + 1) -Text 'Next' }
            $_.Text
        } | Select-Object -First 4
        $texts | Sort-Object | Should -Be 'Next', 'Next', 'There', 'There'
    }

    It 'is followed and stopped as a job: <Name>' -ForEach @(
        @{ Name = 'Start-ThreadJob'; Start = {
                Start-ThreadJob {
                    Import-Module $using:module
                    $quickly = $using:quickly
                    Get-InteractionActivity $using:ids @quickly -Session $using:session
                }
            }
        }
        @{ Name = 'Start-Job'; Start = {
                Start-Job {
                    Import-Module $using:module
                    Connect-InteractionEngine -Credential $using:client -Uri $using:engine -IdentityUri $using:engine
                    Get-InteractionActivity $using:ids -Wait -Type Customer -PollingIntervalSec 0.1
                }
            }
        }
    ) {
        $job = & $start
        try {
            $texts = [System.Collections.Generic.List[string]]::new()
            Wait-Until { $job | Receive-Job | ForEach-Object { $texts.Add($_.Text) }; $texts.Count -eq 2 } -Seconds 60
            Add-Activity $ids[1] ($now + 1) -Text 'Next'
            Wait-Until { $job | Receive-Job | ForEach-Object { $texts.Add($_.Text) }; $texts.Count -eq 3 } -Seconds 60
            $texts[2] | Should -Be 'Next'
            $job.State | Should -Be 'Running'
            $job | Stop-Job
            $job.State | Should -Be 'Stopped'
        }
        finally { $job | Remove-Job -Force }
    }
}

Describe 'An alert' {
    It 'tells when a customer writes a word, as about_Interactions_Automation has it' {
        $page = Get-Content -Path "$PSScriptRoot/../../docs/en-US/about_Interactions_Automation.md" -Raw
        $text = $page -split '(?m)^## ' | Where-Object { $_ -like "ALERTS`n*" }
        $example = [regex]::Match($text, '(?ms)^```powershell\n(.*?)^```').Groups[1].Value.Trim()
        @($example -split '\n').Count | Should -Be 3

        $id = Add-Conversation $emulator ($now | ConvertTo-Activity -Text 'No refund, this is from before')
        $later = [datetimeoffset]::UtcNow.ToUnixTimeMilliseconds() + 60000
        Add-Activity $id $later -Text 'I want a refund!'
        Invoke-Emulator $emulator POST "conversations/$id/activities" ($later | ConvertTo-Activity -Text 'A refund it is' -From Agent -To Customer) | Out-Null
        $told = & ([scriptblock]::Create("$example | Select-Object -First 1"))
        $told.Text | Should -Be 'I want a refund!'
    }
}
