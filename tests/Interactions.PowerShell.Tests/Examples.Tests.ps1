# Every example of the README and of the help, typed as a newcomer does: the module found as the README says, the variables those that the
# emulator prints, strict mode on. Each has the output that it must have beside its name, which is its page and its place on the page.

BeforeDiscovery {
    $script:pages = @("$PSScriptRoot/../../README.md") + (Get-ChildItem -Path "$PSScriptRoot/../../docs/en-US/*.md").FullName
    $script:found = @(
        foreach ($page in $pages) {
            $number = 0
            foreach ($block in [regex]::Matches((Get-Content -Path $page -Raw), '(?ms)^```powershell\r?\n(.*?)^```')) {
                @{ Name = "$([System.IO.Path]::GetFileNameWithoutExtension($page)) $((++$number))"; Code = $block.Groups[1].Value }
            }
        }
    )

    # Automation.Tests.ps1 runs these as jobs, Remoting.Tests.ps1 the one that needs machines. The alert of the README has a test of its own below.
    $script:elsewhere = @('README 1', 'README 3', 'about_Interactions_Archives 2', 'about_Interactions_Scaling 3') + (1..6 | ForEach-Object { "about_Interactions_Automation $_" })

    $script:expected = @{
        'README 2'                          = { $output.Count | Should -BeGreaterThan 10; $output.Sender.ChannelType | Should -Be (@('WebChat') * $output.Count) }
        'README 4'                          = {
            $output[0].Added | Should -Be 50
            $output.Count | Should -BeGreaterThan 3
            $output[1..99].Text | ForEach-Object { $_ | Should -Match 'kettle' }
            "$folder/conversation.html" | Should -FileContentMatch 'kettle'
            "$folder/report.html" | Should -FileContentMatch '<svg'
        }

        'about_Interactions 1'              = { $connection.Authentication | Should -Be 'ClientCredentials' }
        'about_Interactions 2'              = { $output[0..49].EventId | Should -Be $all.EventId; $shown -split '(?m)^EventId +: ' | Should -HaveCount 51 }
        'about_Interactions 3'              = { $output.Name | Sort-Object | Should -Be 'Agent', 'Bot', 'Customer'; ($output | ForEach-Object Count | Measure-Object -Sum).Sum | Should -Be 50 }
        'about_Interactions 4'              = { $shown | Should -Match 'EventTrigger +: message:customer'; ($output[-1] | ConvertFrom-Json).EventId | Should -Be $all[0].EventId }
        'about_Interactions 5'              = { $output.EventId | Should -Be $all.EventId }
        'about_Interactions 6'              = { $output.Time | Should -Be $all.Timestamp.LocalDateTime }
        'about_Interactions 7'              = { $output[0].Count | Should -BeGreaterOrEqual 70; $output | Should -HaveCount 1 -Because 'no conversation failed' }
        'about_Interactions 8'              = { @(Get-Content -Path "$folder/2024-04-05.jsonl" | ConvertFrom-Json | Where-Object ConversationId -EQ $id).EventId | Should -Be $all.EventId }
        'about_Interactions 9'              = { $output.EventId | Should -Be $all.EventId }
        'about_Interactions 10'             = { $output | Should -HaveCount $ofCustomer.Count; $verbose | Should -Match 'Retry 1 in 1\.\d s: .*503' }

        'about_Interactions_Archives 1'     = { ($output | Where-Object ConversationId -EQ $id).Added | Should -Be 50; "$folder/archive/$id.jsonl" | Should -Exist }
        'about_Interactions_Archives 3'     = { $output[2..99].Text | Should -Not -BeNullOrEmpty; $output[2..99].Text | ForEach-Object { $_ | Should -Match 'kettle' } }

        'about_Interactions_Measurements 1' = { $output.Messages | Should -Be 36 }
        'about_Interactions_Measurements 2' = { $output | Should -HaveCount 4; $output | Should -BeIn $all.EventId }
        'about_Interactions_Measurements 3' = { (Import-Csv -Path "$folder/weeks.csv")[0].Period | Should -Be '2024-04-01' }
        'about_Interactions_Measurements 4' = { (Import-Csv -Path "$folder/messages.csv").CsvText | Should -Be $all.CsvText }

        'about_Interactions_Scaling 1'      = { $output.Name | Sort-Object | Should -Be ("$id", "$other" | Sort-Object); $output | ForEach-Object Count | Should -Contain 50 }
        'about_Interactions_Scaling 2'      = { $output | ForEach-Object Count | Should -Contain 50; $output | Should -HaveCount 2 }
        'about_Interactions_Scaling 4'      = { $output.Path | Should -BeLike "*archive-0*$id.jsonl" }
        'about_Interactions_Scaling 5'      = { $output | Should -HaveCount 31; $output[1].ConversationId | Should -Be $id }
        'about_Interactions_Scaling 6'      = { $output[0].PSObject.Properties.Name | Should -Be 'ConversationId', 'EventId', 'Text'; $output.EventId | Should -Be $all.EventId }

        'about_Interactions_Transcripts 1'  = { "$folder/conversation.html" | Should -FileContentMatch 'kettle' }
        'about_Interactions_Transcripts 2'  = { (Get-ChildItem -Path "$folder/transcripts").Name | Sort-Object | Should -Be ("$id.html", "$other.html", 'index.html' | Sort-Object) }

        'Connect-InteractionEngine 1'       = { $connection.Authentication | Should -Be 'ClientCredentials'; "$($connection.Uri)".TrimEnd('/') | Should -Be $engine }
        'Connect-InteractionEngine 2'       = { $output.Authentication | Should -Be 'Token' }
        'Connect-InteractionEngine 3'       = { $connection | Should -BeNullOrEmpty }
        'Connect-InteractionEngine 4'       = { (Import-Clixml -Path "$folder/activities.xml").EventId | Should -Be $all.EventId }
        'Connect-InteractionEngine 5'       = { $connection.MaximumRetryCount, $connection.RetryIntervalSec, $connection.MaximumRetryIntervalSec, $connection.ConnectionTimeoutSeconds | Should -Be 8, 2, 600, 30 }
        'Connect-InteractionEngine 6'       = { $output.EventId | Should -Be @($all.EventId; $all.EventId) }
        'Connect-InteractionEngine 7'       = { $output | Should -Be 'Client id or secret is wrong.' }

        'Disconnect-InteractionEngine 1'    = { $connection | Should -BeNullOrEmpty }
        'Disconnect-InteractionEngine 2'    = { $output.EventId | Should -Be $all.EventId; $connection | Should -BeNullOrEmpty }
        'Disconnect-InteractionEngine 3'    = { $output.EventId | Should -Be $all.EventId; $connection | Should -BeNullOrEmpty }

        'Export-InteractionActivity 1'      = { (Import-InteractionActivity -Path "$folder/conversation.jsonl").EventId | Should -Be $all.EventId }
        'Export-InteractionActivity 2'      = { (Import-InteractionActivity -Path "$folder/conversations.jsonl.gz" -ConversationId $id).EventId | Should -Be $all.EventId }
        'Export-InteractionActivity 3'      = { (Import-InteractionActivity -Path "$folder/conversation.jsonl").EventId | Should -Be $all.EventId }
        'Export-InteractionActivity 4'      = { $output.Name | Should -Be 'event', 'message'; (Import-InteractionActivity -Path "$folder/conversation.jsonl").EventId | Should -Be $all.EventId }

        'Export-InteractionReport 1'        = { "$folder/report.html" | Should -FileContentMatch '<h1[^>]*>.*April' }
        'Export-InteractionReport 2'        = { $output.Name | Should -Be 'agents.html' }

        'Export-InteractionTranscript 1'    = { "$folder/conversation.html" | Should -FileContentMatch 'Order 5521' }
        'Export-InteractionTranscript 2'    = { "$folder/conversation.txt" | Should -FileContentMatch '^11:00:38 ' }
        'Export-InteractionTranscript 3'    = { $output.Name | Sort-Object | Should -Be ("$id.html", "$other.html", 'index.html' | Sort-Object); $output[0].Length | Should -BeGreaterThan 1000 }

        'Get-InteractionActivity 1'         = { $output.EventId | Should -Be $all.EventId }
        'Get-InteractionActivity 2'         = {
            $output.Text | Should -Be ($ofCustomer | Where-Object { $_.Sender.ChannelType -eq 'WebChat' -and $_.Type -eq 'message' }).Text
            $output[0].Time | Should -Be $all[0].Timestamp.LocalDateTime
        }
        'Get-InteractionActivity 3'         = { $output.EventId | Should -Be $all.EventId }
        'Get-InteractionActivity 4'         = { $end = [datetimeoffset]'2024-04-05T14:10Z'; $shown -split '(?m)^EventId +: ' | Should -HaveCount (@($all | Where-Object Timestamp -LT $end).Count + 1) }
        'Get-InteractionActivity 5'         = { $output.EventId | Should -Be $all[0].EventId }
        'Get-InteractionActivity 6'         = { $output | Should -BeLike 'https://*' }
        'Get-InteractionActivity 7'         = { $output | Should -Match '^[\w-]+$' }
        'Get-InteractionActivity 8'         = { $output.Name | Sort-Object | Should -Be ("$id", "$other" | Sort-Object); $output | ForEach-Object Count | Should -Contain 50 }
        'Get-InteractionActivity 9'         = { $output | Should -Be "Unknown: $unknown" }
        'Get-InteractionActivity 10'        = { $output | Should -Be 50 }
        'Get-InteractionActivity 11'        = { $output | Should -Be $ofCustomer.Count }
        'Get-InteractionActivity 12'        = { @($output | Where-Object ConversationId -EQ $id).EventId | Should -Be $all.EventId; $output.ConversationId | Should -Contain $other }
        'Get-InteractionActivity 13'        = { $output | Should -HaveCount 1; $output.Type | Should -Be 'message'; $output.Sender.IntegrationType | Should -Be 'Customer' }
        'Get-InteractionActivity 14'        = { $output | Should -HaveCount 20; $output[0].PSObject.Properties.Name | Should -Be 'ConversationId', 'Timestamp', 'Text' }

        'Get-InteractionActivity 15'        = {
            $rows = Import-Csv -Path "$folder/messages.csv"
            $rows.CsvText | Should -Be $all.CsvText
            [datetime]::Parse($rows[0].Time) | Should -Be ([datetime]::Parse($all[0].Timestamp.LocalDateTime.ToString()))
        }
        'Get-InteractionActivity 16'        = { $output | Should -BeOfType ([timespan]); [datetime]::Now - $output[0] - $all[-1].Timestamp.LocalDateTime | Should -BeLessThan ([timespan]'0:01:00') }

        'Get-InteractionEngine 1'           = { "$($output.Uri)".TrimEnd('/') | Should -Be $engine }
        'Get-InteractionEngine 2'           = { $output.EventId | Should -Be $all.EventId }
        'Get-InteractionEngine 3'           = { $output[0] | Should -BeOfType ([datetime]); $output[0] | Should -BeGreaterThan ([datetime]::Now) }
        'Get-InteractionEngine 4'           = { $output.EventId | Should -Be $all.EventId }

        'Import-InteractionActivity 1'      = { $output.Sender.ChannelType | Should -Be (@('WebChat') * $output.Count); $output.Count | Should -BeGreaterThan 10 }
        'Import-InteractionActivity 2'      = { $output.Count | Should -BeGreaterThan 10; $output | ForEach-Object { $_.Sender.IntegrationType, $_.Recipient.IntegrationType | Should -Contain 'Agent' } }
        'Import-InteractionActivity 3'      = { $output.Name | Should -Be "$id"; $output[0].Count | Should -Be 50 }

        'Measure-InteractionActivity 1'     = { $shown | Should -Match 'AgentMessages +: 12' }
        'Measure-InteractionActivity 2'     = { $output | Should -HaveCount 2; $output[-1].WaitingSince | Should -Not -BeNullOrEmpty; $output[-1].LastSpeaker | Should -Be 'Customer' }
        'Measure-InteractionActivity 3'     = { $output | Should -HaveCount 2; $output[0].Recipient.IntegrationType | Should -Be 'Agent'; $output[1].Sender.IntegrationType | Should -Be 'Agent' }
        'Measure-InteractionActivity 4'     = { (Import-Csv -Path "$folder/days.csv")[0].Period | Should -Be '2024-04-05' }
        'Measure-InteractionActivity 5'     = { $output | Should -HaveCount 1; $output.Session | Should -Be 1 }

        'Sync-InteractionArchive 1'         = { $output.ConversationId | Sort-Object | Should -Be ($id, $other | Sort-Object); "$folder/archive/$id.jsonl" | Should -Exist }
        'Sync-InteractionArchive 2'         = { $output | Should -HaveCount 2; ($output | Where-Object ConversationId -EQ $id).Added | Should -Be 50 }
        'Sync-InteractionArchive 3'         = { $output | Should -BeNullOrEmpty; "$folder/archive/$id.jsonl" | Should -Exist }
        'Sync-InteractionArchive 4'         = { ($output | Where-Object Name -EQ "$id").Count | Should -Be 50 }

        'Test-InteractionArchive 1'         = { $output | Should -BeNullOrEmpty; "$folder/archive/$id.jsonl" | Should -Exist }
        'Test-InteractionArchive 2'         = { $output | Should -BeNullOrEmpty; "$folder/archive/$id.jsonl" | Should -Exist }
    }
    $script:examples = $found | Where-Object Name -NotIn $elsewhere | ForEach-Object { @{ Name = $_.Name; Code = $_.Code; Expected = $expected[$_.Name] } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:engine = "$($emulator.Uri)".TrimEnd('/')
    $script:id = $emulator.ConversationId
    $script:other = [guid]::NewGuid()
    $script:unknown = [guid]::NewGuid()
    Invoke-Emulator $emulator PUT "conversations/${other}?activities=20"
    # For the examples that wait for what comes.
    Invoke-Emulator $emulator PUT "conversations/$other/growth" @{ perSecond = 20 }

    $script:prepared = @{
        engine  = $engine
        id      = $id
        other   = $other
        unknown = $unknown
        client  = $emulator.Credential
        wrong   = [pscredential]::new($emulator.Credential.UserName, [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword)
        token   = [System.Net.NetworkCredential]::new('', (Invoke-Emulator $emulator POST tokens).access_token).SecurePassword
    }
    $variables = @{
        INTERACTION_ENGINE_URI           = $engine
        INTERACTION_ENGINE_IDENTITY_URI  = $engine
        INTERACTION_ENGINE_CLIENT_ID     = $emulator.Credential.UserName
        INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
    }
    $script:before = @{ PSModulePath = $env:PSModulePath }
    foreach ($name in $variables.Keys) {
        $before[$name] = [System.Environment]::GetEnvironmentVariable($name)
        [System.Environment]::SetEnvironmentVariable($name, $variables[$name])
    }
    # The first lines of the README make the module known to the whole process.
    $root = Resolve-Path "$PSScriptRoot/../.."
    $readme = [regex]::Match((Get-Content -Path "$root/README.md" -Raw), '(?ms)^```powershell\r?\n(.*?)^```').Groups[1].Value
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($root) Set-Location $root').AddArgument("$root").AddStatement().AddScript($readme).Invoke()
    $shell.Dispose()

    # A prompt of its own, in a folder of its own with a list of conversations.
    function Open-Prompt([string] $Folder, [bool] $IsConnected = $true) {
        'ConversationId', $id, $other | Set-Content -Path "$Folder/conversations.csv"
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $shell.AddScript('param($folder, $prepared) Set-StrictMode -Version Latest; Import-Module Interactions; Set-Location $folder
            $prepared.Keys | ForEach-Object { Set-Variable -Name $_ -Value $prepared[$_] -Scope Global }').AddArgument($Folder).AddArgument($prepared).Invoke()
        $shell.Commands.Clear()
        if ($IsConnected) { $null = $shell.AddScript('Connect-InteractionEngine $client -Uri $engine -IdentityUri $engine').Invoke() }
        $shell.Commands.Clear()
        $shell
    }

    # Types an example, and returns what it writes, its errors, and the connection that it leaves.
    function Invoke-Example([string] $Code, [string] $Folder, [bool] $IsConnected = $true) {
        $shell = Open-Prompt $Folder $IsConnected
        try {
            $output = try { $shell.AddScript($Code).Invoke() } catch { $thrown = $_ }
            $errors = @($shell.Streams.Error; $thrown) | Where-Object { $_ }
            $shell.Commands.Clear()
            @{ Output = @($output); Errors = $errors; Verbose = "$($shell.Streams.Verbose)"; Connection = $shell.AddScript('Get-InteractionEngine; Disconnect-InteractionEngine').Invoke() }
        }
        finally {
            $shell.Dispose()
        }
    }

    function Get-EmptyFolder { (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName }

    $script:all = (Invoke-Example 'Get-InteractionActivity $id -All' (Get-EmptyFolder)).Output
    $script:ofCustomer = (Invoke-Example 'Get-InteractionActivity $id -All -Type Customer' (Get-EmptyFolder)).Output
}

AfterAll {
    foreach ($name in $before.Keys) { [System.Environment]::SetEnvironmentVariable($name, $before[$name]) }
    Stop-Emulator $emulator
}

Describe 'Examples' {
    It 'write what they say: <Name>' -ForEach $examples {
        $Expected | Should -Not -BeNullOrEmpty -Because 'every example has an expectation in this file'
        $folder = Get-EmptyFolder
        # These two go on from the example before them.
        $earlier = switch ($Name) { 'about_Interactions_Archives 3' { 'Archives 1' } 'about_Interactions_Scaling 5' { 'Scaling 4' } }
        if ($earlier) { $Code = ($found | Where-Object Name -EQ "about_Interactions_$earlier").Code + $Code }

        $result = Invoke-Example $Code $folder -IsConnected ($Name -notlike 'Connect-*')
        $result.Errors | Should -BeNullOrEmpty
        $output, $connection, $verbose = $result.Output, $result.Connection, $result.Verbose
        Set-Variable -Name shown -Value ($output | Out-String -Width 200)
        . $Expected
    }

    It 'go on after a failure: Get-InteractionActivity 10' {
        $code = ($found | Where-Object Name -EQ 'Get-InteractionActivity 10').Code
        Invoke-Emulator $emulator POST faults @{ truncateAfterBytes = 9000 } | Out-Null
        $result = Invoke-Example "$code`n`$failed.Count" (Get-EmptyFolder)
        $result.Output | Should -Be 50, 1
    }

    It 'name the conversations that failed: about_Interactions 7' {
        $code = ($found | Where-Object Name -EQ 'about_Interactions 7').Code
        $result = Invoke-Example "`$other = `$unknown`n$code" (Get-EmptyFolder)
        $result.Output[1] | Should -BeLike "$unknown ConversationNotFound,*"
    }

    It 'tell when a customer writes a word: README 3' {
        $shell = Open-Prompt (Get-EmptyFolder)
        try {
            $mine = Add-Conversation $emulator
            $running = $shell.AddScript("`$id = '$mine'`n$(($found | Where-Object Name -EQ 'README 3').Code)").BeginInvoke()
            Wait-Until { Get-SeenRequest $emulator | Where-Object path -Like "*$mine*" }
            $now = [datetimeoffset]::UtcNow.ToUnixTimeMilliseconds()
            Invoke-Emulator $emulator POST "conversations/$mine/activities" ((($now | ConvertTo-Activity -Text 'Hello'), ($now | ConvertTo-Activity -Text 'I want a refund')) -join "`n") | Out-Null
            Wait-Until { $shell.Streams.Warning.Count } -Seconds 20
            $shell.Streams.Warning | Should -HaveCount 1
            "$($shell.Streams.Warning)" | Should -BeLike '*: I want a refund'
            $running.IsCompleted | Should -BeFalse
        }
        finally {
            $shell.Stop()
            $shell.Dispose()
        }
    }

    It 'are found where they fail in strict mode' {
        (Invoke-Example 'Get-InteractionActivity $id -All | Where-Object { $_.Message.Type -eq "image" }' (Get-EmptyFolder)).Errors | Should -Not -BeNullOrEmpty
    }
}
