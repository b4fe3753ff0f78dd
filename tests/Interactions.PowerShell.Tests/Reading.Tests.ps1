# What an engine may send besides the ordinary: it is read, or it is an error of its own conversation.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:engine = @{ Uri = $emulator.Uri; IdentityUri = $emulator.Uri; Credential = $emulator.Credential; MaximumRetryCount = 0; PassThru = $true }
    $script:session = Connect-InteractionEngine @engine -OperationTimeoutSeconds 2
    $script:one = Add-Conversation $emulator (1000..1003 | ConvertTo-Activity -Text "caf`u{e9}")
    $script:two = Add-Conversation $emulator (1000..1003 | ConvertTo-Activity)

    function Add-Fault([hashtable] $Fault) { Invoke-Emulator $emulator POST faults (@{ conversation = "$one"; count = -1 } + $Fault) | Out-Null }

    # Reads the conversation with the fault, and then another one.
    function Read-Activity([hashtable] $With = @{}) {
        $script:failures = $null
        if (-not $With.Session) { $With.Session = $session }
        $read = @($one, $two | Get-InteractionActivity -Type Customer @With -ErrorAction SilentlyContinue -ErrorVariable script:failures -WarningAction SilentlyContinue)
        @($read | Where-Object ConversationId -EQ $two).Count | Should -Be 4 -Because 'the other conversation is read, whatever the first one sends'
        $script:given = @($read | Where-Object ConversationId -EQ $one)
    }

    function Assert-Invalid([string] $Message, [string] $Advice = '*') {
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeExactly 'InvalidEngineResponse,Interactions.PowerShell.GetInteractionActivityCommand'
        $failures[0].TargetObject | Should -Be $one
        "$($failures[0])" | Should -BeLike $Message
        $failures[0].ErrorDetails.RecommendedAction | Should -BeLike $Advice
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'What an engine may send' {
    BeforeEach { Clear-Emulator $emulator }

    It 'reads text in the charset <_>' -ForEach 'iso-8859-1', 'windows-1252', 'utf-16' {
        Add-Fault @{ charset = $_ }
        Read-Activity
        $failures | Should -BeNullOrEmpty
        $given.Count | Should -Be 4
        $given[0].Text | Should -BeExactly "caf`u{e9}"
    }

    It 'names a charset that it does not know' {
        Add-Fault @{ body = '[]'; contentType = 'application/json; charset=klingon' }
        Read-Activity
        Assert-Invalid "*charset 'klingon'*"
    }

    It 'reads event ids written as <_>' -ForEach 'Fraction', 'Exponent', 'Text' {
        Add-Fault @{ eventIdFormat = $_ }
        Read-Activity @{ All = $true }
        $failures | Should -BeNullOrEmpty
        $given.EventId | Should -Be (1000..1003)
    }

    It 'says that there is more behind the array' {
        Add-Fault @{ bodyParts = @(@{ ordinary = $true }, @{ ordinary = $true }) }
        Read-Activity
        $given.Count | Should -Be 4
        Assert-Invalid '*continues after the end of its array*'
    }

    It 'ends an activity that is too large behind what was whole, and advises what helps' {
        $small = Connect-InteractionEngine @engine -MaximumActivitySize 1MB
        Add-Fault @{ bodyParts = @(@{ text = '[{"eventId":1},{"eventId":2,"externalId":"' }, @{ text = 'x'; repeat = -1 }) ; contentEncoding = 'gzip' }
        Read-Activity @{ Session = $small }
        $given.EventId | Should -Be 1
        Assert-Invalid '*more than 1 MB*' '*-MaximumActivitySize*'
    }

    It 'ends white space without end <Name>' -ForEach @(
        @{ Name = 'before the array'; Before = '' }
        @{ Name = 'behind the array'; Before = '[{"eventId":1}]' }
    ) {
        Add-Fault @{ bodyParts = @(@{ text = "$Before " }, @{ text = '        '; repeat = -1 }) }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Read-Activity
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 30
        $failures.Count | Should -Be 1
    }

    It 'reads payloads nested 40,000 deep at once' {
        $parts = foreach ($id in 1..5) {
            @{ text = "{`"type`":`"event`",`"eventId`":$id,`"event`":{`"type`":`"payload`",`"payload`":" }
            @{ text = '['; repeat = 40000 }
            @{ text = ']'; repeat = 40000 }
            @{ text = if ($id -lt 5) { '}},' } else { '}}' } }
        }
        Add-Fault @{ bodyParts = @(@{ text = '[' }) + $parts + @{ text = ']' } }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Read-Activity
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 10
        $failures | Should -BeNullOrEmpty
        $given.Count | Should -Be 5
    }

    It 'goes on after a payload whose names PowerShell reserves' {
        Add-Fault @{ body = '[{"eventId":1,"event":{"type":"payload","payload":{"psobject":1,"PSTypeNames":2,"psbase":3,"a b":5}}}]' }
        Read-Activity
        $failures | Should -BeNullOrEmpty
        $given.Count | Should -Be 1
        $given[0].Event.Payload['psobject'] | Should -Be 1
        $given[0].Event.Payload['a b'] | Should -Be 5
    }

    It 'goes on after a crowded millisecond beyond the year 9999' {
        Add-Fault @{ body = '[{"eventId":9223372036854775806,"externalId":"a"},{"eventId":9223372036854775806,"externalId":"b"}]' }
        Read-Activity @{ All = $true }
        $given.Count | Should -Be 2
    }
}
