# Export-InteractionTranscript: what it writes where. What a page holds is tested in Interactions.Reports.Tests.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0
    $script:id = Add-Conversation $emulator (1000 | ConvertTo-Activity -Text 'First'), (2000 | ConvertTo-Activity -Text 'Second' -From Agent -To Customer)
    $script:other = Add-Conversation $emulator (1500 | ConvertTo-Activity -Text 'Other')
    $script:activities = @(Get-InteractionActivity $id -All)
    $script:both = @(Get-InteractionActivity $id, $other -All)

    function Get-Name([string] $Folder) { (Get-ChildItem -LiteralPath $Folder -Force).Name | Sort-Object }
    function Get-NewFolder { "$(New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())")" }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Export-InteractionTranscript' {
    BeforeEach { $script:folder = Get-NewFolder }

    It 'writes <Starts> to <Name>' -ForEach @(
        @{ Name = 'a.html'; Starts = '<!DOCTYPE html>' }
        @{ Name = 'a.htm'; Starts = '<!DOCTYPE html>' }
        @{ Name = 'a.md'; Starts = '# Conversation' }
        @{ Name = 'a.txt'; Starts = 'Conversation' }
        @{ Name = 'a.TXT'; Starts = 'Conversation' }
    ) {
        $activities | Export-InteractionTranscript "$folder/$name" | Should -BeNullOrEmpty
        Get-Name $folder | Should -Be $name
        $bytes = [System.IO.File]::ReadAllBytes("$folder/$name")
        $text = [System.Text.Encoding]::UTF8.GetString($bytes)
        $text.StartsWith($starts) | Should -BeTrue
        $text | Should -Match '(?s)First.*Second'
        $text | Should -Not -Match '\r'
    }

    It 'takes -As before the ending' {
        $activities | Export-InteractionTranscript "$folder/a.html" -As Text
        Get-Content "$folder/a.html" -TotalCount 1 | Should -Be "Conversation $id"
    }

    It 'writes a file for each conversation, and an index, to a folder that <State>' -ForEach @{ State = 'exists' }, @{ State = 'does not' } {
        $to = if ($state -eq 'exists') { $folder } else { "$folder/new.folder/" }
        $files = $both | Export-InteractionTranscript $to -As Markdown -PassThru
        $files.Name | Should -Be "$id.md", "$other.md", 'index.md'
        $files | Should -BeOfType ([System.IO.FileInfo])
        Get-Name $to | Should -Be ("$id.md", "$other.md", 'index.md' | Sort-Object)
        Get-Content "$to/$other.md" -Raw | Should -Match 'Other'
        Get-Content "$to/$other.md" -Raw | Should -Not -Match 'First'
        $index = Get-Content "$to/index.md" -Raw
        $index | Should -Match "\($id.md\).* 2 messages"
        $index | Should -Match "\($other.md\).* 1 message"
    }

    It 'keeps conversations apart that come mixed' {
        $both | Sort-Object -Property EventId | Export-InteractionTranscript $folder -As Text -WarningVariable warned
        Get-Content "$folder/$id.txt" -Raw | Should -Match '(?s)First.*Second'
        Get-Content "$folder/$other.txt" -Raw | Should -Match 'Other'
        $warned | Should -BeNullOrEmpty
    }

    It 'has one conversation in a file, and says which it left out' {
        $both | Export-InteractionTranscript "$folder/a.txt" -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -Be 'TranscriptHoldsOneConversation,Interactions.PowerShell.ExportInteractionTranscriptCommand'
        $failed.TargetObject | Should -Be $other
        Get-Content "$folder/a.txt" -Raw | Should -Not -Match 'Other'
    }

    It 'writes nothing and asks nothing with -WhatIf' {
        $both | Export-InteractionTranscript "$folder/new/" -WhatIf
        $activities | Export-InteractionTranscript "$folder/a.html" -WhatIf
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'replaces a file, but not with -NoClobber, and a read-only one only with -Force' {
        $file = "$folder/a.txt"
        'before' | Set-Content $file
        { $activities | Export-InteractionTranscript $file -NoClobber } | Should -Throw -ErrorId 'FileExists,*'
        Set-ItemProperty -Path $file -Name IsReadOnly -Value $true
        { $activities | Export-InteractionTranscript $file } | Should -Throw -ErrorId 'FileReadOnly,*'
        Get-Content $file | Should -Be 'before'
        $activities | Export-InteractionTranscript $file -Force
        Get-Content $file -Raw | Should -Match 'First'
        (Get-Item $file).IsReadOnly | Should -BeTrue
        Set-ItemProperty -Path $file -Name IsReadOnly -Value $false
        $activities | Export-InteractionTranscript $file -Title 'Again'
        Get-Content $file -TotalCount 1 | Should -Be 'Again'
        Get-Name $folder | Should -Be 'a.txt'
    }

    It 'refuses a file of a folder with -NoClobber, and writes the others' {
        'before' | Set-Content "$folder/$id.txt"
        $files = $both | Export-InteractionTranscript $folder -As Text -NoClobber -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        $failed.TargetObject | Should -Be "$folder/$id.txt".Replace('/', [System.IO.Path]::DirectorySeparatorChar)
        $files.Name | Should -Be "$other.txt", 'index.txt'
        Get-Content "$folder/$id.txt" | Should -Be 'before'
    }

    It 'leaves what was there where the pipeline ends early' {
        'before' | Set-Content "$folder/a.txt"
        { $activities[0], $(throw 'no more') | Export-InteractionTranscript "$folder/a.txt" } | Should -Throw 'no more'
        { & { $activities[0]; throw 'no more' } | Export-InteractionTranscript "$folder/a.txt" } | Should -Throw 'no more'
        Get-Content "$folder/a.txt" | Should -Be 'before'
        Get-Name $folder | Should -Be 'a.txt'
    }

    It 'takes names with brackets as -LiteralPath' {
        $activities | Export-InteractionTranscript -LiteralPath "$folder/a[1].txt"
        Get-Name $folder | Should -Be 'a[1].txt'
    }

    It 'takes a path of a drive, and one from here' {
        Push-Location $folder
        try { $activities | Export-InteractionTranscript a.txt } finally { Pop-Location }
        $null = New-PSDrive -Name Pages -PSProvider FileSystem -Root $folder
        $activities | Export-InteractionTranscript Pages:/b.txt
        Get-Name $folder | Should -Be 'a.txt', 'b.txt'
        { $activities | Export-InteractionTranscript Env:/b.txt } | Should -Throw -ErrorId 'InvalidPath,*'
    }

    It 'says what is wrong with a path: <Id>' -ForEach @(
        @{ Name = 'a.pdf'; Id = 'TranscriptFormatUnknown' }
        @{ Name = 'no/such/a.txt'; Id = 'FileNotWritten' }
    ) {
        { $activities | Export-InteractionTranscript "$folder/$name" -ErrorAction Stop } | Should -Throw -ErrorId "$id,*"
    }

    It 'says that the reading failed, in the file and as a warning' {
        $broken = Add-Conversation $emulator (1..3 | ConvertTo-Activity)
        Invoke-Emulator $emulator POST faults @{ truncateAfterBytes = 500 } | Out-Null
        Get-InteractionActivity $broken -Type Customer -ErrorAction SilentlyContinue -ErrorVariable failed | Export-InteractionTranscript "$folder/a.txt" -WarningVariable warned -WarningAction SilentlyContinue
        Clear-Emulator $emulator
        $failed | Should -Not -BeNullOrEmpty
        $warned | Should -Match 'incomplete'
        Get-Content "$folder/a.txt" -Raw | Should -Match '(?m)^Complete: No\.'
    }

    It 'takes no failure of another conversation, or of before, for one of its own' {
        Get-InteractionActivity ([guid]::NewGuid()) -ErrorAction SilentlyContinue
        Get-InteractionActivity ([guid]::NewGuid()), $id -All -ErrorAction SilentlyContinue | Export-InteractionTranscript "$folder/a.txt" -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        Get-Content "$folder/a.txt" -Raw | Should -Match '(?m)^Complete: No failure'
    }

    It 'warns where nothing came, and of activities that are not in order' {
        @() | Export-InteractionTranscript "$folder/a.txt" -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Match 'No activities were received'
        Get-Name $folder | Should -BeNullOrEmpty
        $activities[1], $activities[0] | Export-InteractionTranscript "$folder/a.txt" -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Match '1 of 2 activities are earlier'
    }

    It 'has the SHA-256 of the file that Export-InteractionActivity writes' {
        $activities | Export-InteractionActivity "$folder/a.jsonl" -PassThru | Export-InteractionTranscript "$folder/a.txt"
        Get-Content "$folder/a.txt" -Raw | Should -Match (Get-FileHash "$folder/a.jsonl" -Algorithm SHA256).Hash
    }

    It 'shows times in the zone that is named, or given' {
        foreach ($zone in 'America/Halifax', ([System.TimeZoneInfo]::FindSystemTimeZoneById('America/Halifax'))) {
            $activities | Export-InteractionTranscript "$folder/a.txt" -TimeZone $zone
            Get-Content "$folder/a.txt" -Raw | Should -Match '(?m)^From: 1969-12-31 20:00:01 -04:00'
        }
        { $activities | Export-InteractionTranscript "$folder/a.txt" -TimeZone 'Nowhere' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'completes time zones and formats' {
        $line = 'Export-InteractionTranscript -TimeZone Europe/Ber'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Europe/Berlin'
        $line = 'Export-InteractionTranscript -As M'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Markdown'
    }

    It 'shows the payload of an event, which is an object of PowerShell' {
        $held = Add-Conversation $emulator '{"type":"event","eventId":1000,"sender":{"integrationType":"Bot"},"event":{"type":"payload","payload":{"orderId":5521,"tags":["a",{"b":null}]}}}'
        Get-InteractionActivity $held -Type Bot | Export-InteractionTranscript "$folder/a.txt"
        Get-Content "$folder/a.txt" -Raw | Should -Match '"orderId": 5521'
    }

    It 'loads the reports when one is made, and not before' {
        Invoke-Child @{ PAGE = "$folder/a.txt" } {
            $loaded = { [System.AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -contains 'Interactions.Reports' }
            & $loaded
            $null = @() | Export-InteractionTranscript $env:PAGE -WarningAction Ignore
            & $loaded
        } | Should -Be 'False', 'True'
    }
}
