# The types of the model, written by name in a script.

BeforeDiscovery {
    # The public types, as the source declares them.
    $script:sources = Get-ChildItem "$PSScriptRoot/../../src/Interactions.Model" -Recurse -Filter *.cs |
        Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Select-String -Pattern '^public (?:\w+ )*(?:class|enum|record|struct) (\w+)'
    $script:types = $sources | ForEach-Object { $_.Matches[0].Groups[1].Value } | Sort-Object -Unique
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0
    $script:conversation = Add-Conversation $emulator (1000, 1001 | ConvertTo-Activity)
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'A type of the model' {
    It 'can be written as [Interactions.<_>]' -ForEach $types {
        ([scriptblock]::Create("[Interactions.$_]").Invoke())[0].FullName | Should -BeExactly "Interactions.$_"
    }

    It 'is there for everything that users hold' {
        $names = [Interactions.Activity].Assembly.GetExportedTypes().Name
        foreach ($name in 'Activity', 'Source', 'ActivityEvent', 'Message', 'TextMessage', 'UnknownMessage', 'ListItem', 'MessageAction', 'IntegrationType', 'EngineException') {
            $names | Should -Contain $name
        }
    }

    It 'is completed by Tab' {
        $line = '[Interactions.Act'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Interactions.Activity'
        $line = '$a -is [Interactions.Tex'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Interactions.TextMessage'
        $line = 'try { } catch [Interactions.EngineEx'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Interactions.EngineException'
    }

    It 'is completed by Tab with its members, and so are the activities of Get-InteractionActivity' {
        $line = 'param([Interactions.Activity] $a) $a.Mess'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Message'
        $line = 'Get-InteractionActivity | Where-Object Conv'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'ConversationId'
    }
}

Describe 'An activity' {
    It 'has the type that help and Get-Command name' {
        $activity = Get-InteractionActivity $conversation | Select-Object -First 1
        $activity -is [Interactions.Activity] | Should -BeTrue
        $activity.Message -is [Interactions.TextMessage] | Should -BeTrue
        $activity.Message -is [Interactions.Message] | Should -BeTrue
        $activity.Sender -is [Interactions.Source] | Should -BeTrue
        (Get-Command Get-InteractionActivity).OutputType.Type | Should -Be ([Interactions.Activity])
    }

    It 'is accepted by a parameter of that type, and text is not' {
        function Get-Word {
            param([Parameter(ValueFromPipeline)] [Interactions.Activity] $Activity)
            process { $Activity.Message.Text }
        }
        Get-InteractionActivity $conversation | Get-Word | Should -Be 'Hi there!', 'Hi there!'
        { Get-Word -Activity 'Hi there!' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,Get-Word'
    }

    It 'can be requested by an integration type written as a type name' {
        @(Get-InteractionActivity $conversation -Type ([Interactions.IntegrationType]::Agent)).Count | Should -Be 2
    }
}

Describe 'An error of the engine' {
    It 'is caught by its type, and has its kind' {
        $kind = try { Get-InteractionActivity ([guid]::NewGuid()) -ErrorAction Stop }
        catch [Interactions.EngineException] { $_.Exception.Kind }
        $kind | Should -Be ([Interactions.EngineErrorKind]::ConversationNotFound)
    }
}

Describe 'A script that names types in its parameters' {
    It 'runs after Import-Module, and after the module was removed and imported again' {
        Invoke-Child @{ MODULE = "$((Get-Module Interactions).ModuleBase)/Interactions.psd1" } {
            foreach ($n in 1..2) {
                [scriptblock]::Create('param([Interactions.Activity] $Activity) "taken: $($null -eq $Activity)"').Invoke()
                Remove-Module Interactions
                Import-Module $env:MODULE
                @(Get-Command -Module Interactions).Count -gt 0
            }
        } | Should -Be 'taken: True', 'True', 'taken: True', 'True'
    }
}
