BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0
    $script:first = 1712325600000

    # Activities whose text is their number, 0, 1, 2 and so on. A given number of them share each millisecond.
    function Get-Timeline([int] $Count, [int] $Tie, [string[]] $Parties = ('Customer', 'Agent')) {
        for ($i = 0; $i -lt $Count; $i++) {
            ConvertTo-Activity ($first + [math]::Floor($i / $Tie)) "$i" -From $Parties[$i % $Parties.Count] -To $Parties[($i + 1) % $Parties.Count]
        }
    }

    $script:long = Add-Conversation $emulator (Get-Timeline 5000 -Tie 7)
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'All of 5,000 activities, a hundred at a time' {
    BeforeAll {
        # Seven activities share each millisecond, so that almost every page of 100 splits one.
        $script:mixed = Add-Conversation $emulator (Get-Timeline 5000 -Tie 7 -Parties Customer, Agent, Bot)
    }

    BeforeEach { Clear-Emulator $emulator }

    AfterAll { Invoke-Emulator $emulator PATCH options @{ leid = 'Inclusive' } | Out-Null }

    It 'are returned once and in order from an engine whose leid is <_>' -ForEach 'Inclusive', 'Exclusive' {
        Invoke-Emulator $emulator PATCH options @{ leid = $_ } | Out-Null

        $ofOneType = @(Get-InteractionActivity $long -Type Customer -All)
        ($ofOneType.Text -join ' ') | Should -BeExactly ((0..4999) -join ' ')
        @(Get-SeenRequest $emulator).Count | Should -BeLessThan 60

        $merged = @(Get-InteractionActivity $mixed -All)
        (($merged.Text | Sort-Object { [int] $_ }) -join ' ') | Should -BeExactly ((0..4999) -join ' ')
        ($merged.EventId -join ' ') | Should -BeExactly (($merged.EventId | Sort-Object) -join ' ')
    }

    It 'are returned from a point in the middle' {
        $middle = $first + [math]::Floor(2500 / 7)
        $rest = @(Get-InteractionActivity $long -Type Customer -All -LastEventId $middle)
        $rest[0].EventId | Should -Be $middle
        ($rest.Text -join ' ') | Should -BeExactly ((2499..4999) -join ' ')
    }

    It 'are returned up to a point in the middle, and the rest is not requested' {
        $until = [datetimeoffset]::FromUnixTimeMilliseconds($first + 20)
        (@(Get-InteractionActivity $long -Type Customer -All -Until $until).Text -join ' ') | Should -BeExactly ((0..139) -join ' ')
        @(Get-SeenRequest $emulator).Count | Should -BeLessOrEqual 3
    }
}

Describe 'Select-Object -First 1 after -All' {
    BeforeEach { Clear-Emulator $emulator }

    It 'takes at most two requests for each type' {
        @(Get-InteractionActivity $long -All | Select-Object -First 1).Text | Should -Be '0'
        Get-SeenRequest $emulator | Group-Object type | ForEach-Object Count | Should -BeIn 1, 2
    }

    It 'takes at most two requests where conversations are read one at a time' {
        @($long, $long | Get-InteractionActivity -Type Customer -All -ThrottleLimit 1 | Select-Object -First 1).Text | Should -Be '0'
        @(Get-SeenRequest $emulator).Count | Should -BeIn 1, 2
    }

    It 'takes about as long as one page' {
        # The second page is delayed by five seconds, the first is not.
        Invoke-Emulator $emulator POST faults @{ latency = 5000; skip = 1 } | Out-Null
        (Measure-Command { Get-InteractionActivity $long -Type Customer -All | Select-Object -First 1 }).TotalSeconds | Should -BeLessThan 3
    }

    It 'leaves no request open' {
        Invoke-Emulator $emulator POST faults @{ stallAfterBytes = 100; skip = 1 } | Out-Null
        (Measure-Command { Get-InteractionActivity $long -Type Customer -All | Select-Object -First 1 }).TotalSeconds | Should -BeLessThan 3
        Wait-Until { @(Get-SeenRequest $emulator | Where-Object aborted).Count -eq 1 }
    }

    It 'leaves the connection usable for the next call' {
        Get-InteractionActivity $long -All | Select-Object -First 1 | Out-Null
        @(Get-InteractionActivity $long -Type Customer | Select-Object -First 3).Text | Should -Be '0', '1', '2'
    }
}

