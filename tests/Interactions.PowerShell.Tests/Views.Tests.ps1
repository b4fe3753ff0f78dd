BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0

    function Read-One([string] $Json) { Get-InteractionActivity (Add-Conversation $emulator $Json) -Type Customer }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'What an activity looks like' {
    BeforeAll {
        $id = Add-Conversation $emulator (Get-Content "$PSScriptRoot/data/get-activities.json" -Raw)
        $script:activities = @(Get-InteractionActivity $id -Type Customer)
        $script:local = [datetimeoffset]::FromUnixTimeMilliseconds(1604758399703).LocalDateTime
    }

    It 'in a table is its time of day here, who wrote to whom, and the text, below the conversation and the day' {
        $lines = ($activities[0] | Out-String -Width 80) -split '\r?\n' -ne ''
        $lines.Count | Should -Be 4
        $lines[0] | Should -Match "Conversation: $($activities[0].ConversationId), $($local.ToString('yyyy-MM-dd')) \(UTC[+-]\d\d:\d\d\)$"
        $lines[1] | Should -Match '^Time +From \u2192 To +Text\s*$'
        $lines[3] | Should -Match "^$($local.ToString('HH:mm:ss')) Customer \u2192 Agent Hi there!\s*$"
    }

    It 'in a table shows 45 characters of the text or more, on a screen of 80' {
        $long = 'z' * 200
        $shown = Read-One (ConvertTo-Activity 1000 $long) | Out-String -Width 80
        [regex]::Match($shown, 'z+').Length | Should -BeGreaterOrEqual 45
    }

    It 'in a wide table has the date and the channels' {
        $lines = ($activities | Format-Table -View Wide | Out-String -Width 140) -split '\r?\n' -ne ''
        $lines[1] -split '\s+' -ne '' | Should -Be 'Timestamp', 'From', 'To', 'Type', 'Text'
        $lines[3] | Should -Match "^$($local.ToString('yyyy-MM-dd HH:mm:ss')) Customer \(WebChat\) +Agent \(Slack\) +text +Hi there!\s*$"
        $lines.Count | Should -Be 5
    }

    It 'in a table has each party in a colour of its own on a screen, and none where it is redirected or in Windows PowerShell' {
        $build = $activities[0].GetType().Assembly.CustomAttributes.Where({ $_.AttributeType.Name -eq 'TargetFrameworkAttribute' }).ConstructorArguments.Value
        $onScreen = if ($build -like '.NETStandard*') { "^[^`e]*Customer \u2192 Agent[^`e]*$" } else { "`e\[\d+mCustomer`e\[0m \u2192 `e\[\d+mAgent`e\[0m" }
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            # The headings are coloured by PowerShell itself.
            @($activities[0] | Out-String -Stream) -match 'Hi there!' | Should -Match $onScreen
            $PSStyle.OutputRendering = 'Host'
            $activities[0] | Out-String | Should -Not -Match "`e"
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'in a table starts a new group where the clock is put back, so that its double hour can be told apart' {
        $shown = Invoke-Child @{ TZ = 'Europe/Berlin' } {
            $type = [Interactions.Activity]
            $make = { $activity = [System.Activator]::CreateInstance($type, $true); $type.GetProperty('EventId').SetValue($activity, $args[0]); $activity }
            & $make 1729989000000; & $make 1729992600000
        }
        @($shown) -match '2024-10-27 \(UTC' | ForEach-Object { $_ -replace '.*, ' } | Should -Be '2024-10-27 (UTC+02:00)', '2024-10-27 (UTC+01:00)'
        @($shown) -match '^02:30:00' | Should -HaveCount 2
    }

    It 'is the same in strict mode and constrained language, and adds no error' {
        $shown = Invoke-Child @{ URI = $emulator.Uri; TOKEN = (Invoke-Emulator $emulator POST tokens).access_token; ID = $emulator.ConversationId } {
            Connect-InteractionEngine -Token ([System.Net.NetworkCredential]::new('', $env:TOKEN).SecurePassword) -Uri $env:URI
            $activities = @(Get-InteractionActivity $env:ID -All)
            $views = { $activities; $activities | Format-List; $activities | Format-Table -View Wide; $activities.Message; $activities.Sender; $activities.Event }
            $usual = & $views | Out-String -Width 100
            Set-StrictMode -Version Latest
            $Error.Clear()
            (& $views | Out-String -Width 100) -ceq $usual
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            (& $views | Out-String -Width 100) -ceq $usual
            $Error.Count
        }
        $shown | Should -Be 'True', 'True', '0'
    }

    It 'needs no script, which constrained language would refuse' {
        "$((Get-Module Interactions).ModuleBase)/Interactions.Format.ps1xml" | Should -Not -FileContentMatch 'ScriptBlock'
    }

    It 'in a table fits the width of the screen' {
        ($activities | Out-String -Width 80) -split '\r?\n' | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }

    It 'in a list is every property except those without a documented meaning' {
        $list = $activities[0] | Format-List | Out-String -Width 140
        foreach ($line in "Timestamp *: $($local.ToString('yyyy-MM-dd HH:mm:ss.fff'))", 'EventId *: 1604758399703', 'From *: Customer \(WebChat\)', 'To *: Agent \(Slack\)', 'Type *: text',
            'Text *: Hi there!', 'ExternalId *: some_external_id_0001', "ConversationId *: $($activities[0].ConversationId)") { $list | Should -Match $line }
        $list | Should -Not -Match 'LDDKEgUsKUmjQzwjNAhL1w=='
    }

    It 'leaves the opaque token id out of the view of a party' {
        $activities[0].Sender | Out-String | Should -Not -Match 'LDDKEgUsKUmjQzwjNAhL1w=='
        $activities[0].Sender.TokenId | Should -BeExactly 'LDDKEgUsKUmjQzwjNAhL1w=='
    }

    It 'of <kind> fills the columns' -ForEach @(
        @{ Kind = 'an event'; Json = '{"type":"event","eventId":1000,"sender":{"integrationType":"Customer","channelType":"Kik"},"event":{"type":"typing_on"}}'; Row = 'Customer \(Kik\) +typing_on +\[typing_on\]' }
        @{ Kind = 'little more than a time'; Json = '{"eventId":1000,"sender":{"integrationType":"Customer"}}'; Row = 'Customer +\[unknown\]' }
        @{ Kind = 'no time'; Json = '{"type":"message","sender":{"integrationType":"Customer"},"message":{"type":"text","text":"Hi"}}'; Row = '^ +Customer +text +Hi' }
    ) {
        Read-One $json | Format-Table -View Wide | Out-String -Width 140 | Should -Match "(?m)$row"
    }
}

Describe 'Text from the engine or a customer' {
    BeforeAll {
        # In every property that can hold text: an escape sequence, line ends, a C1 control, a direction override and a bell.
        $script:evil = "a`e[31mb`r`nc`u{9b}2Jd`u{202e}e`u{2066}f`ag`u{2028}h`u{200f}i"
        $wire = ConvertTo-Json $evil -EscapeHandling EscapeNonAscii
        $party = '{{"integrationId":{0},"integrationType":"Customer","channelType":{0},"tokenId":{0},"channelData":{0},"mood":{0}}}' -f $wire
        $action = '{{"type":{0},"title":{0},"url":{0},"payload":{0},"urlIcon":{0},"urlImage":{0},"x":{0},"channels":[{{"type":{0},"metadata":[{{"key":{0},"value":{0},"type":{0}}}]}}]}}' -f $wire
        $item = '{{"title":{0},"subtitle":{0},"content":{0},"urlType":{0},"url":{0},"fallbackImageUrl":{0},"x":{0},"actions":[{1}]}}' -f $wire, $action
        $property = '{{"key":{0},"value":{0},"type":{0},"x":{0}}}' -f $wire
        $everything = '"text":{0},"url":{0},"label":{0},"mimeType":{0},"urlAnchor":{0},"alt":{0},"title":{0},"titleColor":{0},"fallbackImageUrl":{0},"address":{0},"imageUrl":{0},"subtitle":{0},"urlType":{0},"content":{0},"x":{0},"properties":[{1}],"actions":[{2}]' -f $wire, $property, $action
        $head = '"eventId":1000,"interactionId":"6f0c2f0e-2a5b-4d6e-9b71-0d3f5a1c9e42","externalId":{0},"eventTrigger":{0},"flowProcess":{0},"mood":{0},"sender":{1},"recipient":{1}' -f $wire, $party
        $types = 'text', 'youtube', 'image', 'attachment', 'location', 'contact', 'card', 'carousel', 'list', 'command', 'hologram'
        $script:activities = @(
            foreach ($type in $types) {
                $items = if ($type -in 'carousel', 'list') { "[$item]" } else { '[{{"type":"image","alt":{0}}}]' -f $wire }
                Read-One ('{{"type":"message",{0},"message":{{"type":"{1}","items":{2},{3}}}}}' -f $head, $type, $items, $everything)
            }
            Read-One ('{{"type":{0},{1},"message":{{"type":{0}}}}}' -f $wire, $head)
            Read-One ('{{"type":"event",{1},"event":{{"type":{0},"payloadType":{0},"payload":{0},"x":{0}}}}}' -f $wire, $head)
        )
        # Shown as on a screen. Otherwise PowerShell itself removes escape sequences. It adds only resets.
        $script:style = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'Ansi'
        $script:colours = 'FormatAccent', 'TableHeader', 'CustomTableHeaderLabel' | ForEach-Object { @{ Name = $_; Was = $PSStyle.Formatting.$_ } }
        $colours | ForEach-Object { $PSStyle.Formatting.($_.Name) = '' }
        $script:unsafe = '[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]'
    }

    AfterAll {
        $PSStyle.OutputRendering = $style
        $colours | ForEach-Object { $PSStyle.Formatting.($_.Name) = $_.Was }
    }

    It 'never reaches the screen with control characters: <view>' -ForEach @(
        @{ View = 'the table'; Show = { $activities }; Visible = $true }
        @{ View = 'a table of all properties'; Show = { $activities | Format-Table Timestamp, Sender, Recipient, Message, Event, Text }; Visible = $true }
        @{ View = 'the list'; Show = { $activities | Format-List }; Visible = $true }
        @{ View = '$activity.Message'; Show = { $activities.Message }; Visible = $true }
        @{ View = '$activity.Event'; Show = { $activities.Event }; Visible = $true }
        @{ View = '$activity.Sender'; Show = { $activities.Sender }; Visible = $true }
        @{ View = 'the items of a message'; Show = { $activities.Message.Items }; Visible = $true }
        @{ View = 'the actions of a message'; Show = { $activities.Message.Actions }; Visible = $true }
        @{ View = 'the channels of an action'; Show = { $activities.Message.Actions.Channels }; Visible = $true }
        @{ View = 'the metadata of a channel'; Show = { $activities.Message.Actions.Channels.Metadata }; Visible = $true }
        @{ View = 'the properties of a message'; Show = { $activities.Message.Properties }; Visible = $true }
        @{ View = '$activity.Text'; Show = { $activities.Text }; Visible = $true }
        @{ View = 'activities as strings'; Show = { $activities | ForEach-Object { "$_ $($_.Message) $($_.Sender) $($_.Event)" } }; Visible = $true }
        @{ View = 'an activity after objects of another type'; Show = { Get-Process -Id $PID; $activities }; Visible = $false }
    ) {
        # The parties have colours of ours. What others wrote has another one.
        $shown = (& $show | Out-String -Width 4000) -replace "`e\[(0|33|35|36)m"
        $shown | Should -Not -Match $unsafe
        $shown.Length | Should -BeGreaterThan 100
        if ($visible) { $shown | Should -Match ([regex]::Escape("a`u{241b}[31mb")) }
    }

    It 'is unchanged in the properties of the message' {
        $activities[0].Message.Text | Should -BeExactly $evil
    }

    It 'is in no error message with control characters' {
        Invoke-Emulator $emulator POST faults @{ status = 403; body = (@{ errors = @(@{ code = 101; description = $evil }); trackingId = $evil } | ConvertTo-Json) } | Out-Null
        $failure = { Get-InteractionActivity $emulator.ConversationId -Type Bot -ErrorAction Stop } | Should -Throw -PassThru
        $failure | Format-List * -Force | Out-String -Width 4000 | Should -Not -Match $unsafe
        "$failure" | Should -Match ([regex]::Escape("a`u{241b}[31mb"))
    }

    It 'is shown unchanged where it is harmless: <_>' -ForEach "`u{5e9}`u{5dc}`u{5d5}`u{5dd} `u{5e2}`u{5d5}`u{5dc}`u{5dd}", "`u{645}`u{631}`u{62d}`u{628}`u{627} `u{628}`u{627}`u{644}`u{639}`u{627}`u{644}`u{645}", "`u{1f469}`u{200d}`u{1f469}`u{200d}`u{1f467} `u{1f1e8}`u{1f1e6}", "`u{65e5}`u{672c}`u{8a9e}", "`u{e9} `u{e8}" {
        $activity = Read-One (ConvertTo-Activity 1000 $_)
        $activity.Text | Should -BeExactly $_
        $activity | Out-String -Width 140 | Should -BeLike "*$_*"
        $activity.Message | Out-String -Width 140 | Should -BeLike "*$_*"
    }
}
