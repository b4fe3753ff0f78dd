# Export-InteractionActivity and Import-InteractionActivity: what a user finds in files, and what stays of them when something fails.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri
    $id = $emulator.ConversationId
    $script:other = Add-Conversation $emulator (1000..1004 | ConvertTo-Activity -From Bot -To Customer)
    $script:activities = @(Get-InteractionActivity $id, $other -All)

    function Get-ErrorId([scriptblock] $Script) {
        try { $null = & $Script 2>&1 } catch { return $_.FullyQualifiedErrorId }
        'none'
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Files of activities' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path "TestDrive:/$([guid]::NewGuid())"
        Push-Location -LiteralPath $folder.FullName
    }

    AfterEach { Pop-Location }

    Context 'Export-InteractionActivity and Import-InteractionActivity' {
        It 'give back every property of every activity, and the same bytes: <_>' -ForEach 'a.jsonl', 'a.jsonl.gz' {
            $activities | Export-InteractionActivity -Path $_
            $again = @(Import-InteractionActivity -Path $_)
            $again[0] | Should -BeOfType ([Interactions.Activity])
            ConvertTo-Json $again -Depth 20 | Should -BeExactly (ConvertTo-Json $activities -Depth 20)
            $again | Export-InteractionActivity -Path b.jsonl
            $activities | Export-InteractionActivity -Path c.jsonl
            (Get-FileHash b.jsonl).Hash | Should -Be (Get-FileHash c.jsonl).Hash
        }

        It 'write what JSON Lines asks for' {
            $activities | Export-InteractionActivity a.jsonl
            $bytes = [System.IO.File]::ReadAllBytes("$pwd/a.jsonl")
            $bytes[0] | Should -Be ([byte][char]'{')
            $bytes[-1] | Should -Be 10
            $bytes | Should -Not -Contain 13
            $lines = Get-Content a.jsonl -Encoding utf8
            $lines.Count | Should -Be $activities.Count
            $lines | Should -Match "^\{`"conversationId`":`"($($emulator.ConversationId)|$other)`",`""
            ($lines | ConvertFrom-Json).eventId | Should -Be $activities.EventId
        }

        It 'keep what this module does not know, and what does not fit' {
            $json = '"a":0.12345678901234567890123456789,"key":1,"key":2,"eventId":5,"flowProcess":3,"sender":{"integrationType":"Customer"},"message":{"type":"new","x":[{"y":1e400}]}}'
            $conversation = Add-Conversation $emulator "{$json"
            Get-InteractionActivity $conversation -All -Type Customer | Export-InteractionActivity a.jsonl
            Get-Content a.jsonl | Should -BeExactly "{`"conversationId`":`"$conversation`",$json"
            Import-InteractionActivity a.jsonl | Export-InteractionActivity b.jsonl
            Get-Content b.jsonl | Should -BeExactly (Get-Content a.jsonl)
        }
    }

    Context 'Export-InteractionActivity' {
        It 'leaves what was there when it is interrupted: <Name>' -ForEach @(
            @{ Name = 'the reading fails'; With = @{}; Script = { $activities | ForEach-Object { if ($_ -eq $activities[20]) { throw 'no' }; $_ } | Export-InteractionActivity a.jsonl @with } }
            @{ Name = 'the reading fails, appending'; With = @{ Append = $true }; Script = { $activities | ForEach-Object { if ($_ -eq $activities[20]) { throw 'no' }; $_ } | Export-InteractionActivity a.jsonl @with } }
            @{ Name = 'what follows has enough'; With = @{ PassThru = $true }; Script = { $activities | Export-InteractionActivity a.jsonl @with | Select-Object -First 3 } }
        ) {
            $activities[0..1] | Export-InteractionActivity a.jsonl
            $before = (Get-FileHash a.jsonl).Hash
            try { & $Script | Out-Null } catch { "$_" | Should -Be 'no' }
            (Get-FileHash a.jsonl).Hash | Should -Be $before
            @(Get-ChildItem -Force).Name | Should -Be 'a.jsonl'
        }

        It 'appends, makes the file where there is none, and never appends to a compressed one' {
            $activities[0..1] | Export-InteractionActivity a.jsonl -Append
            $activities[2..4] | Export-InteractionActivity a.jsonl -Append -NoClobber
            (Import-InteractionActivity a.jsonl).EventId | Should -Be $activities[0..4].EventId
            Get-ErrorId { $activities | Export-InteractionActivity a.gz -Append } | Should -Be 'CompressedFileAppend,Interactions.PowerShell.ExportInteractionActivityCommand'
            Get-ChildItem | Should -HaveCount 1
        }

        It 'does not replace a file with -NoClobber' {
            $activities[0] | Export-InteractionActivity a.jsonl -NoClobber
            Get-ErrorId { $activities | Export-InteractionActivity a.jsonl -NoClobber } | Should -Be 'FileExists,Interactions.PowerShell.ExportInteractionActivityCommand'
            @(Import-InteractionActivity a.jsonl) | Should -HaveCount 1
        }

        It 'replaces a read-only file only with -Force, and says so' {
            $activities[0] | Export-InteractionActivity a.jsonl
            Set-ItemProperty a.jsonl -Name IsReadOnly -Value $true
            Get-ErrorId { $activities | Export-InteractionActivity a.jsonl } | Should -Be 'FileReadOnly,Interactions.PowerShell.ExportInteractionActivityCommand'
            Get-ErrorId { $activities | Export-InteractionActivity a.jsonl -Append } | Should -Be 'FileReadOnly,Interactions.PowerShell.ExportInteractionActivityCommand'
            @(Import-InteractionActivity a.jsonl) | Should -HaveCount 1
            $activities | Export-InteractionActivity a.jsonl -Force
            @(Import-InteractionActivity a.jsonl) | Should -HaveCount $activities.Count
            (Get-Item a.jsonl).IsReadOnly | Should -BeTrue
        }

        It 'writes nothing with -WhatIf' {
            $activities | Export-InteractionActivity a.jsonl -WhatIf
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }

        It 'makes an empty file of nothing, and one that can be read: <_>' -ForEach 'a.jsonl', 'a.jsonl.gz' {
            @() | Export-InteractionActivity $_
            Import-InteractionActivity $_ -ErrorAction Stop | Should -BeNullOrEmpty
            $_ | Should -Exist
        }

        It 'takes -LiteralPath as it is, and -Path as a wildcard that is there' {
            $activities[0] | Export-InteractionActivity -LiteralPath 'a[1].jsonl'
            @(Import-InteractionActivity -LiteralPath 'a[1].jsonl') | Should -HaveCount 1
            Get-ErrorId { $activities | Export-InteractionActivity 'b[1].jsonl' } | Should -Be 'InvalidPath,Interactions.PowerShell.ExportInteractionActivityCommand'
            $activities | Export-InteractionActivity 'a?1?.jsonl'
            @(Import-InteractionActivity 'a`[1`].jsonl') | Should -HaveCount $activities.Count
        }

        It 'says what is wrong with a path: <Path>' -ForEach @(
            @{ Path = 'missing/a.jsonl'; Id = 'FileNotWritten'; Says = '*a.jsonl was not written. There is no folder *missing.' }
            @{ Path = '.'; Id = 'FileNotWritten'; Says = '*It is a folder.' }
            @{ Path = 'Env:/a'; Id = 'InvalidPath'; Says = 'Env:/a cannot be used.*' }
            @{ Path = 'nodrive:/a'; Id = 'InvalidPath'; Says = 'nodrive:/a cannot be used.*' }
        ) {
            Get-ErrorId { $activities | Export-InteractionActivity -Path $Path } | Should -Be "$Id,Interactions.PowerShell.ExportInteractionActivityCommand"
            "$($Error[0])" | Should -BeLike $Says
        }

        It 'says why <Name> cannot be exported, and exports the others' -ForEach @(
            @{ Name = 'a deserialized activity'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($activities[0])) }; Says = '*Export where the activities are read.*' }
            @{ Name = 'a selected part'; Make = { $activities[0] | Select-Object EventId }; Says = '*Export before you select properties.*' }
            @{ Name = 'anything else'; Make = { 'text' }; Says = '*System.String is not an activity*' }
        ) {
            $activities[0], (& $Make), $activities[1] | Export-InteractionActivity a.jsonl -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,Interactions.PowerShell.ExportInteractionActivityCommand'
            "$($failed[0])" | Should -BeLike $Says
            @(Import-InteractionActivity a.jsonl) | Should -HaveCount 2
        }

        It 'takes a list as -InputObject' {
            Export-InteractionActivity a.jsonl -InputObject $activities
            @(Import-InteractionActivity a.jsonl) | Should -HaveCount $activities.Count
        }
    }

    Context 'Import-InteractionActivity' {
        BeforeEach {
            $activities | Where-Object ConversationId -EQ $emulator.ConversationId | Export-InteractionActivity one.jsonl
            $activities | Where-Object ConversationId -EQ $other | Export-InteractionActivity two.jsonl.gz
            'no activities' | Set-Content note.txt
        }

        It 'reads <Name>' -ForEach @(
            @{ Name = 'files by wildcard'; Script = { Import-InteractionActivity *.jsonl* } }
            @{ Name = 'a folder'; Script = { Import-InteractionActivity . } }
            @{ Name = 'files of Get-ChildItem'; Script = { Get-ChildItem *.jsonl* | Import-InteractionActivity } }
            @{ Name = 'paths from the pipeline'; Script = { 'one.jsonl', 'two.jsonl.gz' | Import-InteractionActivity } }
            @{ Name = 'a list of paths'; Script = { Import-InteractionActivity -LiteralPath one.jsonl, two.jsonl.gz } }
        ) {
            (& $Script).EventId | Should -Be $activities.EventId
        }

        It 'chooses by conversation, type and time' {
            @(Import-InteractionActivity . -ConversationId $other) | Should -HaveCount 5
            @(Import-InteractionActivity . -ConversationId $other -Type Agent) | Should -HaveCount 0
            @(Import-InteractionActivity . -ConversationId $other -Type Bot) | Should -HaveCount 5
            $window = @{ Since = '1970-01-01T00:00:01.001Z'; Until = '1970-01-01T00:00:01.003Z' }
            (Import-InteractionActivity . @window).EventId | Should -Be 1001, 1002
            @(Import-InteractionActivity . -ConversationId $other -Type 'Agent,Bot') | Should -HaveCount 5
            (Import-InteractionActivity . -Since $null -Until $null).EventId | Should -Be $activities.EventId
            Get-ErrorId { Import-InteractionActivity . -Since 2024-01-02 -Until 2024-01-01 } | Should -BeLike 'InvalidTimeRange,*'
            $types = (Import-InteractionActivity one.jsonl -Type Customer).EventId
            $types | Should -Be (Get-InteractionActivity $emulator.ConversationId -All -Type Customer).EventId
        }

        It 'names the file and the line of what is broken, and goes on' {
            $lines = Get-Content one.jsonl
            $lines[0], 'broken', $lines[1] | Set-Content three.jsonl
            Import-InteractionActivity three.jsonl, missing.jsonl, two.jsonl.gz -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 7
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidActivityFile', 'PathNotFound'
            "$($failed[0])" | Should -BeLike '*three.jsonl, line 2: *'
            $failed[0].TargetObject | Should -Be (Get-Item three.jsonl).FullName
        }

        It 'says that nothing matches <Path>, as for a file that is not there' -ForEach @(
            @{ Path = 'nothing*.jsonl'; Name = 'one.jsonl' }
            @{ Path = 'a[1].jsonl'; Name = 'a[1].jsonl' }
        ) {
            if (-not (Test-Path -LiteralPath $Name)) { Copy-Item one.jsonl ([wildcardpattern]::Escape($Name)) }
            Import-InteractionActivity $Path, two.jsonl.gz -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 5
            $failed.FullyQualifiedErrorId | Should -Be 'PathNotFound,Interactions.PowerShell.ImportInteractionActivityCommand'
            "$($failed[0])" | Should -Be "No file or folder matches $Path."
            Get-ErrorId { Test-InteractionArchive $Path -ErrorAction Stop } | Should -Be 'PathNotFound,Interactions.PowerShell.TestInteractionArchiveCommand'
        }

        It 'names the line at which a compressed file is damaged' {
            $bytes = [System.IO.File]::ReadAllBytes("$PWD/two.jsonl.gz")
            [System.IO.File]::WriteAllBytes("$PWD/junk.gz", $bytes + [byte[]] (106, 117, 110, 107))
            [System.IO.File]::WriteAllBytes("$PWD/cut.gz", $bytes[0..11])
            Import-InteractionActivity junk.gz, cut.gz -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 5
            "$($failed[0])" | Should -BeLike '*junk.gz, line 6: *'
            "$($failed[1])" | Should -BeLike '*cut.gz, line 1: *'
        }

        It 'says once that a file is UTF-16 (<_>), as > of Windows PowerShell makes it' -ForEach 'Unicode', 'BigEndianUnicode' {
            Get-Content one.jsonl -Encoding utf8 | Set-Content utf16.jsonl -Encoding $_
            Import-InteractionActivity utf16.jsonl, two.jsonl.gz -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 5
            $failed | Should -HaveCount 1
            "$($failed[0])" | Should -BeLike '*utf16.jsonl, line 1: The file is UTF-16*'
        }

        It 'takes CR LF and a byte order mark' {
            $text = (Get-Content one.jsonl -Encoding utf8) -join "`r`n"
            [System.IO.File]::WriteAllText("$PWD/windows.jsonl", "$text`r`n", [System.Text.UTF8Encoding]::new($true))
            Compare-Object (Import-InteractionActivity one.jsonl) (Import-InteractionActivity windows.jsonl) | Should -BeNullOrEmpty
        }

        It 'gives objects that can be piped to what takes activities' {
            (Import-InteractionActivity two.jsonl.gz | Select-Object -First 1 | Get-InteractionActivity -All).Count | Should -Be 5
        }

        It 'needs no connection, and stops when nothing more is wanted' {
            $first = Invoke-Child @{ FILE = (Get-Item one.jsonl).FullName } { (Import-InteractionActivity $env:FILE | Select-Object -First 1).EventId }
            $first | Should -Be $activities[0].EventId
        }
    }
}
