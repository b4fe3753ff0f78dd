# Activities and connections in other runspaces, and activities from other processes.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    # Start-ThreadJob accepts only plain variables with the using scope.
    $script:id, $script:client, $script:engine = $emulator.ConversationId, $emulator.Credential, $emulator.Uri
    $script:module = "$((Get-Module Interactions).ModuleBase)/Interactions.psd1"
    $script:session = Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0 -PassThru
    $script:live = @(Get-InteractionActivity $emulator.ConversationId -All)

    # The properties that both objects have, as text. A serialized object has the members that the types file adds, too.
    function ConvertTo-Text($Activity) {
        $Activity | Select-Object -Property Type, EventTrigger, EventId, ExternalId, IsEcho, InteractionId, FlowProcess, Sender, Recipient, Message, Event, Text, ConversationId |
            ConvertTo-Json -Depth 20 | ForEach-Object { $_ -replace ' *"Summary": .*\n' }
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'Runspaces of this process' {
    It 'read with a connection that is passed to them: <Name>' -ForEach @(
        @{ Name = 'ForEach-Object -Parallel'; Count = {
                1..4 | ForEach-Object -Parallel {
                    Import-Module $using:module
                    @(Get-InteractionActivity $using:id -Session $using:session -All).Count
                }
            }
        }
        @{ Name = 'Start-ThreadJob'; Count = {
                1..4 | ForEach-Object {
                    Start-ThreadJob {
                        Import-Module $using:module
                        @(Get-InteractionActivity $using:id -Session $using:session -All).Count
                    }
                } | Receive-Job -Wait -AutoRemoveJob
            }
        }
    ) {
        & $count | Should -Be (@($live.Count) * 4)
    }

    It 'return the same objects that the cmdlet wrote' {
        $activities = Start-ThreadJob {
            Import-Module $using:module
            Get-InteractionActivity $using:id -Session $using:session -All
        } | Receive-Job -Wait -AutoRemoveJob
        $activities | Should -BeOfType $live[0].GetType()
    }

    It 'have connections of their own, which are not visible here' {
        $job = Start-ThreadJob {
            Import-Module $using:module
            "before: $(Get-InteractionEngine)"
            Connect-InteractionEngine -Credential $using:client -Uri $using:engine -IdentityUri $using:engine
            "after: $(Get-InteractionEngine)"
            Disconnect-InteractionEngine
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'before: ', "after: $($emulator.Uri)"
        Get-InteractionEngine | Should -Be $session
        $session.IsConnected | Should -BeTrue
    }
}

Describe 'Activities from <Name>' -ForEach @(
    @{ Name = 'a job'; Get = {
            Start-Job {
                Import-Module $using:module
                Connect-InteractionEngine -Credential $using:client -Uri $using:engine -IdentityUri $using:engine
                Get-InteractionActivity $using:id -All
            } | Receive-Job -Wait -AutoRemoveJob
        }
    }
    @{ Name = 'a file of Export-Clixml'; Get = {
            $live | Export-Clixml -Path 'TestDrive:/activities.xml'
            Import-Clixml -Path 'TestDrive:/activities.xml'
        }
    }
) {
    BeforeAll { $script:activities = @(& $get) }

    It 'are complete, as deserialized objects' {
        $activities.Count | Should -Be $live.Count
        $activities[0].PSObject.TypeNames | Should -Contain 'Deserialized.Interactions.Activity'
    }

    It 'have the same values as live objects at every depth' {
        foreach ($i in 0..($live.Count - 1)) { ConvertTo-Text $activities[$i] | Should -Be (ConvertTo-Text $live[$i]) }
    }

    It 'look the same in <Name>' -ForEach @(
        @{ Name = 'the table'; Show = { $args | Out-String -Width 120 } }
        @{ Name = 'the list'; Show = { $args | Format-List | Out-String -Width 120 } }
        @{ Name = 'the view of a party'; Show = { $args.Sender | Out-String -Width 120 } }
        @{ Name = 'the view of a message'; Show = { $args.Message | Out-String -Width 120 } }
        @{ Name = 'the view of an item'; Show = { $args.Message.Items | Out-String -Width 120 } }
        @{ Name = 'a string'; Show = { $args | ForEach-Object { "$_ $($_.Message) $($_.Sender)" } } }
    ) {
        & $show @activities | Should -Be (& $show @live)
    }

    It 'sort and compare by Timestamp' {
        $activities[0].Timestamp | Should -BeOfType ([datetimeoffset])
        $activities.Timestamp | Should -Be $live.Timestamp
        $middle = $live[25].Timestamp
        @($activities | Where-Object Timestamp -GE $middle).Count | Should -Be @($live | Where-Object Timestamp -GE $middle).Count
        ($activities | Sort-Object Timestamp -Descending -Stable).EventId | Should -Be ($live | Sort-Object EventId -Descending -Stable).EventId
    }

    It 'can be piped to Get-InteractionActivity, which takes their conversation id' {
        @($activities[0] | Get-InteractionActivity -All).Count | Should -Be $live.Count
    }
}

Describe 'Activities in a session without the module' {
    It 'keep time, text and parties' {
        $live[0] | Export-Clixml -Path 'TestDrive:/one.xml'
        Invoke-Child @{ FILE = (Get-Item 'TestDrive:/one.xml').FullName } -Module '' {
            $activity = Import-Clixml $env:FILE
            $activity.Timestamp.UtcDateTime.ToString('o')
            $activity.Text
            $activity.Sender.ChannelType
            "$($activity.Sender)"
        } | Should -Be $live[0].Timestamp.UtcDateTime.ToString('o'), $live[0].Text, $live[0].Sender.ChannelType, "$($live[0].Sender)"
    }
}

Describe 'A connection in another process' {
    It 'is refused with the name of the parameter, because a connection cannot be serialized' {
        $said = Start-Job {
            Import-Module $using:module
            try { Get-InteractionActivity $using:id -Session $using:session } catch { $_.FullyQualifiedErrorId; "$_" }
        } | Receive-Job -Wait -AutoRemoveJob
        $said[0] | Should -BeLike 'CannotConvertArgumentNoMessage,*'
        $said[1] | Should -BeLike "*'Session'*"
    }
}
