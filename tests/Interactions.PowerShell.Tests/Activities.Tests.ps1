BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri -MaximumRetryCount 0

    # Reads the same response with Invoke-RestMethod, to compare with.
    function Read-Plainly([guid] $ConversationId, [string] $Type) {
        $token = (Invoke-Emulator $emulator POST tokens).access_token
        $address = [uri]::new($emulator.Uri, "api/v1/interactions/activities/${ConversationId}?type=$Type")
        Invoke-RestMethod -Uri $address -Headers @{ Authorization = "Bearer $token" } | ForEach-Object { $_ }
    }

    # Lists every value inside an object, with its path.
    function Expand-Value([object] $Value, [string] $Path) {
        if ($Value -is [pscustomobject]) { $Value.PSObject.Properties | ForEach-Object { Expand-Value $_.Value "$Path.$($_.Name)" } }
        elseif ($Value -is [array]) { for ($i = 0; $i -lt $Value.Count; $i++) { Expand-Value $Value[$i] "$Path[$i]" } }
        else { [pscustomobject]@{ Path = $Path; Value = $Value } }
    }

    # The value of an activity at a path in the engine's JSON.
    function Resolve-Value([object] $Activity, [string] $Path) {
        $value = $Activity
        foreach ($step in $Path -split '\.|(?=\[)' -ne '') {
            $value = if ($step -match '^\[(\d+)\]$') { $value[[int] $Matches[1]] } else { $value.$step }
        }
        $value
    }
}

AfterAll {
    Disconnect-InteractionEngine
    Stop-Emulator $emulator
}

Describe 'The sample of the engine''s documentation' {
    BeforeAll {
        $script:page = Add-Conversation $emulator (Get-Content "$PSScriptRoot/data/get-activities.json" -Raw -Encoding UTF8)
    }

    It 'can be filtered with Where-Object' {
        $activities = @(Get-InteractionActivity -ConversationId $page -Type Customer | Where-Object { $_.Sender.ChannelType -eq 'WebChat' })
        $activities.Count | Should -Be 1
        $activities[0].Message.Text | Should -BeExactly 'Hi there!'
    }

    It 'is written as single activities, not as one array' {
        @(Get-InteractionActivity $page -Type Customer | ForEach-Object { $_.Message.Text }) | Should -Be 'Hi there!', 'Hello! How can I help you today?'
    }

    It 'has channel types that compare in any letter case' {
        @(Get-InteractionActivity $page | Where-Object { $_.Sender.ChannelType -eq 'slack' }).ExternalId | Should -Be 'some_external_id_0002'
    }

    It 'has the conversation id and the time on each activity' {
        $first = Get-InteractionActivity $page | Select-Object -First 1
        $first.ConversationId | Should -Be $page
        $first.Timestamp | Should -Be ([datetimeoffset] '2020-11-07T14:13:19.703Z')
        $first.Timestamp | Should -BeOfType ([datetimeoffset])
        $first.EventId | Should -BeOfType ([long])
        $first.IsEcho | Should -BeOfType ([bool])
        $first.InteractionId | Should -BeOfType ([guid])
    }
}

Describe 'Every value that Invoke-RestMethod reads from <file>' -ForEach @(
    @{ File = 'get-activities.json'; Activities = 2; Values = 34 }
    @{ File = 'every-type.json'; Activities = 17; Values = 406 }
) {
    BeforeAll {
        $id = Add-Conversation $emulator (Get-Content "$PSScriptRoot/data/$file" -Raw -Encoding UTF8)
        $script:expected = @(Read-Plainly $id Customer)
        $script:actual = @(Get-InteractionActivity $id -Type Customer)
    }

    It 'is in the activities' {
        $actual.Count | Should -Be $activities
        $all = for ($i = 0; $i -lt $expected.Count; $i++) {
            foreach ($value in Expand-Value $expected[$i]) { @{ Is = Resolve-Value $actual[$i] $value.Path; Was = $value.Value; Where = "[$i]$($value.Path)" } }
        }
        $all.Count | Should -Be $values
        $all | Where-Object { "$($_.Is)" -cne "$($_.Was)" } | ForEach-Object { "$($_.Where) is '$($_.Is)', not '$($_.Was)'" } | Should -BeNullOrEmpty
    }

    It 'has a property of its own, so that AdditionalProperties is empty' {
        $actual | ForEach-Object { $_, $_.Sender, $_.Message, $_.Event } | Where-Object AdditionalProperties | Should -BeNullOrEmpty
    }
}

