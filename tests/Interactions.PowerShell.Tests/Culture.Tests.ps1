# Other languages, calendars and scripts, and the preferences of the user.

BeforeDiscovery {
    # Cultures with a dotless i, other calendars, other digits and minus signs, and right-to-left text.
    $script:cultures = 'tr-TR', 'ar-SA', 'fa-IR'
    # The files that test parsing and showing text. The culture makes no difference to the others.
    $script:files = 'BadInput', 'Views'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0
    $script:before = [cultureinfo]::CurrentCulture
    $script:march = [datetimeoffset]::new([datetime]::new(2024, 3, 20, 12, 30, 0, [System.DateTimeKind]::Local)).ToUnixTimeMilliseconds()
}

AfterAll {
    [cultureinfo]::CurrentCulture = $before
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'In <_>' -ForEach $cultures {
    BeforeEach { [cultureinfo]::CurrentCulture = $_ }
    AfterEach { [cultureinfo]::CurrentCulture = $before }

    It 'the suite passes: <_>.Tests.ps1' -ForEach $files {
        $culture = [cultureinfo]::CurrentCulture.Name
        # Set for the whole process, so that every thread and runspace has it.
        $said = Invoke-TestFile @{ LC_ALL = "$($culture -replace '-', '_').UTF-8" } $_
        @($said) -like 'failed: *' | Should -BeNullOrEmpty
        @($said) -match "^$culture passed: [1-9]" | Should -HaveCount 1
    }

    It 'a date is read in the Gregorian calendar' {
        $id = Add-Conversation $emulator (($march - 1), $march, ($march + 1) | ConvertTo-Activity)
        @(Get-InteractionActivity $id -Type Customer -All -Since '2024-03-20 12:30' -Until '2024-03-20T12:30:00.001').EventId | Should -Be $march
        @(Get-InteractionActivity $id -Type Customer -All -Since ([datetime]::new(2024, 3, 20, 12, 30, 0))).EventId | Should -Be $march, ($march + 1)
    }

    It 'a view shows the time in the usual format' {
        $activity = Get-InteractionActivity (Add-Conversation $emulator ($march | ConvertTo-Activity)) -Type Customer
        $activity | Out-String -Width 120 | Should -Match '(?m)^12:30:00 Customer \u2192 Agent '
        $activity | Out-String -Width 120 | Should -Match '(?m), 2024-03-20 \(UTC[+-]\d\d:\d\d\)'
        $activity | Format-Table -View Wide | Out-String -Width 120 | Should -Match '(?m)^2024-03-20 12:30:00 Customer \(WebChat\) '
        $activity | Format-List | Out-String -Width 120 | Should -Match '(?m)^Timestamp +: 2024-03-20 12:30:00\.000'
    }

    It 'a view shows coordinates with a decimal point' {
        $place = '{"type":"message","eventId":1000,"sender":{"integrationType":"Customer"},"message":{"type":"location","latitude":-44.6488,"longitude":-63.5752}}'
        $activity = Get-InteractionActivity (Add-Conversation $emulator $place) -Type Customer
        $activity.Text | Should -BeExactly '[location] (-44.6488, -63.5752)'
        $activity.Message | Out-String | Should -Match '(?m)^Latitude +: -44\.6488\r?$'
    }

    It 'names are accepted in any letter case' {
        $id = Add-Conversation $emulator (1000 | ConvertTo-Activity -From Customer -To Bot)
        foreach ($type in 'customer', 'CUSTOMER', 'bot', 'BOT') { @(Get-InteractionActivity $id -Type $type).Count | Should -Be 1 }
        Get-InteractionActivity $id -Type 'agent' | Should -BeNullOrEmpty
        $wire = '{"TYPE":"MESSAGE","EVENTID":1000,"INTERACTIONID":"6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42","SENDER":{"INTEGRATIONTYPE":"customer","CHANNELTYPE":"wEbChAt"},"MESSAGE":{"TYPE":"IMAGE","URL":"https://x.invalid","TITLE":"i"}}'
        $activity = Get-InteractionActivity (Add-Conversation $emulator $wire) -Type Customer
        $activity.Sender.IntegrationType -eq 'Customer' | Should -BeTrue
        $activity.Sender.ChannelType -eq 'webchat' | Should -BeTrue
        $activity.InteractionId | Should -Be '6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42'
        $activity.Message.Title | Should -BeExactly 'i'
        $activity.Message.GetType().Name | Should -BeExactly 'ImageMessage'
    }

    It 'the address of a request has the same characters' {
        Clear-Emulator $emulator
        $id = Add-Conversation $emulator
        Get-InteractionActivity $id -Type Agent -Since '2024-03-20 12:30'
        # The request asks from one millisecond earlier, because leid may be exclusive.
        (Get-SeenRequest $emulator).Query | Should -BeExactly "?type=Agent&leid=$($march - 1)"
    }
}

Describe 'Text of other scripts' {
    It 'is shown unchanged in views: <Name>' -ForEach @(
        @{ Name = 'German'; Text = "Gr`u{fc}`u{df}e aus K`u{f6}ln" }
        @{ Name = 'Japanese'; Text = "`u{3053}`u{3093}`u{306b}`u{3061}`u{306f}`u{3001}`u{4e16}`u{754c}" }
        @{ Name = 'Arabic'; Text = "`u{645}`u{631}`u{62d}`u{628}`u{627}`u{60c} `u{643}`u{64a}`u{641} `u{62d}`u{627}`u{644}`u{643}`u{61f}" }
        @{ Name = 'Hebrew'; Text = "`u{5e9}`u{5dc}`u{5d5}`u{5dd}" }
        @{ Name = 'Russian'; Text = "`u{41f}`u{440}`u{438}`u{432}`u{435}`u{442}" }
        @{ Name = 'a picture of three'; Text = "`u{1f469}`u{200d}`u{1f469}`u{200d}`u{1f467} ok" }
    ) {
        $activity = Get-InteractionActivity (Add-Conversation $emulator (ConvertTo-Activity 1000 $text)) -Type Customer
        $activity.Text | Should -BeExactly $text
        $activity | Out-String -Width 120 | Should -BeLike "* Customer ? Agent $text*"
        $activity | Format-List | Out-String -Width 120 | Should -Match "(?m)^Text +: $([regex]::Escape($text))\r?$"
    }

    It 'keeps the columns aligned where characters are wide' {
        $id = Add-Conversation $emulator (ConvertTo-Activity 1000 "`u{3053}`u{3093}`u{306b}`u{3061}`u{306f}"), (ConvertTo-Activity 1001 'Hello')
        $rows = (Get-InteractionActivity $id -Type Customer | Out-String -Width 120) -split '\r?\n' -match 'Customer \u2192 Agent'
        $rows.Count | Should -Be 2
        $rows | ForEach-Object { $_ -replace '(?<=\u2192 Agent ).*' -replace '^\S+' } | Sort-Object -Unique | Should -HaveCount 1
    }
}

Describe 'A list' {
    It 'wraps lines between words' {
        $words = 1..60 | ForEach-Object { "word$_" }
        $activity = Get-InteractionActivity (Add-Conversation $emulator (ConvertTo-Activity 1000 ($words -join ' '))) -Type Customer
        $lines = ($activity | Format-List -Property Text | Out-String -Width 80) -split '\r?\n' -ne ''
        $lines.Count | Should -BeGreaterThan 3
        $lines | ForEach-Object Length | Should -BeLessOrEqual 80
        ($lines -replace '^Text : ') -split '\s+' -ne '' | Should -Be $words
    }

    It 'of a message shows the properties that the message has, and no others' {
        $activity = Get-InteractionActivity (Add-Conversation $emulator (1000 | ConvertTo-Activity)) -Type Customer
        $lines = ($activity.Message | Out-String -Width 80) -split '\r?\n' -ne ''
        $lines -replace ' *:.*' | Should -Be 'Type', 'Text'
    }

    It 'does not break ids and addresses' {
        $url = 'https://files.example/2024/03/a-photograph-of-the-box.png'
        $image = '{{"type":"message","eventId":1000,"interactionId":"6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42","sender":{{"integrationType":"Customer"}},"message":{{"type":"image","url":"{0}"}}}}' -f $url
        $activity = Get-InteractionActivity (Add-Conversation $emulator $image) -Type Customer
        $activity, $activity.Message | Format-List | Out-String -Width 80 | Should -Match "(?ms)$($activity.InteractionId).*$($activity.ConversationId).*$([regex]::Escape($url))"
    }
}

Describe 'Colours' {
    BeforeAll { $script:rendering = $PSStyle.OutputRendering }
    AfterAll { $PSStyle.OutputRendering = $rendering }

    It 'are those of $PSStyle, and there are none with OutputRendering PlainText' {
        $activity = Get-InteractionActivity $emulator.ConversationId | Select-Object -First 3
        $PSStyle.OutputRendering = 'PlainText'
        $plain = $activity, $activity[0].Message | ForEach-Object { $_ | Format-Table | Out-String -Width 120; $_ | Format-List | Out-String -Width 120 }
        $plain | Should -Not -Match "`e"
        $PSStyle.OutputRendering = 'Ansi'
        $coloured = $activity | Format-Table | Out-String -Width 120
        $coloured.Contains($PSStyle.Formatting.TableHeader) | Should -BeTrue
        [System.Management.Automation.Internal.StringDecorated]::new($coloured).ToString('PlainText') | Should -Be $plain[0]
    }
}

Describe 'Conventions of PowerShell' {
    AfterEach { $PSDefaultParameterValues.Clear() }

    It '$PSDefaultParameterValues can set <Given>' -ForEach @(
        @{ Given = '-All to Get-InteractionActivity'; Values = { @{ 'Get-InteractionActivity:All' = $true } }; Count = 3 }
        @{ Given = '-Since to Get-InteractionActivity'; Values = { @{ 'Get-InteractionActivity:Since' = [datetimeoffset]::FromUnixTimeMilliseconds(1001) } }; Count = 2 }
        @{ Given = '-Type by a wildcard'; Values = { @{ 'Get-Interaction*:Type' = 'Bot' } }; Count = 0 }
        @{ Given = '-Session by a wildcard'; Values = { @{ '*-InteractionActivity:Session' = Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -PassThru } }; Count = 3 }
    ) {
        $id = Add-Conversation $emulator (1000..1002 | ConvertTo-Activity)
        $defaults = & $values
        foreach ($name in $defaults.Keys) { $PSDefaultParameterValues[$name] = $defaults[$name] }
        @(Get-InteractionActivity $id).Count | Should -Be $count
    }

    It '$PSDefaultParameterValues can set the addresses of Connect-InteractionEngine' {
        $PSDefaultParameterValues['Connect-InteractionEngine:Uri'] = $PSDefaultParameterValues['Connect-InteractionEngine:IdentityUri'] = $emulator.Uri
        (Connect-InteractionEngine $emulator.Credential -PassThru).Uri | Should -Be $emulator.Uri
    }

    It 'Get-Command finds the cmdlets by wildcard, and every parameter can be abbreviated' {
        (Get-Command -Name '*-Interaction*' -Module Interactions*).Name | Sort-Object -Unique | Should -HaveCount (Get-Module Interactions).ExportedCmdlets.Count
        $id = Add-Conversation $emulator (1000..1002 | ConvertTo-Activity)
        @(Get-InteractionActivity -Conv $id -Ty Customer -Af 1970-01-01T00:00:01.001Z -Bef 1970-01-01T00:00:01.002Z).EventId | Should -Be 1001
        @([pscustomobject]@{ Id = $id } | Get-InteractionActivity -Leid 1002).EventId | Should -Be 1002
    }
}