Describe 'Progress and verbose messages of -All' {
    BeforeEach { Clear-Emulator $emulator }

    It 'are progress records with the number of activities and the time reached, at most a few each second' {
        Invoke-Emulator $emulator POST faults @{ latency = 25; count = -1 } | Out-Null
        $other = [powershell]::Create().AddScript({
                param($Module, $Session, $Id)
                Import-Module $Module
                Get-InteractionActivity $Id -Type Customer -All -Session $Session
            }).AddArgument((Get-Module Interactions).Path).AddArgument((Get-InteractionEngine)).AddArgument($long)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        try {
            $other.Invoke().Count | Should -Be 5000
            $shown = @($other.Streams.Progress | Where-Object Activity -Like "*$long*")
        }
        finally { $other.Dispose() }
        $shown.Count | Should -BeGreaterThan 1
        $shown.Count | Should -BeLessOrEqual (4 * $watch.Elapsed.TotalSeconds)
        $shown.StatusDescription | Should -Match '^[\d.,\s]+ activities, up to .*2024'
        [int] ($shown[-1].StatusDescription -replace ' activities.*' -replace '\D') | Should -BeGreaterThan ([int] ($shown[0].StatusDescription -replace ' activities.*' -replace '\D'))
    }

    It 'are a verbose line for each request with method, address, status, bytes and milliseconds' {
        $said = Get-InteractionActivity $long -Type Customer -All -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $seen = @(Get-SeenRequest $emulator)
        @($said).Count | Should -Be $seen.Count
        $expected = foreach ($request in $seen) { 'GET {0}{1}{2} 200, {3} bytes' -f $emulator.Uri.AbsoluteUri.TrimEnd('/'), $request.path, $request.query, $request.bytesWritten }
        # A request may start while the response before it is still read, and may end before it.
        $said.Message -replace ', \d+ ms$' | Sort-Object | Should -Be ($expected | Sort-Object)
        $said.Message | Should -Match ', \d+ ms$'
    }

    It 'are written as $VerbosePreference says, and -Verbose goes before it' {
        function Measure-VerboseLine([System.Management.Automation.ActionPreference] $VerbosePreference, [hashtable] $Given = @{}) {
            @(Get-InteractionActivity $long -Type Customer @Given 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count
        }
        Measure-VerboseLine Continue | Should -Be 1
        Measure-VerboseLine Continue @{ Verbose = $false } | Should -Be 0
        Measure-VerboseLine SilentlyContinue | Should -Be 0
        Measure-VerboseLine SilentlyContinue @{ Verbose = $true } | Should -Be 1
        Measure-VerboseLine Ignore | Should -Be 0
        $PSDefaultParameterValues = @{ 'Get-InteractionActivity:Verbose' = $true }
        Measure-VerboseLine SilentlyContinue | Should -Be 1
    }

    It 'are not written without -Verbose' {
        $said = Get-InteractionActivity $long -Type Customer *>&1
        @($said | Where-Object { $_.GetType().Name -ne 'Activity' }).Count | Should -Be 0
    }
}

Describe 'A millisecond with more activities than the engine returns at once' {
    AfterEach { Invoke-Emulator $emulator PATCH options @{ pageCap = 100; leid = 'Inclusive' } | Out-Null }

    It 'is named in a warning, and later activities are returned, from an engine whose leid is <_>' -ForEach 'Inclusive', 'Exclusive' {
        $id = Add-Conversation $emulator @(
            ConvertTo-Activity $first 'before'
            1..25 | ForEach-Object { ConvertTo-Activity ($first + 10) 'crowd' }
            20..39 | ForEach-Object { ConvertTo-Activity ($first + $_) 'after' })
        Invoke-Emulator $emulator PATCH options @{ pageCap = 10; leid = $_ } | Out-Null

        $activities = @(Get-InteractionActivity $id -Type Customer -All -WarningVariable warned -WarningAction SilentlyContinue)

        @($warned).Count | Should -Be 1
        $warned[0].Message | Should -BeLike "*$id*$($first + 10)*"
        @($activities | Where-Object Text -EQ 'before').Count | Should -Be 1
        @($activities | Where-Object Text -EQ 'crowd').Count | Should -BeGreaterOrEqual 9
        @($activities | Where-Object Text -EQ 'after').EventId | Should -Be (20..39 | ForEach-Object { $first + $_ })
    }

    It 'causes no warning where all of them fit' {
        $id = Add-Conversation $emulator (Get-Timeline 60 -Tie 9)
        Invoke-Emulator $emulator PATCH options @{ pageCap = 10 } | Out-Null
        @(Get-InteractionActivity $id -Type Customer -All -WarningVariable warned).Text | Should -Be (0..59)
        $warned | Should -BeNullOrEmpty
    }
}

Describe 'An engine that misbehaves' {
    # The emulator remembers for each conversation which page to repeat, so each run has a conversation of its own.
    BeforeEach { $script:short = Add-Conversation $emulator (Get-Timeline 250 -Tie 4) }

    AfterEach { Invoke-Emulator $emulator PATCH options @{ pageCap = 100; leid = 'Inclusive'; quirks = @() } | Out-Null }

    It 'does not stop -All from ending with every activity: <name>, leid <leid>' -ForEach @(
        foreach ($leid in 'Inclusive', 'Exclusive') {
            @{ Name = 'repeating pages'; Quirks = , 'repeat-page'; PageCap = 20; Leid = $leid }
            @{ Name = 'shuffling pages'; Quirks = , 'shuffle'; PageCap = 20; Leid = $leid }
            @{ Name = 'beginning with the activity before'; Quirks = , 'previous'; PageCap = 20; Leid = $leid }
            @{ Name = 'ignoring leid'; Quirks = , 'ignore-leid'; PageCap = 0; Leid = $leid }
            @{ Name = 'all of this'; Quirks = 'repeat-page', 'shuffle', 'previous', 'ignore-leid'; PageCap = 0; Leid = $leid }
        }
    ) {
        Invoke-Emulator $emulator PATCH options @{ pageCap = $pageCap; leid = $leid; quirks = $quirks } | Out-Null
        $activities = @(Get-InteractionActivity $short -Type Customer -All)
        (($activities.Text | Sort-Object { [int] $_ }) -join ' ') | Should -BeExactly ((0..249) -join ' ')
        ($activities.EventId -join ' ') | Should -BeExactly (($activities.EventId | Sort-Object) -join ' ')
    }

    It 'does not make -All loop where it always returns the same page' {
        Clear-Emulator $emulator
        Invoke-Emulator $emulator PATCH options @{ pageCap = 20; quirks = @('ignore-leid') } | Out-Null
        @(Get-InteractionActivity $short -Type Customer -All).Text | Should -Be (0..19)
        @(Get-SeenRequest $emulator).Count | Should -BeLessThan 10
    }
}
