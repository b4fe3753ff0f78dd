BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0

    # Every tenth conversation is unknown. Every fiftieth, from the 25th on, drops the connection.
    $script:ids = 1..1000 | ForEach-Object { [guid]::new($_, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8) }
    $script:unknown = 1..1000 | Where-Object { $_ % 10 -eq 0 }
    $script:dropping = 1..1000 | Where-Object { $_ % 50 -eq 25 }
    $client = [System.Net.Http.HttpClient]::new()
    try {
        foreach ($number in 1..1000) {
            if ($number % 10 -eq 0) { continue }
            $body = [System.Net.Http.StringContent]::new((1000, 1001 | ConvertTo-Activity -Text "$number") -join "`n")
            $client.PutAsync("$($emulator.Uri)emulator/conversations/$($ids[$number - 1])", $body).Wait()
        }
    }
    finally { $client.Dispose() }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'A thousand conversations on the pipeline' {
    BeforeEach {
        Clear-Emulator $emulator
        Invoke-Emulator $emulator POST faults @($dropping | ForEach-Object { @{ dropAfterBytes = 100; conversation = $ids[$_ - 1]; count = -1 } }) | Out-Null
    }

    It 'are written in the order of the input, with one error for each that fails (<throttle>)' -ForEach @(
        @{ Throttle = 'one at a time'; With = @{ ThrottleLimit = 1 } }
        @{ Throttle = 'several at once'; With = @{} }
    ) {
        $activities = @($ids | Get-InteractionActivity -Type Customer @with -ErrorAction SilentlyContinue -ErrorVariable failures)

        $expected = 1..1000 | Where-Object { $_ -notin $unknown -and $_ -notin $dropping }
        ($activities.Text -join ' ') | Should -BeExactly (($expected | ForEach-Object { $_, $_ }) -join ' ')
        $notFound, $broken = $failures.Where({ $_.FullyQualifiedErrorId -like 'ConversationNotFound,*' }, 'Split')
        ($notFound.TargetObject -join ' ') | Should -BeExactly ($ids[$unknown.ForEach({ $_ - 1 })] -join ' ')
        $broken.FullyQualifiedErrorId | Should -BeLike 'EngineUnreachable,*'
        ($broken.TargetObject -join ' ') | Should -BeExactly ($ids[$dropping.ForEach({ $_ - 1 })] -join ' ')
    }

    It 'end at the first failure with -ErrorAction Stop' {
        $before = [System.Collections.Generic.List[string]]::new()
        { $ids | Get-InteractionActivity -Type Customer -ErrorAction Stop | ForEach-Object { $before.Add($_.Text) } } | Should -Throw -ErrorId 'ConversationNotFound,*'
        $before | Should -Be (1..9 | ForEach-Object { "$_", "$_" })
        @(Get-SeenRequest $emulator).Count | Should -BeLessThan 20
    }
}
