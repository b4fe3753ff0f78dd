# Measure-InteractionActivity: what comes in and what comes out. The rules of the figures are tested in Interactions.Reports.Tests.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0
    $script:id = Add-Conversation $emulator @(
        1000 | ConvertTo-Activity -From Customer -To Bot
        3000 | ConvertTo-Activity -From Bot -To Customer
        10000 | ConvertTo-Activity -From Bot -To Agent
        70000 | ConvertTo-Activity -From Agent -To Customer
        80000 | ConvertTo-Activity -From Customer -To Agent
    )
    $script:activities = @(Get-InteractionActivity $id -All)
    $script:measured = $activities | Measure-InteractionActivity
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Measure-InteractionActivity' {
    It 'gives one object for each conversation, whatever the order' {
        $other = Add-Conversation $emulator (2000 | ConvertTo-Activity)
        $both = Get-InteractionActivity $id, $other -All | Sort-Object -Property EventId -Descending | Measure-InteractionActivity
        $both | Should -BeOfType ([Interactions.InteractionMeasurement])
        $both.ConversationId | Sort-Object | Should -Be ($id, $other | Sort-Object)
        ($both | Where-Object ConversationId -EQ $id).FirstAgentResponse | Should -Be $measured.FirstAgentResponse
    }

    It 'measures durations as TimeSpan and times as DateTimeOffset' {
        $measured.FirstResponse | Should -BeOfType ([timespan])
        $measured.FirstResponse.TotalSeconds | Should -Be 2
        $measured.FirstAgentResponse.TotalSeconds | Should -Be 69
        $measured.AgentResponseAfterHandover.TotalSeconds | Should -Be 60
        $measured.AgentResponse.Median.TotalSeconds | Should -Be 60
        $measured.BotResponse.Durations.TotalSeconds | Should -Be 2
        $measured.WaitingSince | Should -BeOfType ([datetimeoffset])
        $measured.WaitingSince.ToUnixTimeMilliseconds() | Should -Be 80000
        $measured.LongestSilence.TotalSeconds | Should -Be 60
        $measured.LastSpeaker | Should -Be 'Customer'
        $measured.BotToAgent | Should -Be 1
        $measured.MessageTypes.text | Should -Be 5
    }

    It 'names the event ids of a figure' {
        $measured.Evidence.FirstResponse | Should -Be 1000, 3000
        $measured.AgentResponse.Evidence.Maximum | Should -Be 10000, 70000
        $measured.Handovers[0].EventIds | Should -Be 10000, 70000
        # Every figure that is there, and that is no count, has its evidence.
        $figures = 'First', 'Last', 'Duration', 'FirstResponse', 'FirstAgentResponse', 'AgentResponseAfterHandover', 'LongestSilence', 'WaitingSince', 'LastSpeaker'
        $measured.Evidence.Keys | Sort-Object | Should -Be ($figures | Sort-Object)
        foreach ($ids in $measured.Evidence.Values) { $ids | Should -BeIn $activities.EventId }
    }

    It 'gives null, never 0, where nothing happened' {
        $one = $activities[0] | Measure-InteractionActivity
        foreach ($figure in 'FirstResponse', 'FirstAgentResponse', 'AgentResponseAfterHandover', 'LongestSilence', 'Session') { $null -eq $one.$figure | Should -BeTrue -Because $figure }
        $one.AgentResponse.Count | Should -Be 0
        foreach ($figure in 'Median', 'P95', 'Maximum') { $null -eq $one.AgentResponse.$figure | Should -BeTrue -Because $figure }
        @() | Measure-InteractionActivity | Should -BeNullOrEmpty
    }

    It 'cuts sessions with -SessionGap, which must be longer than 0' {
        ($activities | Measure-InteractionActivity -SessionGap 0:1:0).Session | Should -Be 1, 2
        ($activities | Measure-InteractionActivity -SessionGap 0:1:1).Session | Should -Be 1
        { $activities | Measure-InteractionActivity -SessionGap 0 } | Should -Throw -ErrorId 'InvalidSessionGap,*'
    }

    It 'gives a series that Export-Csv writes and ConvertFrom-Csv reads, in <_> too' -ForEach 'de-DE', 'en-US' {
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = $_
        try { $csv = $activities | Measure-InteractionActivity -GroupBy Hour -TimeZone America/Halifax | ConvertTo-Csv -NoTypeInformation }
        finally { [cultureinfo]::CurrentCulture = $before }
        $row = $csv | ConvertFrom-Csv
        $row.Period | Should -Be '1969-12-31 20:00'
        $row.Messages | Should -Be '5'
        $row.AgentResponseMedianSec | Should -Be '60'
        $row.BotResponseP95Sec | Should -Be '2'
        $csv -join "`n" | Should -Not -Match 'System\.'
    }

    It 'is shown in a table of 80 columns, and in a list' {
        $lines = ($measured | Format-Table | Out-String -Width 80) -split '\r?\n' -ne ''
        $lines | ForEach-Object Length | Should -BeLessOrEqual 80
        $lines[0] -split '\s+' -ne '' | Should -Be 'Conversation', 'Count', 'First', 'Agents', 'Waiting'
        $lines[2] | Should -Match "^$id +5 +2 s +1 min \d\d-\d\d \d\d:\d\d\s*$"
        $list = $measured | Format-List | Out-String -Width 80
        $list | Should -Match '(?m)^FirstAgentResponse +: 1 min 9 s\r?$'
        $list | Should -Match '(?m)^AgentResponse +: n=1, median 1 min,'
        $list | Should -Match '(?m)^Handovers +: Bot to Agent\r?$'
        ($activities | Measure-InteractionActivity -GroupBy Day | Out-String -Width 80) -split '\r?\n' | ForEach-Object Length | Should -BeLessOrEqual 80
    }

    It 'needs no connection' {
        Invoke-Child @{} { @() | Measure-InteractionActivity; 'done' } | Should -Be 'done'
    }
}

Describe 'CsvText' {
    It 'is no formula where Text is one' {
        $formula = Get-InteractionActivity (Add-Conversation $emulator (1000 | ConvertTo-Activity -Text '=HYPERLINK("https://x.example")')) -Type Customer
        $formula.CsvText | Should -BeExactly '''=HYPERLINK("https://x.example")'
        ($formula | Select-Object -Property CsvText | ConvertTo-Csv)[1] | Should -BeExactly '"''=HYPERLINK(""https://x.example"")"'
        $activities[0].CsvText | Should -BeExactly $activities[0].Text
    }
}
