BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:engine = @{ Uri = $emulator.Uri; IdentityUri = $emulator.Uri; MaximumRetryCount = 0 }
    Connect-InteractionEngine -Credential $emulator.Credential @engine
    $script:known = Add-Conversation $emulator (1000..1004 | ConvertTo-Activity)
    $script:unknown = [guid]::NewGuid()
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Input that is recognised as wrong without the engine' {
    BeforeEach { Clear-Emulator $emulator }

    It 'ends with <id> before any request: <name>' -ForEach @(
        @{ Name = 'an id that is no GUID'; Given = @{ ConversationId = 'tomorrow' }; Id = 'ParameterArgumentTransformationError'; Says = "*'tomorrow' is not a conversation id*GUID*" }
        @{ Name = 'an id that is cut off'; Given = @{ ConversationId = '3f0e2c1a-7b1d-4a6e-9c55' }; Id = 'ParameterArgumentTransformationError'; Says = '*is not a conversation id*' }
        @{ Name = 'one of several ids that is no GUID'; Given = @{ ConversationId = [guid]::NewGuid(), 'tomorrow' }; Id = 'ParameterArgumentTransformationError'; Says = "*'tomorrow' is not a conversation id*" }
        @{ Name = 'an id with escape sequences'; Given = @{ ConversationId = "`e[31mred" }; Id = 'ParameterArgumentTransformationError'; Says = "*`u{241b}*red*" }
        @{ Name = 'an empty id'; Given = @{ ConversationId = '' }; Id = 'ParameterArgumentTransformationError'; Says = '*is not a conversation id*' }
        @{ Name = 'no id'; Given = @{ ConversationId = @() }; Id = 'ParameterArgumentValidationError*'; Says = '*ConversationId*empty*' }
        @{ Name = 'null for an id'; Given = @{ ConversationId = $null }; Id = 'ParameterArgumentValidationError*'; Says = '*ConversationId*null*' }
        @{ Name = 'a type that is none'; Given = @{ Type = 'System' }; Id = 'CannotConvertArgumentNoMessage'; Says = '*Customer, Agent, Bot*' }
        @{ Name = 'a number of another type'; Given = @{ Type = 5 }; Id = 'CannotConvertArgument*'; Says = '*Type*' }
        @{ Name = 'no type'; Given = @{ Type = @() }; Id = 'ParameterArgumentValidationError'; Says = '*Type*' }
        @{ Name = 'a date that is none'; Given = @{ Since = 'the other day' }; Id = 'CannotConvertArgumentNoMessage'; Says = '*Since*the other day*' }
        @{ Name = 'a thirteenth month'; Given = @{ Until = '2024-13-01' }; Id = 'CannotConvertArgumentNoMessage'; Says = '*Until*2024-13-01*' }
        @{ Name = 'a negative event id'; Given = @{ LastEventId = -1 }; Id = 'ParameterArgumentValidationError'; Says = '*LastEventId*' }
        @{ Name = 'a time and an event id'; Given = @{ LastEventId = 1; Since = [datetime]::Now }; Id = 'AmbiguousParameterSet'; Says = '*' }
        @{ Name = '-Until before -Since'; Given = @{ Since = '2024-04-05T14:00:01Z'; Until = '2024-04-05T14:00:00Z' }; Id = 'InvalidTimeRange'; Says = '*-Until*' }
        @{ Name = '-Until before -LastEventId'; Given = @{ LastEventId = 1712325600000; Until = '2024-04-05T13:59:59Z' }; Id = 'InvalidTimeRange'; Says = '*-Until*' }
    ) {
        $arguments = $given.Clone()
        if (-not $given.ContainsKey('ConversationId')) { $arguments.ConversationId = $known }
        $failure = { Get-InteractionActivity @arguments } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike "$id,Interactions.PowerShell.GetInteractionActivityCommand"
        "$failure" | Should -BeLike $says
        "$failure" | Should -Not -Match "`e"
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }

    It 'is one error on the pipeline, and the other conversations are read' {
        $activities = @($known, 'tomorrow', $known | Get-InteractionActivity -Type Customer -ErrorAction SilentlyContinue -ErrorVariable failures)
        $activities.Count | Should -Be 10
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
    }

    It 'ends with NotConnected where there is no connection' {
        $module = (Get-Module Interactions).Path
        $other = [powershell]::Create().AddScript({
                param($Module, $Id)
                Import-Module $Module
                try { $Id, $Id | Get-InteractionActivity } catch { $_ }
            }).AddArgument($module).AddArgument($known)
        try { $record = $other.Invoke()[0] }
        finally { $other.Dispose() }
        $record.FullyQualifiedErrorId | Should -BeExactly 'NotConnected,Interactions.PowerShell.GetInteractionActivityCommand'
        $record.CategoryInfo.Category | Should -Be 'ConnectionError'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-InteractionEngine*'
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }

    It 'ends with NotConnected where the connection was ended' {
        $session = Connect-InteractionEngine -Credential $emulator.Credential @engine -PassThru
        $session | Disconnect-InteractionEngine
        Clear-Emulator $emulator
        { Get-InteractionActivity $known -Session $session } | Should -Throw -ErrorId 'NotConnected,*'
        @(Get-SeenRequest $emulator).Count | Should -Be 0
        Connect-InteractionEngine -Credential $emulator.Credential @engine
    }

    It 'ends with AllowUnencryptedAuthenticationRequired before token or secret are sent to another host' {
        { Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri 'http://192.0.2.1' } |
            Should -Throw -ErrorId 'AllowUnencryptedAuthenticationRequired,*'
        @(Get-SeenRequest $emulator).Count | Should -Be 0
    }
}

