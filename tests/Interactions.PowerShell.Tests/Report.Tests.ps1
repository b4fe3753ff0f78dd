# Export-InteractionReport: what it takes and where it writes. What a page holds is tested in Interactions.Reports.Tests.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0
    $script:activities = @(Get-InteractionActivity $emulator.ConversationId -All)
    $script:file = "$TestDrive/report.html"
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Export-InteractionReport' {
    BeforeEach { Remove-Item $file -Force -ErrorAction Ignore }

    It 'makes the same page of activities and of their measurements' {
        $activities | Export-InteractionReport $file -TimeZone UTC | Should -BeNullOrEmpty
        $one = (Get-Content $file -Raw) -replace '<bdi>Made.*'
        $activities | Measure-InteractionActivity | Export-InteractionReport $file -TimeZone UTC
        (Get-Content $file -Raw) -replace '<bdi>Made.*' | Should -BeExactly $one
        $one | Should -Match '^<!DOCTYPE html>'
        $one | Should -Match $emulator.ConversationId
    }

    It 'takes a title, and gives the file with -PassThru' {
        ($activities | Export-InteractionReport $file -Title '<b>April</b>' -PassThru).FullName | Should -Be (Get-Item $file).FullName
        Get-Content $file -Raw | Should -Match '<title>&lt;b&gt;April&lt;/b&gt;</title>'
    }

    It 'says what it does not take, and goes on' {
        @('text'; $activities) | Export-InteractionReport $file -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -Be 'ReportInputInvalid,Interactions.PowerShell.ExportInteractionReportCommand'
        $file | Should -Exist
    }

    It 'writes nothing with -WhatIf, where nothing came, and where a file is kept' {
        $activities | Export-InteractionReport $file -WhatIf
        @() | Export-InteractionReport $file -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Match 'nothing was written'
        $file | Should -Not -Exist
        'before' | Set-Content $file
        { $activities | Export-InteractionReport $file -NoClobber } | Should -Throw -ErrorId 'FileExists,*'
        Set-ItemProperty -Path $file -Name IsReadOnly -Value $true
        { $activities | Export-InteractionReport -LiteralPath $file } | Should -Throw -ErrorId 'FileReadOnly,*'
        { $activities | Export-InteractionReport $TestDrive } | Should -Throw -ErrorId 'InvalidPath,*'
        Get-Content $file | Should -Be 'before'
        $activities | Export-InteractionReport $file -Force
        Get-Content $file -TotalCount 1 | Should -Be '<!DOCTYPE html>'
    }
}