Describe 'Message and event types' {
    BeforeAll {
        $script:everyType = Add-Conversation $emulator (Get-Content "$PSScriptRoot/data/every-type.json" -Raw -Encoding UTF8)
        $script:byType = Get-InteractionActivity $everyType -Type Agent | Group-Object { @($_.Message.Type; $_.Event.Type) -ne $null } -AsHashTable
    }

    It 'turns <wire> into a <kind> with the text <text>' -ForEach @(
        @{ Wire = 'text'; Kind = 'TextMessage'; Text = 'Which size? [image] Dented box https://cdn.example/dent.jpg [location] 1 Harbour Rd (44.5, -63.25) [Small | Guide]' }
        @{ Wire = 'youtube'; Kind = 'MediaMessage'; Text = '[youtube] Unboxing https://youtube.com/embed/q9Zt3' }
        @{ Wire = 'vimeo'; Kind = 'MediaMessage'; Text = '[vimeo] Unboxing https://player.vimeo.com/video/4455667' }
        @{ Wire = 'video'; Kind = 'MediaMessage'; Text = '[video] Unboxing https://cdn.example/unboxing.mp4' }
        @{ Wire = 'audio'; Kind = 'MediaMessage'; Text = '[audio] Unboxing https://cdn.example/voicemail.mp3' }
        @{ Wire = 'image'; Kind = 'ImageMessage'; Text = '[image] Left corner https://cdn.example/dent.jpg' }
        @{ Wire = 'attachment'; Kind = 'AttachmentMessage'; Text = '[attachment] Invoice 2041 https://cdn.example/2041.pdf' }
        @{ Wire = 'location'; Kind = 'LocationMessage'; Text = '[location] 1 Harbour Rd, Halifax, NS (44.6476, -63.5728)' }
        @{ Wire = 'contact'; Kind = 'ContactMessage'; Text = '[contact] Ada Moreau, Claims desk' }
        @{ Wire = 'card'; Kind = 'CardMessage'; Text = '[card] Kettle, 1.7 L, Back in stock.' }
        @{ Wire = 'carousel'; Kind = 'CarouselMessage'; Text = '[carousel] Kettle | Toaster' }
        @{ Wire = 'list'; Kind = 'ListMessage'; Text = '[list] Kettle | Toaster' }
        @{ Wire = 'command'; Kind = 'CommandMessage'; Text = '[command] Transfer, to billing, queue=billing' }
        @{ Wire = 'seen'; Kind = 'ActivityEvent'; Text = '[seen]' }
        @{ Wire = 'typing_on'; Kind = 'ActivityEvent'; Text = '[typing_on]' }
        @{ Wire = 'typing_off'; Kind = 'ActivityEvent'; Text = '[typing_off]' }
        @{ Wire = 'payload'; Kind = 'ActivityEvent'; Text = '[payload] shop.order.hold' }
    ) {
        $activity = $byType[$wire]
        $content = if ($activity.Type -eq 'event') { $activity.Event } else { $activity.Message }
        $content.GetType().Name | Should -BeExactly $kind
        $activity.Text | Should -BeExactly $text
    }

    It 'turn a payload into an ordinary object' {
        $payload = $byType['payload'].Event.Payload
        $payload | Should -BeOfType ([pscustomobject])
        $payload.orderId | Should -Be 5521
        $payload.lines[1].sku | Should -Be 'T02'
        $payload.lines.Count | Should -Be 2
        ($payload | ConvertTo-Json -Compress) | Should -BeExactly '{"orderId":5521,"hold":true,"total":12.5,"releasedBy":null,"lines":[{"sku":"K17","quantity":2},{"sku":"T02","quantity":1}]}'
    }

    It 'leave text that looks like a date unchanged' {
        $id = Add-Conversation $emulator (ConvertTo-Activity 1000 '2024-04-05T14:00:00Z')
        (Get-InteractionActivity $id -Type Customer).Message.Text | Should -BeExactly '2024-04-05T14:00:00Z'
    }

    It 'keep unknown types, channels and properties' {
        $id = Add-Conversation $emulator '{"type":"message","eventId":1000,"mood":"calm","sender":{"integrationType":"Customer","channelType":"Pigeon","ring":7},"message":{"type":"hologram","depth":3,"text":"Boo"}}'
        $activity = Get-InteractionActivity $id -Type Customer
        $activity.Sender.ChannelType | Should -BeExactly 'Pigeon'
        $activity.AdditionalProperties['mood'] | Should -BeExactly 'calm'
        $activity.Sender.AdditionalProperties['ring'] | Should -Be 7
        $activity.Message.Type | Should -BeExactly 'hologram'
        $activity.Message.AdditionalProperties['depth'] | Should -Be 3
        $activity.Text | Should -BeExactly '[hologram] Boo'
    }

    It 'find what is unknown in any letter case, and lose none of two names that differ only in that' {
        $id = Add-Conversation $emulator '{"type":"event","eventId":1000,"sender":{"integrationType":"Customer"},"Mood":"calm","survey":{"Stars":{"Max":5}},"both":{"id":1,"ID":{"Deep":2}},"NEWS":1,"News":2,"event":{"type":"payload","payload":{"a":1,"A":2}}}'
        $activity = Get-InteractionActivity $id -Type Customer
        $more = $activity.AdditionalProperties
        $more['mood'], $more.MOOD, $more.ContainsKey('mOOD'), $more.Contains('mOOD') | Should -Be 'calm', 'calm', $true, $true
        $more.SURVEY.stars.max | Should -Be 5
        $more.both.id, $more.both.ID.deep, $more.both.Id, $more['BOTH']['ID'].DEEP | Should -Be 1, 2, 1, 2
        $more.news, $more.NEWS, $more['News'] | Should -Be 1, 1, 2
        $activity.Event.Payload.a, $activity.Event.Payload.A | Should -Be 1, 2
        Set-StrictMode -Version Latest
        $more['missing'] | Should -BeNullOrEmpty
        $more.Keys | Should -BeExactly 'Mood', 'survey', 'both', 'NEWS', 'News'
        $more.Count | Should -Be 5
        # Through a job and back, too.
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($activity, 8))
        $copy.AdditionalProperties['NEWS'], $copy.AdditionalProperties['News'] | Should -Be 1, 2
    }

    It 'have what is unknown as its JSON in Export-Csv and in a string' {
        $json = '{"mood":"calm","score":1.10,"survey":{"max":[1,{"a":null}]},"both":{"id":1,"ID":2}}'
        $id = Add-Conversation $emulator ('{"type":"message","eventId":1000,"sender":{"integrationType":"Customer"},"message":{"type":"text","text":"Hi","stars":[1.0]},' + $json.Substring(1))
        $activity = Get-InteractionActivity $id -Type Customer
        "$($activity.AdditionalProperties)" | Should -BeExactly $json
        "$($activity.AdditionalProperties.both)" | Should -BeExactly '{"id":1,"ID":2}'
        ($activity | ConvertTo-Csv | ConvertFrom-Csv).AdditionalProperties | Should -BeExactly $json
        $activity | Export-Csv "$TestDrive/activities.csv"
        (Import-Csv "$TestDrive/activities.csv").AdditionalProperties | Should -BeExactly $json
        ($activity.Message | ConvertTo-Csv | ConvertFrom-Csv).AdditionalProperties | Should -BeExactly '{"stars":[1.0]}'
    }

    It 'have the same properties in ConvertTo-Json' {
        $json = $byType['image'] | ConvertTo-Json -Depth 10 | ConvertFrom-Json
        $json.Message.Url | Should -BeExactly 'https://cdn.example/dent.jpg'
        $json.Sender.ChannelType | Should -BeExactly 'Slack'
    }
}

