# docs/emulator.md: its tables hold everything that the emulator has, and its examples run. What the emulator prints can be pasted.

BeforeDiscovery {
    $page = Get-Content -Path "$PSScriptRoot/../../docs/emulator.md" -Raw
    $script:statements = foreach ($block in [regex]::Matches($page, '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value }) {
        $tokens = $null
        [System.Management.Automation.Language.Parser]::ParseInput($block, [ref] $tokens, [ref] $null).EndBlock.Statements |
            Where-Object { $_.Extent.Text -like 'Add-Fault *' } | ForEach-Object { @{ Statement = $_.Extent.Text; Name = $_.Extent.Text -replace '\s+', ' ' } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:source = "$PSScriptRoot/../../src/Interactions.Emulator"
    $script:page = Get-Content -Path "$PSScriptRoot/../../docs/emulator.md" -Raw
    $script:help = (dotnet "$source/bin/Release/net10.0/Interactions.Emulator.dll" --help) -join "`n"
    $script:examples = [regex]::Matches($page, '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value }

    # A new prompt at which the module is imported.
    function Open-Prompt {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module) Import-Module $module').AddArgument((Get-Module Interactions).Path).Invoke()
        $shell
    }

    function Invoke-Prompt([powershell] $Shell, [string] $Code) {
        $Shell.Commands.Clear()
        $Shell.Streams.ClearStreams()
        # Invoke-RestMethod writes an empty text where there is no body.
        $Shell.AddScript($Code).Invoke() | Where-Object { $_ -isnot [string] -or $_ }
        $Shell.Streams.Error | Should -BeNullOrEmpty
    }
}

Describe 'What the emulator prints' {
    It 'can be pasted, all of it, and reads the conversation: <_>' -ForEach '', '--https' {
        $lines = "$TestDrive/emulator$_.txt"
        $arguments = @("`"$source/bin/Release/net10.0/Interactions.Emulator.dll`"", '--port', '0', '--parent', $PID, '--client-secret', "it's"; $_) | Where-Object { $_ }
        $process = Start-Process dotnet -ArgumentList $arguments -RedirectStandardOutput $lines -PassThru
        $shell = Open-Prompt
        try {
            Wait-Until { "$(Get-Content $lines -ErrorAction Ignore)" -match 'Press Ctrl\+C.*#>' }
            $told = Get-Content $lines -Raw
            @(Invoke-Prompt $shell $told).Count | Should -Be 50
            Invoke-Prompt $shell '"$engine/connect/token"' | Should -Match '^https?://127\.0\.0\.1:\d+/connect/token$'
            $told | Should -Match 'docs/emulator\.md'
        }
        finally {
            $shell.Dispose()
            $process | Stop-Process
        }
    }

    It 'is what docs/emulator.md shows' {
        # Start-Process leaves empty lines out, and the port and the number of activities differ.
        $shown, $told = [regex]::Match($page, '(?ms)^```text\n(.*?)^```').Groups[1].Value, (Get-Content "$TestDrive/emulator.txt" -Raw) |
            ForEach-Object { $_ -replace '[\r\n]+', "`n" -replace ':\d+\b' -replace '\(\d+ ' -replace "it''?s", 'c2VjcmV0+b2YgdGhl/ZW11bGF0b3I+Lw==' }
        $told.Substring(0, $shown.Length) | Should -BeExactly $shown
    }
}

Describe 'docs/emulator.md' {
    It 'has every option of --help, and --help every one of the page' {
        $options = [regex]::Matches($help, '(?m)^\s*(--[a-z-]+)').ForEach{ $_.Groups[1].Value }
        $options.Count | Should -BeGreaterThan 20
        [regex]::Matches($page, '(?m)^\| `(--[a-z-]+)').ForEach{ $_.Groups[1].Value } | Sort-Object | Should -Be ($options | Sort-Object)
        $help | Should -Match 'docs/emulator\.md'
    }

    It 'has every quirk, as --help does' {
        $quirks = [regex]::Matches((Get-Content -Path "$source/Behaviour/QuirkNames.cs" -Raw), '\["([a-z-]+)"\]').ForEach{ $_.Groups[1].Value }
        $quirks.Count | Should -BeGreaterThan 5
        foreach ($quirk in $quirks) {
            $page | Should -Match "(?m)^\| ``$quirk``"
            $help | Should -Match "\b$quirk\b"
        }
    }

    It 'has every control address' {
        $handler = Get-Content -Path "$source/Control/ControlHandler.cs" -Raw
        $addresses = [regex]::Matches($handler, 'case \("([A-Z]+)", \[(.*?)\]\)').ForEach{ "$($_.Groups[1].Value) $($_.Groups[2].Value -replace '"' -replace 'var id', '{id}' -replace ', ', '/')" }
        $addresses.Count | Should -BeGreaterThan 12
        foreach ($address in $addresses) { $page | Should -Match "(?m)^\| ``$([regex]::Escape($address))[``?]" }
    }

    It 'has every field of <_>' -ForEach 'Faults/Fault.cs', 'Faults/BodyPart.cs', 'Faults/Outage.cs', 'Conversations/Growth.cs', 'Requests/SeenRequest.cs' {
        $fields = [regex]::Matches((Get-Content -Path "$source/$_" -Raw), '(?m)^    public [\w<>?, ]+ (\w+) (\{ get;|=> )').ForEach{ $_.Groups[1].Value }
        $fields.Count | Should -BeGreaterThan 2
        foreach ($field in $fields) { $page | Should -MatchExactly "``$($field.Substring(0, 1).ToLowerInvariant())$($field.Substring(1))``" }
    }
}

Describe 'The examples of docs/emulator.md' {
    BeforeAll {
        $script:emulator = Start-Emulator
        $script:shell = Open-Prompt
        $null = $shell.AddScript('param($emulator) $engine = "$($emulator.Uri)".TrimEnd("/"); $id = $emulator.ConversationId; $client = $emulator.Credential
            Connect-InteractionEngine $client -Uri $engine -IdentityUri $engine').AddArgument($emulator).Invoke()
        # The function of the first example of a fault.
        $null = Invoke-Prompt $shell ($examples[3] -replace '(?s)\n# .*')
        $script:token = (Invoke-Emulator $emulator POST tokens).access_token
        $script:http = [System.Net.Http.HttpClient]::new()
        $http.MaxResponseContentBufferSize = 1MB

        # What a client gets, or why it gets nothing.
        function Get-Answer([string] $Statement) {
            $isIdentity = $Statement -like "*'identity'*"
            $address = if ($isIdentity) { '/connect/token' } else { "/api/v1/interactions/activities/$($emulator.ConversationId)?type=Customer" }
            $request = [System.Net.Http.HttpRequestMessage]::new(@('Get', 'Post')[$isIdentity], [uri]::new($emulator.Uri, $address))
            $request.Headers.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $token)
            try {
                $response = $http.SendAsync($request).GetAwaiter().GetResult()
                "$([int] $response.StatusCode) $($response.Content.Headers.ToString()) $($response.Content.ReadAsStringAsync().GetAwaiter().GetResult())"
            }
            catch { $_.Exception.InnerException.GetType().Name }
        }
    }

    BeforeEach { Clear-Emulator $emulator }

    AfterAll {
        $http.Dispose()
        $shell.Dispose()
        Stop-Emulator $emulator
    }

    It 'shows the requests' {
        $requests = @(Invoke-Prompt $shell $examples[0])
        $requests.Count | Should -BeGreaterOrEqual 3
        $requests.type | Sort-Object -Unique | Should -Be 'Agent', 'Bot', 'Customer'
        $requests.status | Sort-Object -Unique | Should -Be 200
    }

    It 'changes options' {
        try { @(Invoke-Prompt $shell $examples[1])[-1] | Should -Be 50 }
        finally { Invoke-Emulator $emulator PATCH options @{ pageCap = 100; leid = 'inclusive'; quirks = @() } | Out-Null }
    }

    It 'reads a conversation of one''s own' {
        @(Invoke-Prompt $shell $examples[2])[-1] | Should -BeExactly 'I want a refund'
    }

    It 'is throttled twice' {
        @(Invoke-Prompt $shell $examples[3]).Count | Should -BeGreaterThan 10
        @(Get-SeenRequest $emulator | Where-Object Status -EQ 503).Count | Should -Be 2
        "$($shell.Streams.Verbose)" | Should -Match '503'
    }

    It 'changes what a client gets: <Name>' -ForEach $statements {
        $ordinary = Get-Answer $Statement
        $null = Invoke-Prompt $shell $Statement
        $answers = 1..3 | ForEach-Object { Get-Answer $Statement }
        # A slow response says the same.
        if ($Statement -like '*drip*') { $answers | Should -Be ($ordinary, $ordinary, $ordinary) }
        else { @($answers -cne $ordinary).Count | Should -BeGreaterThan 0 }
    }

    It 'runs as a whole: example <_>' -ForEach 4, 5, 6 {
        Invoke-Prompt $shell $examples[$_] | Should -BeNullOrEmpty
        $null = Invoke-Prompt $shell $examples[7]
        (Get-Answer '') | Should -BeLike '200 *'
    }

    It 'lets a conversation grow' {
        $new = @(Invoke-Prompt $shell $examples[8])
        $new.Count | Should -Be 3
        $new[0].Timestamp.LocalDateTime | Should -BeGreaterThan ([datetime]::Now.AddMinutes(-1))
    }

    It 'adds activities, and late ones' {
        $before = @(Invoke-Prompt $shell 'Get-InteractionActivity $id -All')
        $null = Invoke-Prompt $shell $examples[9]
        $added = @(Invoke-Prompt $shell 'Get-InteractionActivity $id -All' | Where-Object EventId -NotIn $before.EventId)
        $added.Count | Should -Be 6
        ($added[1].Timestamp - $added[0].Timestamp).TotalSeconds | Should -BeGreaterThan 55
    }

    It 'has an outage, and an end of it' {
        $said = @(Invoke-Prompt $shell $examples[10])
        $said[0] | Should -Match '^Engine(Unreachable|Unavailable),'
        $said[-1] | Should -BeGreaterOrEqual 50
    }
}
