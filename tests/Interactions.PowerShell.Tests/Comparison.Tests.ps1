# docs/comparison.md: both ways of each task run in strict mode, with the variables that the emulator prints, and have the same result.

BeforeAll {
    $page = Get-Content -Path "$PSScriptRoot/../../docs/comparison.md" -Raw
    $script:tasks = $page -split '(?m)^## ' | Select-Object -Skip 1 | ForEach-Object {
        $plain, $ours = [regex]::Matches($_, '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value }
        @{ Title = $_ -replace '(?s)\n.*'; Plain = $plain; Ours = $ours }
    }
    $connect = $tasks[0]

    function Invoke-Both([int] $Task) {
        Set-StrictMode -Version Latest
        , @(. ([scriptblock]::Create($tasks[$Task].Plain)))
        , @(. ([scriptblock]::Create($tasks[$Task].Ours)))
    }

    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator -ArgumentList '--page-cap', '10'
    $script:client = $emulator.Credential
    $script:engine = "$($emulator.Uri)".TrimEnd('/')
    $script:id = $emulator.ConversationId

    Clear-Emulator $emulator
    . ([scriptblock]::Create([regex]::Match($page, '(?ms)^```powershell\n(.*?)^```').Groups[1].Value))
    . ([scriptblock]::Create($connect.Plain))
    . ([scriptblock]::Create($connect.Ours))
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'The comparison' {
    It 'has five tasks in two ways each, and the second way has fewer lines' {
        $tasks.Count | Should -Be 5
        foreach ($task in $tasks) { ($task.Ours -split '\n').Count | Should -BeLessThan ($task.Plain -split '\n').Count }
    }

    It 'connects both ways' {
        @(Get-SeenRequest $emulator | Where-Object { $_.Path -eq '/connect/token' -and $_.Status -eq 200 }).Count | Should -Be 2
    }

    It 'finds the same web chat messages both ways' {
        $plain, $ours = Invoke-Both 1
        $plain.Count | Should -BeGreaterThan 0
        $ours.Time | Should -Be $plain.Time
        $ours.Time.Kind | Should -Be $plain.Time.Kind
        # Text of this module is made safe for terminals, and names the message's other content.
        $safe = $plain.Text -replace '\n', "`u{21b5}" -replace "`e", "`u{241b}"
        for ($i = 0; $i -lt $safe.Count; $i++) { $ours[$i].Text | Should -BeLike "$([wildcardpattern]::Escape($safe[$i]))*" }
    }

    It 'reads a conversation to its end both ways, with an engine whose leid is <_>' -ForEach 'inclusive', 'exclusive' {
        Invoke-Emulator $emulator PATCH options @{ leid = $_ } | Out-Null
        $plain, $ours = Invoke-Both 2
        # An activity between a customer and a bot is returned for both types.
        $ours.Count | Should -Be 50
        $ours.EventId | Should -Be $plain.eventId
    }

    It 'waits for a busy engine both ways, where it says how long and where it does not: <_>' -ForEach @{ status = 503; retryAfter = '1' }, @{ status = 429 } {
        Clear-Emulator $emulator
        # The first way meets the first fault and asks again. The third request is the first of the second way.
        Invoke-Emulator $emulator POST faults @($_, ($_ + @{ skip = 2 })) | Out-Null
        $plain, $ours = Invoke-Both 3
        $ours.EventId | Should -Be $plain.eventId
        @(Get-SeenRequest $emulator | Where-Object Status -EQ $_.status).Count | Should -Be 2
    }

    It 'reports why a request failed both ways' {
        $plain, $ours = Invoke-Both 4
        foreach ($said in $plain, $ours) { $said | Should -Match '^unknown conversation, \S+$' }
    }
}
