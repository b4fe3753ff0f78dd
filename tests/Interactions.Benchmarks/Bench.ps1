#Requires -Version 7.4
<#
.SYNOPSIS
    Measures the built module against what a user would write instead and against what bounds it, and prints Markdown tables.
.DESCRIPTION
    The emulator runs in a process of its own with rendered pages. All ways are measured in turn, round after round, in this process,
    so that a busy moment of the machine meets all of them. What counts are the ratios. The first round warms up and is left out.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $OutFile,
    # Where a file shows the first table between the marks <!-- bench --> and <!-- /bench -->, it is written anew.
    [string] $ShownIn,
    [string] $Configuration = 'Release',
    [int] $Activities = 200000,
    [int[]] $PageSize = (100, 1000),
    [int] $Rounds = 5,
    # The user's loop with Invoke-RestMethod takes long; it is measured in so many of the rounds.
    [int] $SlowRounds = 3,
    # A customer has part in nine of ten: these are 2,000,000 to read.
    [int] $MemoryActivities = 2225000
)

$ErrorActionPreference = 'Stop'
Import-Module -Name $Module, "$PSScriptRoot/../Interactions.PowerShell.Tests/Emulator.psm1", "$PSScriptRoot/../Interactions.PowerShell.Tests/PowerShellHost.psm1" -Force
Add-Type -Path "$PSScriptRoot/bin/$Configuration/net10.0/Interactions.Benchmarks.dll"

# Runs a script in a new process of the same PowerShell.
function Invoke-Fresh([string] $Script) {
    $powershell = Get-PowerShellHost
    & $powershell.FilePath $powershell.ArgumentList -NoProfile -NonInteractive -Command $Script
}

function Measure-Way([scriptblock] $Way) {
    (Measure-Work $Way).Time
}

# Milliseconds that passed, milliseconds of this process's processor time, and bytes that it allocated.
function Measure-Work([scriptblock] $Way) {
    [System.GC]::Collect()
    $allocated = [System.GC]::GetTotalAllocatedBytes($true)
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $processor = $process.TotalProcessorTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $null = . $Way
    $clock.Stop()
    $process.Refresh()
    [pscustomobject]@{
        Time = $clock.Elapsed.TotalMilliseconds
        Processor = ($process.TotalProcessorTime - $processor).TotalMilliseconds
        Allocated = [System.GC]::GetTotalAllocatedBytes($true) - $allocated
    }
}

# Measures ways in turn, round after round. The first round warms up.
function Measure-Round([System.Collections.IDictionary] $Way, [string[]] $Slow) {
    $measured = @{}
    foreach ($name in $Way.Keys) { $measured[$name] = [System.Collections.Generic.List[object]]::new() }
    foreach ($round in 0..$Rounds) {
        foreach ($name in $Way.Keys) {
            if ($name -in $Slow -and ($round -eq 0 -or $round -gt $SlowRounds)) { continue }
            $work = Measure-Work $Way[$name]
            if ($round -gt 0) { $measured[$name].Add($work) }
        }
    }
    $measured
}