Describe 'Activities that say the same' {
    BeforeAll {
        $script:yes = Add-Conversation $emulator (3000, 1000, 2000 | ForEach-Object { ConvertTo-Activity $_ yes }), (ConvertTo-Activity 1500 no), '{"type":"message","sender":{"integrationType":"Customer"},"message":{"type":"text","text":"yes"}}'
        $script:all = @(Get-InteractionActivity $yes -Type Customer)
        Export-InteractionActivity "$TestDrive/yes.jsonl" -InputObject $all
        $script:again = @(Import-InteractionActivity "$TestDrive/yes.jsonl")
        # Each once from the engine and once from the file, next to each other.
        $script:twice = @(for ($i = 0; $i -lt $all.Count; $i++) { $all[$i]; $again[$i] })
    }

    It 'are told apart by <command>' -ForEach @(
        @{ Command = 'Sort-Object -Unique'; Script = { $twice | Sort-Object -Unique } }
        @{ Command = 'Select-Object -Unique'; Script = { $twice | Select-Object -Unique } }
        @{ Command = 'Get-Unique'; Script = { $twice | Get-Unique } }
        @{ Command = 'Group-Object'; Script = { $twice | Group-Object | ForEach-Object { $_.Count | Should -Be 2; $_.Group[0] } } }
        @{ Command = 'Group-Object -AsHashTable'; Script = { ($twice | Group-Object -AsHashTable).Values | ForEach-Object { $_.Count | Should -Be 2; $_[0] } } }
        @{ Command = 'Compare-Object'; Script = { Compare-Object $all $again -IncludeEqual -ExcludeDifferent -PassThru } }
        @{ Command = 'a hash table'; Script = { $seen = @{}; $twice | ForEach-Object { $seen[$_] = $_ }; $seen.Values } }
    ) {
        $given = @(& $script)
        $all.Count | Should -Be 5
        $given.Count | Should -Be 5
        ($given | ForEach-Object { "$($_.EventId)" } | Sort-Object) | Should -Be '', '1000', '1500', '2000', '3000'
        $given | Should -BeOfType ([Interactions.Activity])
    }

    It 'are sorted by time, one without a time first' {
        ($all | Sort-Object).EventId | Should -Be $null, 1000, 1500, 2000, 3000
        ($all | Sort-Object -Descending).EventId | Should -Be 3000, 2000, 1500, 1000, $null
    }

    It 'differ where Compare-Object finds one missing' {
        $difference = Compare-Object $all $again[0, 2, 3, 4]
        $difference.SideIndicator | Should -Be '<='
        $difference.InputObject.EventId | Should -Be $all[1].EventId
        Compare-Object $all $again | Should -BeNullOrEmpty
    }

    It 'are compared by the operators' {
        $all[0] -eq $again[0] | Should -BeTrue
        $all[0] -ne $again[0] | Should -BeFalse
        $all[0] -eq $all[1] | Should -BeFalse
        $all -contains $again[4] | Should -BeTrue
        $again[4] -in $all | Should -BeTrue
        $all[1..4] -contains $again[0] | Should -BeFalse
        @($all -ne $again[0]).Count | Should -Be 4
        $first, $last = ($all | Sort-Object)[1, -1]
        $first -lt $last -and $last -ge $first -and $first -le $first | Should -BeTrue
        $all[0] -eq 'yes' | Should -BeFalse
        $all[0] -eq $null | Should -BeFalse
        $null -ne $all[0] | Should -BeTrue
        $all[0] -eq 7 | Should -BeFalse
    }
}

