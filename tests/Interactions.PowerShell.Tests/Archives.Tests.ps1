# Sync-InteractionArchive and Test-InteractionArchive: a folder that is kept up to date, whatever kills or hinders it.

BeforeDiscovery {
    # How often a process is killed: 200 on request.
    $script:kills = if ($env:INTERACTIONS_TEST_KILLS) { [int] $env:INTERACTIONS_TEST_KILLS } else { 5 }
    # A disk that is full in a moment is made of memory, which takes root and Linux.
    $script:canMount = $IsLinux -and (id -u) -eq '0'
    if ($canMount) {
        $probe = New-Item -ItemType Directory -Path "/tmp/$([guid]::NewGuid())"
        mount -t tmpfs -o size=64k none $probe.FullName 2>$null
        $script:canMount = $LASTEXITCODE -eq 0
        if ($canMount) { umount $probe.FullName }
        Remove-Item $probe
    }
    $script:reason = if (-not $canMount) { ' (skipped: a small tmpfs cannot be mounted here)' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator -ArgumentList '--page-cap', 20
    Connect-InteractionEngine $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri

    function Add-Activity([guid] $Id, [long[]] $EventId) {
        $null = Invoke-Emulator $emulator POST "conversations/$Id/activities" (($EventId | ConvertTo-Activity) -join "`n")
    }

    function Get-Error([scriptblock] $Script) {
        try { $null = & $Script } catch { return $_ }
    }

    function Get-Archived([guid] $Id) { @(Import-InteractionActivity "$archive/$Id.jsonl" -ErrorAction Stop) }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Sync-InteractionArchive' {
    BeforeEach {
        $script:archive = "$((New-Item -ItemType Directory -Path "TestDrive:/$([guid]::NewGuid())").FullName)/archive"
        $script:id = Add-Conversation $emulator (1..50 | ForEach-Object { 1000000 + $_ * 1000 } | ConvertTo-Activity)
    }

    It 'makes a folder, fills it, and then adds only what is new or came late' {
        $result = Sync-InteractionArchive $archive $id
        $result | Should -BeOfType ([Interactions.ArchiveSyncResult])
        $result.ConversationId, $result.Added, $result.Count, $result.LastEventId | Should -Be $id, 50, 50, 1050000
        $result.LastTimestamp | Should -Be ([datetimeoffset] '1970-01-01T00:17:30Z')
        $result.Path | Should -Be (Get-Item "$archive/$id.jsonl").FullName
        $hash = (Get-FileHash $result.Path).Hash
        (Sync-InteractionArchive $archive $id).Added | Should -Be 0
        (Get-FileHash $result.Path).Hash | Should -Be $hash

        Add-Activity $id 1051000, 1049500, 1005500
        (Sync-InteractionArchive $archive $id -LookbackSec 3).Added | Should -Be 2
        (Sync-InteractionArchive $archive $id).Added | Should -Be 1 -Because 'a longer look-back finds what came later than the shorter one'
        (Get-Archived $id).EventId | Sort-Object | Should -Be (Get-InteractionActivity $id -All).EventId
        (Test-InteractionArchive $archive).IsWhole | Should -BeTrue
    }

    It 'takes conversations from the pipeline, each once, and goes on where one fails' {
        $other = Add-Conversation $emulator (1..3 | ConvertTo-Activity)
        $unknown = [guid]::NewGuid()
        $results = [pscustomobject]@{ Id = $id }, [pscustomobject]@{ ConversationId = $unknown }, $other, $id |
            Sync-InteractionArchive $archive -ErrorVariable failed -ErrorAction SilentlyContinue
        $results.ConversationId | Sort-Object | Should -Be ($id, $other | Sort-Object)
        $failed.FullyQualifiedErrorId | Should -Be 'ConversationNotFound,Interactions.PowerShell.SyncInteractionArchiveCommand'
        $failed.TargetObject | Should -Be $unknown
        (Get-ChildItem $archive -Filter *.jsonl).BaseName | Sort-Object | Should -Be ("$id", "$other" | Sort-Object)
    }

    It 'keeps to -Type and -Since' {
        $mixed = Add-Conversation $emulator ((1000 | ConvertTo-Activity -From Customer -To Customer), (2000 | ConvertTo-Activity -From Bot -To Bot), (3000 | ConvertTo-Activity -From Bot -To Bot))
        (Sync-InteractionArchive $archive $mixed -Type Bot -Since '1970-01-01T00:00:03Z').Added | Should -Be 1
        (Get-Archived $mixed).EventId | Should -Be 3000
        $oneString = Add-Conversation $emulator ((1000 | ConvertTo-Activity -From Customer -To Customer), (2000 | ConvertTo-Activity -From Agent -To Agent), (3000 | ConvertTo-Activity -From Bot -To Bot))
        (Sync-InteractionArchive $archive $oneString -Type 'Customer,Agent' -Since $null).Added | Should -Be 2
    }

    It 'does nothing with -WhatIf' {
        Sync-InteractionArchive $archive $id -WhatIf | Should -BeNullOrEmpty
        $archive | Should -Not -Exist
    }

    It 'goes on after a failure of the engine, and keeps what came before it' {
        Invoke-Emulator $emulator POST faults @{ status = 403; count = 20; skip = 2 } | Out-Null
        $failed = Get-Error { Sync-InteractionArchive $archive $id -Type Customer -ErrorAction Stop }
        Clear-Emulator $emulator
        $failed.FullyQualifiedErrorId | Should -BeLike 'EngineForbidden,*'
        $failed.TargetObject | Should -Be $id
        $before = if (Test-Path "$archive/$id.jsonl") { (Get-Archived $id).Count } else { 0 }
        (Sync-InteractionArchive $archive $id -Type Customer).Added | Should -Be (50 - $before)
        (Get-Archived $id).EventId | Should -Be (Get-InteractionActivity $id -All).EventId
    }

    It 'reports and repairs a torn end, where no checkpoint says that it was whole' {
        $path = (Sync-InteractionArchive $archive $id).Path
        $whole = [System.IO.File]::ReadAllBytes($path)
        [System.IO.File]::WriteAllBytes($path, $whole[0..($whole.Length - 10)])
        Remove-Item "$archive/$id.checkpoint"
        $result = Sync-InteractionArchive $archive $id -WarningVariable warned -WarningAction SilentlyContinue
        "$($result.Repaired)" | Should -Be 'TornEnd, Checkpoint'
        "$warned" | Should -BeLike "*$id.jsonl.torn*"
        [System.IO.File]::ReadAllBytes($path) | Should -Be $whole
        "$path.torn" | Should -Exist
    }

    It 'leaves <Name> as it is, with the error <Error>' -ForEach @(
        @{ Name = 'a file shorter than its checkpoint'; Error = 'ArchiveTorn'; Make = { param($path) $null = Sync-InteractionArchive $archive $id; Set-Content $path (Get-Content $path -TotalCount 3) } }
        @{ Name = 'the file of another conversation'; Error = 'ArchiveForeign'; Make = { param($path) Get-InteractionActivity $emulator.ConversationId | Export-InteractionActivity $path } }
        @{ Name = 'a file of another kind'; Error = 'ArchiveForeign'; Make = { param($path) 'a,b' | Set-Content $path } }
        @{ Name = 'a folder of that name'; Error = 'FileNotWritten'; Make = { param($path) $null = New-Item -ItemType Directory $path } }
    ) {
        $null = New-Item -ItemType Directory $archive
        $path = "$archive/$id.jsonl"
        & $Make $path
        $hash = if (Test-Path $path -PathType Leaf) { (Get-FileHash $path).Hash }
        $failed = Get-Error { Sync-InteractionArchive $archive $id -ErrorAction Stop }
        $failed.FullyQualifiedErrorId | Should -Be "$Error,Interactions.PowerShell.SyncInteractionArchiveCommand"
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$failed" | Should -Match $id
        if ($hash) { (Get-FileHash $path).Hash | Should -Be $hash }
    }

    It 'says what is wrong where the folder is a file' {
        'text' | Set-Content $archive
        (Get-Error { Sync-InteractionArchive $archive $id }).FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
        Get-Content $archive | Should -Be 'text'
    }

    It 'excludes another one while it runs, in this process or another' {
        Clear-Emulator $emulator
        Invoke-Emulator $emulator PATCH options @{ latency = 5000 } | Out-Null
        try {
            $start = { Import-Module $env:MODULE; Connect-InteractionEngine -EnvironmentVariable; $env:ID | Sync-InteractionArchive $env:ARCHIVE }
            $given = @{
                MODULE = (Get-Module Interactions).Path -replace 'psm1$', 'psd1'; ARCHIVE = $archive; ID = $id; INTERACTION_ENGINE_URI = $emulator.Uri
                INTERACTION_ENGINE_TOKEN = (Invoke-Emulator $emulator POST tokens).access_token
            }
            $child = Start-Child $given $start -Module '' -Confirm:$false
            # Asked for by the child, when it has the archive.
            Wait-Until { @(Get-SeenRequest $emulator).Path -like "*$id*" } -Seconds 60
            $failed = Get-Error { Sync-InteractionArchive $archive $id }
            $failed.FullyQualifiedErrorId | Should -Be 'ArchiveLocked,Interactions.PowerShell.SyncInteractionArchiveCommand'
        }
        finally {
            Invoke-Emulator $emulator PATCH options @{ latency = 0 } | Out-Null
            if ($child) { $child.Kill(); $child.WaitForExit() }
        }
        (Sync-InteractionArchive $archive $id).Count | Should -Be 50
    }

    It 'repeats nothing where white space was added to a file, such as an editor''s CR LF' {
        $null = Sync-InteractionArchive $archive $id
        $file = "$archive/$id.jsonl"
        [System.IO.File]::WriteAllText($file, [System.IO.File]::ReadAllText($file).Replace("`n", "`r`n").Replace('"eventId":', '"eventId": '))
        $result = Sync-InteractionArchive $archive $id
        $result.Added, $result.Count, "$($result.Repaired)" | Should -Be 0, 50, 'Checkpoint'
        Add-Content $file (Get-Content $file)[49].Trim().Replace(': ', ':')
        (Test-InteractionArchive $archive).Duplicates | Should -Be 1
    }

    It 'says that the folder is a file' {
        'mine' | Set-Content $archive
        "$(Get-Error { Sync-InteractionArchive $archive $id })" | Should -BeLike '*archive was not written. It is a file, not a folder.'
        Get-Content $archive | Should -Be 'mine'
    }

    It 'shows what was repaired on a screen of 80 columns' {
        $null = Sync-InteractionArchive $archive $id
        Remove-Item "$archive/*.checkpoint"
        Sync-InteractionArchive $archive $id | Out-String -Width 80 | Should -Match "(?m)^$id +0 +50 \d{4}-\d\d-\d\d \d\d:\d\d Checkpoint"
    }

    It 'shows the file and what is wrong with it on a screen of 80 columns, and a result that was serialized alike' {
        $synced = Sync-InteractionArchive $archive $id
        Remove-Item "$archive/*.checkpoint"
        $tested = Test-InteractionArchive $archive
        $row = ($tested | Out-String -Width 80) -split '\r?\n' -match $id
        $row | Should -Match "^$id\.jsonl +False +50 It has no"
        # All of it, in lines of its own.
        ($tested | Out-String -Width 80) -replace '\s' | Should -Match 'cannotbedetected'
        foreach ($result in $synced, $tested) {
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($result))
            $copy | Out-String -Width 80 | Should -BeExactly ($result | Out-String -Width 80)
        }
    }

    It 'keeps many conversations at once' {
        $ids = 1..60 | ForEach-Object { Add-Conversation $emulator (1..30 | ConvertTo-Activity) }
        $results = $ids | Sync-InteractionArchive $archive -ThrottleLimit 16
        $results | Should -HaveCount 60
        ($results | Measure-Object -Property Count -Sum).Sum | Should -Be 1800
        $tests = Test-InteractionArchive $archive
        $tests.IsWhole | Should -Not -Contain $false
        $tests | Should -HaveCount 60
        @(Import-InteractionActivity $archive).Count | Should -Be 1800
        Clear-Emulator $emulator
        ($ids | Sync-InteractionArchive $archive -ThrottleLimit 16 -Type Customer).Added | Should -Not -Contain 1
    }

    It 'stops at once, and leaves a folder that goes on' {
        Invoke-Emulator $emulator PATCH options @{ latency = 200 } | Out-Null
        $first = Add-Conversation $emulator (1..2 | ConvertTo-Activity)
        $null = $first, $id | Sync-InteractionArchive $archive -ThrottleLimit 2 | Select-Object -First 1
        Invoke-Emulator $emulator PATCH options @{ latency = 0 } | Out-Null
        Sync-InteractionArchive $archive $first, $id | ForEach-Object Count | Sort-Object | Should -Be 2, 50
        (Test-InteractionArchive $archive).IsWhole | Should -Be $true, $true
    }

    It 'loses and repeats nothing when its process is killed at any moment (<kills> times)' -ForEach @{ kills = $kills } {
        $random = [random]::new(20)
        $time = 2000000
        $given = @{
            ARCHIVE = $archive; ID = $id; INTERACTION_ENGINE_URI = $emulator.Uri; INTERACTION_ENGINE_TOKEN = (Invoke-Emulator $emulator POST tokens).access_token
        }
        Invoke-Emulator $emulator PATCH options @{ latency = 2 } | Out-Null
        for ($n = 0; $n -lt $kills; $n++) {
            $child = Start-Child $given -Confirm:$false {
                Connect-InteractionEngine -EnvironmentVariable
                'ready'
                while ($true) { Sync-InteractionArchive $env:ARCHIVE $env:ID -WarningAction SilentlyContinue }
            }
            try {
                $null = $child.StandardOutput.ReadLine()
                # It grows while it is read, with what comes late among it.
                $until = [datetime]::UtcNow.AddMilliseconds($random.Next(10, 400))
                while ([datetime]::UtcNow -lt $until) {
                    Add-Activity $id (1..40 | ForEach-Object { $time += 50; $time - $random.Next(0, 60000) })
                }
            }
            finally { $child.Kill(); $child.WaitForExit() }
        }
        Invoke-Emulator $emulator PATCH options @{ latency = 0 } | Out-Null
        $null = Sync-InteractionArchive $archive $id -WarningAction SilentlyContinue
        $ids = { "$($_.EventId) $($_.InteractionId)" }
        $kept = Get-Archived $id | ForEach-Object $ids | Sort-Object
        $kept.Count | Should -BeGreaterThan 100
        $kept | Should -Be @(Get-InteractionActivity $id -All | ForEach-Object $ids | Sort-Object)
        (Test-InteractionArchive $archive).Problems | Should -BeNullOrEmpty
    }

    It "harms nothing where the disk is full$reason" -Skip:(-not $canMount) {
        $disk = (New-Item -ItemType Directory -Path "TestDrive:/$([guid]::NewGuid())").FullName
        $archive = "$disk/archive"
        mount -t tmpfs -o size=64k none $disk
        try {
            $long = Add-Conversation $emulator (1..400 | ForEach-Object { $_ * 1000 } | ConvertTo-Activity)
            $first = (Sync-InteractionArchive $archive $id).Path
            $hash = (Get-FileHash $first).Hash
            $failed = Get-Error { Sync-InteractionArchive $archive $long -ErrorAction Stop }
            $failed.FullyQualifiedErrorId | Should -Be 'FileNotWritten,Interactions.PowerShell.SyncInteractionArchiveCommand'
            (Get-FileHash $first).Hash | Should -Be $hash
            @(Import-InteractionActivity $archive -ErrorAction Stop).Count | Should -BeGreaterOrEqual 50 -Because 'no line is broken'

            (Get-Error { Get-InteractionActivity $long -All | Export-InteractionActivity $first }).FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
            (Get-FileHash $first).Hash | Should -Be $hash
            (Get-Error { Get-InteractionActivity $long -All | Export-InteractionActivity $first -Append }).FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
            (Get-FileHash $first).Hash | Should -Be $hash
            @(Get-ChildItem $archive -Force -Filter *.tmp).Count | Should -Be 0

            mount -o remount,size=8m $disk
            Sync-InteractionArchive $archive $id, $long | ForEach-Object Count | Sort-Object | Should -Be 50, 400
            (Test-InteractionArchive $archive).IsWhole | Should -Be $true, $true

            mount -o remount,ro $disk
            Add-Activity $id 9000000
            (Get-Error { Sync-InteractionArchive $archive $id -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
        }
        finally { umount $disk }
    }
}

Describe 'Test-InteractionArchive' {
    BeforeAll {
        $script:archive = "$TestDrive/archive"
        $script:ids = 1..3 | ForEach-Object { Add-Conversation $emulator (1..5 | ConvertTo-Activity) } | Sort-Object -Property { "$_" }
        $null = $ids | Sync-InteractionArchive $archive
    }

    It 'is whole after a sync, and can be asked by folder, file, wildcard and pipeline' {
        (Test-InteractionArchive $archive).IsWhole | Should -Be $true, $true, $true
        $one = Test-InteractionArchive -LiteralPath "$archive/$($ids[0]).jsonl"
        $one.ConversationId, $one.Count, $one.OutOfOrder, $one.Duplicates, "$($one.Checkpoint)" | Should -Be $ids[0], 5, 0, 0, 'Current'
        (Test-InteractionArchive "$archive/*.jsonl").ConversationId | Should -Be $ids
        (Get-ChildItem "$archive/*.jsonl" | Test-InteractionArchive).ConversationId | Should -Be $ids
    }

    It 'says of each file what is wrong, and changes nothing' {
        $copy = "$TestDrive/copy"
        Copy-Item $archive $copy -Recurse
        $lines = Get-Content "$copy/$($ids[0]).jsonl"
        $lines[0..3] | Set-Content "$copy/$($ids[0]).jsonl"
        Add-Content "$copy/$($ids[1]).jsonl" $lines[0]
        Remove-Item "$copy/$($ids[2]).jsonl"
        $before = Get-ChildItem $copy | Get-FileHash
        $results = Test-InteractionArchive $copy
        $results.IsWhole | Should -Be $false, $false, $false
        "$($results[0].Problems)" | Should -BeLike '*bytes, but had*'
        "$($results[1].Problems)" | Should -BeLike '*other conversations*'
        $results[2].Problems | Should -HaveCount 1
        (Get-ChildItem $copy | Get-FileHash).Hash | Should -Be $before.Hash
    }
}