function Get-Median([double[]] $Value) {
    $sorted = $Value | Sort-Object
    ($sorted[[int][System.Math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[int][System.Math]::Floor($sorted.Count / 2)]) / 2
}

# One row of a table: median, spread, and how many times as fast as the ways it is compared with.
function Format-Time([double[]] $Value) {
    '{0:N0} ms ({1:N0} to {2:N0})' -f (Get-Median $Value), ($Value | Measure-Object -Minimum).Minimum, ($Value | Measure-Object -Maximum).Maximum
}

function Connect-Bench($Emulator) {
    Connect-InteractionEngine -Credential $Emulator.Credential -Uri $Emulator.Uri -IdentityUri $Emulator.Uri
}

# Conversations of one size, each with a seed of its own.
function Add-BenchConversation($Emulator, [int] $Count, [int] $Size) {
    1..$Count | ForEach-Object {
        $id = [guid]::NewGuid()
        $null = Invoke-Emulator $Emulator PUT "conversations/${id}?activities=$Size&seed=$_"
        $id
    }
}

function Measure-Reading([int] $Size) {
    $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--activities', $Activities, '--page-cap', $Size, '--leid', 'exclusive'
    try {
        Connect-Bench $emulator
        $token = (Invoke-Emulator $emulator POST tokens).access_token
        $id = $emulator.ConversationId
        $secure = ConvertTo-SecureString $token -AsPlainText -Force
        $loop = {
            $from = 0
            do {
                $page = Invoke-RestMethod -Uri "$($emulator.Uri)api/v1/interactions/activities/${id}?type=Customer&leid=$from" -Authentication Bearer -Token $secure -AllowUnencryptedAuthentication
                $page
                if ($page) { $from = $page[-1].eventId }
            } while ($page)
        }
        $ways = [ordered]@{
            t  = { [Interactions.Benchmarks.BareLoop]::TokenizeAsync($emulator.Uri, $token, $id).GetAwaiter().GetResult() }
            a  = { [Interactions.Benchmarks.BareLoop]::StreamAsync($emulator.Uri, $token, $id).GetAwaiter().GetResult() }
            b  = { Get-InteractionActivity $id -All -Type Customer | Out-Null }
            c  = { Get-InteractionActivity $id -All -Type Customer | Where-Object { $_.Sender.IntegrationType -eq 'Agent' } | Out-Null }
            w  = { 1..$Activities | Where-Object { $_ -eq 5 } | Out-Null }
            e  = { [Interactions.Benchmarks.BareLoop]::BufferedAsync($emulator.Uri, $token, $id).GetAwaiter().GetResult() }
            d  = { & $loop | Out-Null }
            dw = { & $loop | Where-Object { $_.sender.integrationType -eq 'Agent' } | Out-Null }
        }
        $work = Measure-Round $ways -Slow 'd', 'dw'
        $median = @{}
        foreach ($way in $work.Keys) { $median[$way] = Get-Median $work[$way].Time }
        "### $('{0:N0}' -f $Activities) activities in pages of $('{0:N0}' -f $Size)", ''
        '| | | time | against the loop with Invoke-RestMethod | against bare HttpClient | processor time | allocated for each |', '|---|---|---|---|---|---|---|'
        $rows = [ordered]@{
            t  = 'bare HttpClient and nothing but `Utf8JsonReader` over the bytes: the limit'
            a  = 'bare HttpClient and source-generated System.Text.Json in C#'
            b  = '`Get-InteractionActivity -All -Type Customer \| Out-Null`'
            c  = '`… \| Where-Object { $_.Sender.IntegrationType -eq ''Agent'' }`'
            w  = '`1..{0} \| Where-Object` alone' -f $Activities
            d  = 'a loop with `Invoke-RestMethod`, `\| Out-Null`'
            dw = 'the same loop into `Where-Object`'
            e  = 'buffered Newtonsoft.Json in C#'
        }
        foreach ($way in $rows.Keys) {
            $against = if ($way -in 'c', 'dw') { 'dw' } else { 'd' }
            '| {0} | {1} | {2} | {3} | {4} | {5:N0} ms | {6:N0} bytes |' -f $way.Replace('dw', 'd'), $rows[$way], (Format-Time $work[$way].Time),
                $(if ($way -ne 'w') { '{0:0.0}×' -f ($median[$against] / $median[$way]) }), $(if ($way -in 't', 'a', 'b', 'e', 'd') { '{0:0.00}×' -f ($median.a / $median[$way]) }),
                (Get-Median $work[$way].Processor), ((Get-Median $work[$way].Allocated) / $Activities)
        }
        ''
    }
    finally { Stop-Emulator $emulator }
}

# What fields cost that the module has no property for.
function Measure-UnknownField {
    $emulators = [ordered]@{}
    $file = [System.IO.Path]::GetTempFileName()
    try {
        $count = [System.Math]::Min($Activities, 50000)
        $plain = Start-Emulator -Configuration $Configuration -ArgumentList '--activities', $count, '--page-cap', $count
        $emulators['none'] = $plain
        $token = (Invoke-Emulator $plain POST tokens).access_token
        $json = (Invoke-WebRequest -Uri "$($plain.Uri)api/v1/interactions/activities/$($plain.ConversationId)?type=Customer" -Headers @{ Authorization = "Bearer $token" }).Content
        $fields = '"region":"eu-west",', '"priority":3,', '"score":0.5,', '"isTest":false,', '"queue":"sales",'
        foreach ($unknown in 0, 1, 5) {
            $json -replace '"eventId":', "$(-join ($fields | Select-Object -First $unknown))`"eventId`":" | Set-Content -Path $file -NoNewline
            if ($unknown -eq 0) { Stop-Emulator $plain }
            $emulators["$unknown"] = Start-Emulator -Configuration $Configuration -ArgumentList '--file', $file, '--page-cap', 1000
        }
        $emulators.Remove('none')
        $ways = [ordered]@{}
        foreach ($unknown in $emulators.Keys) {
            $emulator = $emulators[$unknown]
            $session = Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -PassThru
            $ways[$unknown] = { Get-InteractionActivity $emulator.ConversationId -Session $session -All -Type Customer | Out-Null }.GetNewClosure()
        }
        $work = Measure-Round $ways
        '### Unknown fields', ''
        '| unknown fields in each activity | time | processor time | against none |', '|---|---|---|---|'
        foreach ($unknown in $ways.Keys) {
            '| {0} | {1} | {2:N0} ms | {3:0.00}× |' -f $unknown, (Format-Time $work[$unknown].Time), (Get-Median $work[$unknown].Processor),
                ((Get-Median $work[$unknown].Processor) / (Get-Median $work['0'].Processor))
        }
        ''
    }
    finally {
        $emulators.Values | ForEach-Object { Stop-Emulator $_ }
        Remove-Item -Path $file
    }
}

# In a process of its own, so that nothing else is on its heap.
function Measure-Memory {
    $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--activities', $MemoryActivities, '--page-cap', 1000
    try {
        $env:INTERACTION_ENGINE_URI = $env:INTERACTION_ENGINE_IDENTITY_URI = $emulator.Uri
        $env:INTERACTION_ENGINE_CLIENT_ID = $emulator.Credential.UserName
        $env:INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
        $env:BENCH_MODULE = $Module; $env:BENCH_ID = $emulator.ConversationId
        $measured = Invoke-Fresh {
            Import-Module $env:BENCH_MODULE
            Connect-InteractionEngine -EnvironmentVariable
            $state = @{ count = 0 }
            $look = {
                [System.GC]::Collect(); [System.GC]::WaitForPendingFinalizers()
                @{ heap = [System.GC]::GetTotalMemory($true); peak = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 }
            }
            # What looking itself takes is not the reading's.
            $null = & $look
            Get-InteractionActivity $env:BENCH_ID -All -Type Customer | ForEach-Object {
                if (++$state.count -eq 100000) { $state.early = & $look }
            }
            $late = & $look
            ConvertTo-Json -Compress @{
                Count = $state.count
                Heap = ($late.heap - $state.early.heap) / 1MB
                Peak = ($late.peak - $state.early.peak) / $state.early.peak
                PeakMB = $late.peak / 1MB
            }
        } | ConvertFrom-Json
        '### Memory', ''
        '{0:N0} activities read with `-All`: between the 100,000th and the last, the live heap after a full collection grew by {1:0.0} MB and the peak working set ({3:0} MB) by {2:P1}.' -f
            $measured.Count, $measured.Heap, $measured.Peak, $measured.PeakMB
        ''
    }
    finally {
        Remove-Item Env:INTERACTION_ENGINE_*, Env:BENCH_*
        Stop-Emulator $emulator
    }
}

function Measure-FirstResult {
    $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--activities', 12000, '--page-cap', 10000
    try {
        Connect-Bench $emulator
        $times = @{ first = @(); page = @() }
        foreach ($round in 0..$Rounds) {
            $first = Measure-Way { Get-InteractionActivity $emulator.ConversationId -Type Customer | Select-Object -First 1 }
            $page = Measure-Way { Get-InteractionActivity $emulator.ConversationId -Type Customer | Out-Null }
            if ($round -gt 0) { $times.first += $first; $times.page += $page }
        }
        '### First result', ''
        'Of a page of 10,000 activities the first one is there after {0}, the whole page after {1}: {2:P0}.' -f
            (Format-Time $times.first), (Format-Time $times.page), ((Get-Median $times.first) / (Get-Median $times.page))
        ''
        $env:BENCH_URI = $emulator.Uri; $env:BENCH_ID = $emulator.ConversationId; $env:BENCH_MODULE = $Module
        $env:BENCH_TOKEN = (Invoke-Emulator $emulator POST tokens).access_token
        $null = Invoke-Emulator $emulator PATCH options @{ pageCap = 100 }
        $scripts = [ordered]@{
            bare   = '1'
            import = 'Import-Module $env:BENCH_MODULE'
            ours   = 'Import-Module $env:BENCH_MODULE; Connect-InteractionEngine -Token (ConvertTo-SecureString $env:BENCH_TOKEN -AsPlainText -Force) -Uri $env:BENCH_URI; $null = Get-InteractionActivity $env:BENCH_ID -Type Customer'
            rest   = '$null = Invoke-RestMethod "${env:BENCH_URI}api/v1/interactions/activities/${env:BENCH_ID}?type=Customer" -Authentication Bearer -Token (ConvertTo-SecureString $env:BENCH_TOKEN -AsPlainText -Force) -AllowUnencryptedAuthentication'
        }
        $starts = @{}
        foreach ($round in 0..$Rounds) {
            foreach ($name in $scripts.Keys) {
                $time = Measure-Way { Invoke-Fresh $scripts[$name] }
                if ($round -gt 0) { $starts[$name] = @($starts[$name]; $time) | Where-Object { $_ } }
            }
        }
        $bare = Get-Median $starts.bare
        'A fresh `pwsh -NoProfile` starts in {0}. Import-Module adds {1:0} % of that. Import, connect and the first page take {2}; the same page by Invoke-RestMethod takes {3} ({4:0.00}×, start included).' -f
            (Format-Time $starts.bare), (100 * ((Get-Median $starts.import) - $bare) / $bare), (Format-Time $starts.ours), (Format-Time $starts.rest), ((Get-Median $starts.ours) / (Get-Median $starts.rest))
        ''
    }
    finally {
        Remove-Item Env:BENCH_*
        Stop-Emulator $emulator
    }
}

function Measure-Concurrency {
    $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--latency', 25, '--activities', 20
    try {
        Connect-Bench $emulator
        $ids = Add-BenchConversation $emulator 500 20
        $null = $ids[0] | Get-InteractionActivity -Type Customer
        $one = Measure-Way { $ids | Get-InteractionActivity -Type Customer -ThrottleLimit 1 | Out-Null }
        $many = Measure-Way { $ids | Get-InteractionActivity -Type Customer -ThrottleLimit 16 | Out-Null }
        '### Many conversations', ''
        '500 conversations at 25 ms latency: {0:N1} s with `-ThrottleLimit 1`, {1:N1} s with 16: {2:0.0} times as fast.' -f ($one / 1000), ($many / 1000), ($one / $many)
        ''

        $null = Invoke-Emulator $emulator PATCH options @{ latency = 50; pageCap = 100 }
        $long = [guid]::NewGuid()
        $null = Invoke-Emulator $emulator PUT "conversations/${long}?activities=$Activities&seed=1"
        $requests = foreach ($limit in 1, 8) {
            $null = Invoke-Emulator $emulator DELETE requests
            $time = Measure-Way { Get-InteractionActivity $long -All -Type Customer -ThrottleLimit $limit | Out-Null }
            [pscustomobject]@{ Time = $time; Requests = @(Invoke-Emulator $emulator GET requests).ForEach({ $_ }).Count }
        }
        '### One long conversation', ''
        '{0:N0} activities in pages of 100 at 50 ms latency: {1:N1} s with `-ThrottleLimit 1`, {2:N1} s with 8: {3:0.0} times as fast, with {4:0.0} % more requests.' -f
            $Activities, ($requests[0].Time / 1000), ($requests[1].Time / 1000), ($requests[0].Time / $requests[1].Time), (100 * ($requests[1].Requests / $requests[0].Requests - 1))
        ''
    }
    finally { Stop-Emulator $emulator }
}

# What keeping costs beside reading: files written and read, and a folder in which nothing is new.
function Measure-File {
    $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--activities', $Activities, '--page-cap', 100
    $folder = New-Item -ItemType Directory -Path ([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [guid]::NewGuid()))
    try {
        Connect-Bench $emulator
        $id = $emulator.ConversationId
        $ways = [ordered]@{
            read   = { Get-InteractionActivity $id -All -Type Customer | Out-Null }
            export = { Get-InteractionActivity $id -All -Type Customer | Export-InteractionActivity "$folder/a.jsonl" }
            gzip   = { Get-InteractionActivity $id -All -Type Customer | Export-InteractionActivity "$folder/a.jsonl.gz" }
            import = { Import-InteractionActivity "$folder/a.jsonl" | Out-Null }
            unzip  = { Import-InteractionActivity "$folder/a.jsonl.gz" | Out-Null }
            page   = { Import-InteractionActivity "$folder/a.jsonl" | Export-InteractionTranscript "$folder/a.html" }
            report = { Import-InteractionActivity "$folder/a.jsonl" | Export-InteractionReport "$folder/report.html" }
        }
        $work = Measure-Round $ways
        $read = Get-Median $work.read.Time
        '### Files', ''
        "| $('{0:N0}' -f $Activities) activities | time | against reading them | processor time |", '|---|---|---|---|'
        $rows = [ordered]@{
            read   = '`Get-InteractionActivity -All -Type Customer \| Out-Null`'
            export = '`… \| Export-InteractionActivity a.jsonl`'
            gzip   = '`… \| Export-InteractionActivity a.jsonl.gz`'
            import = '`Import-InteractionActivity a.jsonl \| Out-Null`'
            unzip  = '`Import-InteractionActivity a.jsonl.gz \| Out-Null`'
            page   = '`Import-InteractionActivity a.jsonl \| Export-InteractionTranscript a.html`'
            report = '`Import-InteractionActivity a.jsonl \| Export-InteractionReport report.html`'
        }
        foreach ($way in $rows.Keys) {
            '| {0} | {1} | {2:0.00}× | {3:N0} ms |' -f $rows[$way], (Format-Time $work[$way].Time), ((Get-Median $work[$way].Time) / $read), (Get-Median $work[$way].Processor)
        }
        ''
        $ids = Add-BenchConversation $emulator 1000 50
        $null = $ids | Sync-InteractionArchive "$folder/archive" -Type Customer
        $last = @{ Type = 'Customer'; All = $true; Since = [datetimeoffset] '2100-01-01' }
        $read, $sync = foreach ($way in { $ids | Get-InteractionActivity @last | Out-Null }, { $ids | Sync-InteractionArchive "$folder/archive" -Type Customer | Out-Null }) {
            $null = & $way
            $null = Invoke-Emulator $emulator DELETE requests
            $time = Measure-Way $way
            [pscustomobject]@{ Time = $time; Requests = @(Invoke-Emulator $emulator GET requests).ForEach({ $_ }).Count }
        }
        'Sync-InteractionArchive of 1,000 conversations with nothing new takes {0:N0} ms for {1:N0} requests, {2:0.00} ms for each; Get-InteractionActivity of as many in which it finds nothing takes {3:N0} ms for {4:N0}, {5:0.00} ms for each.' -f
            $sync.Time, $sync.Requests, ($sync.Time / $sync.Requests), $read.Time, $read.Requests, ($read.Time / $read.Requests)
        ''
    }
    finally {
        Remove-Item -Path $folder -Recurse -Force
        Stop-Emulator $emulator
    }
}

# How many requests it takes to read conversations to an end that is confirmed, and not only believed.
function Measure-Certainty {
    '### The price of a confirmed end', ''
    $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--latency', 25, '--activities', 20
    try {
        Connect-Bench $emulator
        $ids = Add-BenchConversation $emulator 500 20
        $null = Get-InteractionActivity $ids[0] -All -Type Customer
        foreach ($limit in 1, 16) {
            $page, $whole = foreach ($all in $false, $true) {
                $null = Invoke-Emulator $emulator DELETE requests
                $time = Measure-Way { $ids | Get-InteractionActivity -All:$all -Type Customer -ThrottleLimit $limit | Out-Null }
                [pscustomobject]@{ Time = $time; Requests = @(Invoke-Emulator $emulator GET requests).ForEach({ $_ }).Count }
            }
            '500 conversations of 20 activities at 25 ms latency with `-ThrottleLimit {0}`: one page of each takes {1:N1} s and {2:N0} requests; read with `-All`, to a confirmed end, {3:N1} s and {4:N0} requests: {5:0.0} times the requests in {6:0.0} times the time.' -f
                $limit, ($page.Time / 1000), $page.Requests, ($whole.Time / 1000), $whole.Requests, ($whole.Requests / $page.Requests), ($whole.Time / $page.Time)
        }
        ''
    }
    finally { Stop-Emulator $emulator }
    'Requests for one type with `-All`, pages of 100. The end is believed when an answer from behind everything known is empty. The first conversation of a connection also shows how the engine reads `leid`.', ''
    '| `leid` | first short conversation | the next ones | a long one of 20 pages |', '|---|---|---|---|'
    foreach ($leid in 'inclusive', 'exclusive') {
        $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--leid', $leid, '--page-cap', 100
        try {
            Connect-Bench $emulator
            $requests = foreach ($count in 40, 40, 2100) {
                $id = [guid]::NewGuid()
                $null = Invoke-Emulator $emulator PUT "conversations/${id}?activities=$count&seed=1"
                $null = Invoke-Emulator $emulator DELETE requests
                $null = Get-InteractionActivity $id -All -Type Customer
                @(Invoke-Emulator $emulator GET requests).ForEach({ $_ }).Where({ $_.type }).Count
            }
            '| {0} | {1} | {2} | {3} |' -f $leid, $requests[0], $requests[1], $requests[2]
        }
        finally { Stop-Emulator $emulator }
    }
    ''
}

# Whether time grows in line with the work, and memory does not.
function Measure-Many {
    '### Many, and very long', ''
    '| | time | for each activity | peak working set |', '|---|---|---|---|'
    $jobs = @(
        foreach ($count in 2000, 20000) { @{ Name = '{0:N0} conversations of 50 activities, `-ThrottleLimit 32`' -f $count; Count = $count; Activities = 50; Limit = 32 } }
        foreach ($long in 500000, 5000000) { @{ Name = 'one conversation of {0:N0} activities' -f $long; Count = 1; Activities = $long; Limit = 1 } }
    )
    foreach ($job in $jobs) {
        $emulator = Start-Emulator -Configuration $Configuration -ArgumentList '--page-cap', 1000, '--activities', 1
        try {
            $ids = Add-BenchConversation $emulator $job.Count $job.Activities
            $env:INTERACTION_ENGINE_URI = $env:INTERACTION_ENGINE_IDENTITY_URI = $emulator.Uri
            $env:INTERACTION_ENGINE_CLIENT_ID = $emulator.Credential.UserName
            $env:INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
            $env:BENCH_MODULE = $Module; $env:BENCH_IDS = [System.IO.Path]::GetTempFileName(); $env:BENCH_LIMIT = $job.Limit
            $ids | Set-Content -Path $env:BENCH_IDS
            $measured = Invoke-Fresh {
                Import-Module $env:BENCH_MODULE
                Connect-InteractionEngine -EnvironmentVariable
                $ids = [guid[]] (Get-Content $env:BENCH_IDS)
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                $state = @{ count = 0 }
                $ids | Get-InteractionActivity -All -Type Customer -ThrottleLimit $env:BENCH_LIMIT | ForEach-Object { $state.count++ }
                ConvertTo-Json -Compress @{ Count = $state.count; Time = $clock.Elapsed.TotalMilliseconds; Peak = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB }
            } | ConvertFrom-Json
            '| {0} | {1:N1} s for {2:N0} | {3:N1} µs | {4:N0} MB |' -f $job.Name, ($measured.Time / 1000), $measured.Count, (1000 * $measured.Time / $measured.Count), $measured.Peak
        }
        finally {
            Stop-Emulator $emulator
            Remove-Item -Path $env:BENCH_IDS
            Remove-Item Env:INTERACTION_ENGINE_*, Env:BENCH_*
        }
    }
    ''
}

function Get-Machine {
    $processor = if ($IsLinux) { ' of ' + (Get-Content /proc/cpuinfo | Select-String '^model name\s*: (.*)' | Select-Object -First 1).Matches.Groups[1].Value }
    'Measured with `pwsh ./build.ps1 Bench`: {0} rounds in turn ({1} of the loop with Invoke-RestMethod), medians and spreads, PowerShell {2} ({7}) on .NET {3}, {4}, {5} cores{6}, which the emulator shares. What counts are the ratios.' -f
        $Rounds, $SlowRounds, $PSVersionTable.PSVersion, [System.Environment]::Version, $PSVersionTable.OS, [System.Environment]::ProcessorCount, $processor, $(if ((Get-PowerShellHost).ArgumentList) { 'as a .NET tool' } else { 'installed' })
}

$machine = Get-Machine
$reading = foreach ($size in $PageSize) { , @(Measure-Reading $size) }
& {
    '# Performance', '', $machine, ''
    $reading | ForEach-Object { $_ }
    Measure-FirstResult
    Measure-Concurrency
    Measure-File
    Measure-UnknownField
    Measure-Memory
    Measure-Many
    Measure-Certainty
    Disconnect-InteractionEngine
    'What is inside the client (page reader, cursor, merge) BenchmarkDotNet measures: `dotnet run -c Release --project tests/Interactions.Benchmarks -- --filter ''*''`.'
} | Tee-Object -FilePath $OutFile

if ($ShownIn) {
    $shown = "<!-- bench -->`n" + ((@($reading[0]) -replace '^### (.*)', ('$1. ' + $machine)) -join "`n").TrimEnd() + "`n<!-- /bench -->"
    (Get-Content -Path $ShownIn -Raw) -replace '(?s)<!-- bench -->.*<!-- /bench -->', $shown.Replace('$', '$$') | Set-Content -Path $ShownIn -NoNewline
}