Describe 'Input that only the engine recognises as wrong' {
    BeforeEach { Clear-Emulator $emulator }

    It 'is ConversationNotFound for an unknown conversation, and the others are read' {
        $activities = @($known, $unknown, $known | Get-InteractionActivity -Type Customer -ErrorAction SilentlyContinue -ErrorVariable failures)
        $activities.Count | Should -Be 10
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeExactly 'ConversationNotFound,Interactions.PowerShell.GetInteractionActivityCommand'
        $failures[0].TargetObject | Should -Be $unknown
        $failures[0].Exception.EngineCodes | Should -Be 'ENG006500'
        $failures[0].Exception.TrackingId | Should -Not -BeNullOrEmpty
        $failures[0].Exception.StatusCode | Should -Be 404
    }

    It 'ends the pipeline at the first error with -ErrorAction Stop' {
        { $unknown, $known | Get-InteractionActivity -Type Customer -ThrottleLimit 1 -ErrorAction Stop } | Should -Throw -ErrorId 'ConversationNotFound,*'
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }

    It 'is one error for each conversation, however many types are read' {
        Get-InteractionActivity $unknown -ErrorAction SilentlyContinue -ErrorVariable failures
        @($failures).Count | Should -Be 1
    }

    It 'is EngineUnauthorized for a wrong token, which is not sent twice' {
        $session = Connect-InteractionEngine -Token ([System.Net.NetworkCredential]::new('', 'wrong-token').SecurePassword) -Uri $emulator.Uri -PassThru
        Get-InteractionActivity $known -Type Customer -Session $session -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'EngineUnauthorized,*'
        $failures[0].TargetObject | Should -Be $known
        @(Get-SeenRequest $emulator).Count | Should -Be 1
        Connect-InteractionEngine -Credential $emulator.Credential @engine
    }

    It 'is EngineUnreachable for a host name that does not resolve' {
        { Connect-InteractionEngine -Credential $emulator.Credential -Uri 'https://engine.invalid' -IdentityUri 'https://identity.invalid' -MaximumRetryCount 0 } |
            Should -Throw -ErrorId 'EngineUnreachable,*' -ExceptionType ([System.Exception])
    }
}

Describe 'A response that is not an array of activities' {
    BeforeEach { Clear-Emulator $emulator }

    BeforeAll { $script:three = (1000..1002 | ConvertTo-Activity) -join ',' }

    It 'is InvalidEngineResponse after <whole> complete activities: <name>' -ForEach @(
        @{ Name = 'HTML'; Whole = 0; Answer = { '<html><body>Sign in</body></html>' } }
        @{ Name = 'HTML that says it is HTML'; Whole = 0; Answer = { '<html></html>' }; Type = 'text/html' }
        @{ Name = 'an object'; Whole = 0; Answer = { '{"pageNumber":1,"results":[]}' } }
        @{ Name = 'text'; Whole = 0; Answer = { '"hello"' } }
        @{ Name = 'null'; Whole = 0; Answer = { 'null' } }
        @{ Name = 'half an array'; Whole = 3; Answer = { "[$three,{`"type`":`"mess" } }
        @{ Name = 'an array without its end'; Whole = 3; Answer = { "[$three" } }
        @{ Name = 'something else in the array'; Whole = 3; Answer = { "[$three,42]" } }
        @{ Name = 'JSON that ends in something else'; Whole = 3; Answer = { "[$three,<html>" } }
    ) {
        $fault = @{ body = & $answer; count = -1 }
        if ($type) { $fault.contentType = $type }
        Invoke-Emulator $emulator POST faults $fault | Out-Null
        foreach ($all in $false, $true) {
            $activities = @(Get-InteractionActivity $known -Type Customer -All:$all -ErrorAction SilentlyContinue -ErrorVariable failures)
            $activities.Count | Should -Be $whole
            @($failures).Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -BeExactly 'InvalidEngineResponse,Interactions.PowerShell.GetInteractionActivityCommand'
            $failures[0].CategoryInfo.Category | Should -Be 'InvalidData'
            $failures[0].TargetObject | Should -Be $known
            if ($whole) { "$($failures[0])" | Should -BeLike '*Go on with -LastEventId 1002.' }
            else { "$($failures[0])" | Should -Not -BeLike '*-LastEventId*' }
        }
    }

    It 'loses nothing where reading continues from the id in the error' {
        Invoke-Emulator $emulator POST faults @{ body = "[$three,"; count = 1 } | Out-Null
        $before = @(Get-InteractionActivity $known -Type Customer -All -ErrorAction SilentlyContinue -ErrorVariable failures).EventId
        $from = [long] ("$($failures[0])" -replace '^.*-LastEventId (\d+)\.$', '$1')
        $after = @(Get-InteractionActivity $known -Type Customer -All -LastEventId $from).EventId
        $before + $after | Sort-Object -Unique | Should -Be (1000..1004)
    }
}