Describe 'A time range' {
    BeforeAll {
        $script:start = [datetimeoffset]::new(2024, 4, 5, 14, 0, 0, [timespan]::Zero)
        $script:first = $start.ToUnixTimeMilliseconds()
        $script:timeline = Add-Conversation $emulator (0..4 | ForEach-Object { $first + $_ } | ConvertTo-Activity)
        function Read-Offset([hashtable] $Window) { @(Get-InteractionActivity $timeline -Type Customer @Window | ForEach-Object { $_.EventId - $first }) }
    }

    AfterEach { Invoke-Emulator $emulator PATCH options @{ leid = 'Inclusive' } | Out-Null }

    It 'of <name> returns <offsets> from an engine whose leid is <leid>' -ForEach @(
        foreach ($leid in 'Inclusive', 'Exclusive') {
            @{ Name = 'no limits'; Window = { @{} }; Offsets = 0, 1, 2, 3, 4; Leid = $leid }
            @{ Name = '-Since a DateTimeOffset'; Window = { @{ Since = $start.AddMilliseconds(3) } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-Since a DateTimeOffset of another zone'; Window = { @{ Since = $start.AddMilliseconds(3).ToOffset('05:30') } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-Since between two milliseconds'; Window = { @{ Since = $start.AddTicks(2 * 10000 + 1) } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-Since a local DateTime'; Window = { @{ Since = $start.AddMilliseconds(3).LocalDateTime } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-Since a UTC DateTime'; Window = { @{ Since = $start.AddMilliseconds(3).UtcDateTime } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-Since a text with Z'; Window = { @{ Since = '2024-04-05T14:00:00.003Z' } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-Since long before'; Window = { @{ Since = '0001-01-01Z' } }; Offsets = 0, 1, 2, 3, 4; Leid = $leid }
            @{ Name = '-After'; Window = { @{ After = $start.AddMilliseconds(4) } }; Offsets = , 4; Leid = $leid }
            @{ Name = '-Until, which is left out'; Window = { @{ Until = $start.AddMilliseconds(2) } }; Offsets = 0, 1; Leid = $leid }
            @{ Name = '-Before'; Window = { @{ Before = '2024-04-05T14:00:00.001Z' } }; Offsets = , 0; Leid = $leid }
            @{ Name = '-Since and -Until'; Window = { @{ Since = $start.AddMilliseconds(1); Until = $start.AddMilliseconds(3) } }; Offsets = 1, 2; Leid = $leid }
            @{ Name = '-Since and -Until the same'; Window = { @{ Since = $start; Until = $start } }; Offsets = @(); Leid = $leid }
            @{ Name = '-LastEventId, itself included,'; Window = { @{ LastEventId = $first + 2 } }; Offsets = 2, 3, 4; Leid = $leid }
            @{ Name = '-Leid'; Window = { @{ Leid = $first + 3 } }; Offsets = 3, 4; Leid = $leid }
            @{ Name = '-LastEventId and -Until'; Window = { @{ LastEventId = $first + 2; Until = $start.AddMilliseconds(4) } }; Offsets = 2, 3; Leid = $leid }
            @{ Name = '-LastEventId behind the end'; Window = { @{ LastEventId = [long]::MaxValue } }; Offsets = @(); Leid = $leid }
        }
    ) {
        Invoke-Emulator $emulator PATCH options @{ leid = $leid } | Out-Null
        Read-Offset (& $window) | Should -Be $offsets
        Read-Offset (@{ All = $true } + (& $window)) | Should -Be $offsets
    }

    It 'takes a time without a zone as local time, and one with Z as UTC' -Skip:$IsWindows {
        $zone = @{ TZ = 'America/Halifax'; CONVERSATION = $timeline; ENGINE = $emulator.Uri; INTERACTION_ENGINE_TOKEN = (Invoke-Emulator $emulator POST tokens).access_token }
        $said = Invoke-Child $zone {
            Connect-InteractionEngine -EnvironmentVariable -Uri $env:ENGINE
            foreach ($since in [datetime]::new(2024, 4, 5, 11, 0, 0, 2), '2024-04-05 11:00:00.002', '2024-04-05T14:00:00.002Z') {
                @(Get-InteractionActivity $env:CONVERSATION -Type Customer -Since $since).Count
            }
            (Get-InteractionActivity $env:CONVERSATION -Type Customer | Format-Table -View Wide | Out-String -Width 120) -match '2024-04-05 11:00:00'
        }
        $said | Should -Be 3, 3, 3, 'True'
    }
}

Describe 'Conversations on the pipeline' {
    BeforeAll {
        $script:one = Add-Conversation $emulator (ConvertTo-Activity 1000 'one')
        $script:two = Add-Conversation $emulator (ConvertTo-Activity 1000 'two')
    }

    BeforeEach { Clear-Emulator $emulator }

    It 'are accepted as <name>' -ForEach @(
        @{ Name = 'GUIDs'; Source = { $one, $two } }
        @{ Name = 'strings'; Source = { "$one", "{$two}" } }
        @{ Name = 'objects with a ConversationId'; Source = { $one, $two | ForEach-Object { [pscustomobject]@{ ConversationId = $_; Name = 'x' } } } }
        @{ Name = 'objects with an Id'; Source = { $one, $two | ForEach-Object { [pscustomobject]@{ Id = "$_"; Name = 'x' } } } }
        @{ Name = 'activities'; Source = { Get-InteractionActivity $one, $two -Type Customer } }
    ) {
        @(& $source | Get-InteractionActivity -Type Customer).Text | Should -Be 'one', 'two'
    }

    It 'are accepted several by position and by -Id, and read in that order' {
        @(Get-InteractionActivity $two, $one -Type Customer).Text | Should -Be 'two', 'one'
        @(Get-InteractionActivity -Id $two, $one -Type Customer).Text | Should -Be 'two', 'one'
    }

    It 'are requested one after the other, only when needed, with -ThrottleLimit 1' {
        $one, $two | Get-InteractionActivity -Type Customer -ThrottleLimit 1 | Select-Object -First 1 | Out-Null
        @(Get-SeenRequest $emulator).Path | Should -BeLike "*$one"
    }
}

Describe 'Types' {
    BeforeAll {
        $script:mixed = [guid]::NewGuid()
        Invoke-Emulator $emulator PUT "conversations/${mixed}?activities=90&seed=7" | Out-Null
        $script:wire = 'Customer', 'Agent', 'Bot' | ForEach-Object { Read-Plainly $mixed $_ } | Sort-Object eventId, isEcho, { $_ | ConvertTo-Json -Depth 9 } -Unique
        function Get-Mark([object] $Activity) { '{0} {1} {2}' -f $Activity.EventId, $Activity.InteractionId, [bool] $Activity.IsEcho }
    }

    BeforeEach { Clear-Emulator $emulator }

    It 'return for -Type <types> what any of them sent or received, once and in order' -ForEach @(
        @{ Types = , 'Customer' }, @{ Types = , 'Agent' }, @{ Types = , 'Bot' }
        @{ Types = 'Customer', 'Agent' }, @{ Types = 'Bot', 'Agent' }, @{ Types = 'Customer', 'Bot' }
        @{ Types = 'Customer', 'Agent', 'Bot' }, @{ Types = 'Agent', 'Agent' }
    ) {
        $expected = $wire | Where-Object { $_.sender.integrationType -in $types -or $_.recipient.integrationType -in $types } | ForEach-Object { Get-Mark $_ }
        $expected.Count | Should -BeGreaterThan 10
        foreach ($all in $false, $true) {
            $activities = @(Get-InteractionActivity $mixed -Type $types -All:$all)
            $activities.ForEach({ Get-Mark $_ }) | Sort-Object | Should -Be ($expected | Sort-Object)
            $activities.EventId | Should -Be ($activities.EventId | Sort-Object)
        }
    }

    It 'are all three where -Type is left out' {
        @(Get-InteractionActivity $mixed).Count | Should -Be $wire.Count
    }

    It 'take one request each without -All' {
        Get-InteractionActivity $mixed | Out-Null
        @(Get-SeenRequest $emulator).Type | Sort-Object | Should -Be 'Agent', 'Bot', 'Customer'
        Clear-Emulator $emulator
        Get-InteractionActivity $mixed -Type Bot, Bot | Out-Null
        @(Get-SeenRequest $emulator).Type | Should -Be 'Bot'
    }

    It 'take one request each without -All where a conversation has more than a page' {
        $long = Add-Conversation $emulator (1000..1249 | ConvertTo-Activity)
        @(Get-InteractionActivity $long -Type Customer).EventId | Should -Be (1000..1099)
        @(Get-SeenRequest $emulator).Count | Should -Be 1
    }
}

Describe 'Streaming' {
    BeforeEach { Clear-Emulator $emulator }

    It 'writes an activity as soon as it has arrived, before the response ends' {
        $activities = ConvertTo-Activity 1000; $id = Add-Conversation $emulator $activities, (ConvertTo-Activity 1001)
        Invoke-Emulator $emulator POST faults @{ stallAfterBytes = $activities.Length + 20 } | Out-Null
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        @(Get-InteractionActivity $id -Type Customer | Select-Object -First 1).EventId | Should -Be 1000
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'keeps the order of the engine where one page is read' {
        $id = Add-Conversation $emulator (1000..1009 | ConvertTo-Activity)
        Invoke-Emulator $emulator PATCH options @{ quirks = @('shuffle') } | Out-Null
        $sent = @(Read-Plainly $id Customer).eventId
        @(Get-InteractionActivity $id -Type Customer).EventId | Should -Be $sent
        Invoke-Emulator $emulator PATCH options @{ quirks = @() } | Out-Null
        $sent | Should -Not -Be ($sent | Sort-Object)
    }
}
