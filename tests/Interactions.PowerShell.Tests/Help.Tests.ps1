# Every cmdlet and parameter is documented as it is. Examples.Tests.ps1 runs the examples.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/../../out/Interactions"
    $script:commands = Get-Command -Module Interactions | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
    $script:parameters = foreach ($command in $commands.Command) {
        $own = $command.Parameters.Values | Where-Object Name -NotIn ([System.Management.Automation.PSCmdlet]::CommonParameters)
        $own | ForEach-Object { @{ Name = $_.Name; Parameter = $_; Command = $command } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/Interactions"
    $script:docs = "$PSScriptRoot/../../docs/en-US"
    $script:exported = (Get-Module -Name Interactions).ExportedCmdlets.Keys

    function Get-TextAtPrompt($Help) { ($Help | Out-String -Width 80) -replace '\r' }
    function Get-Paragraph($Node) { ($Node.Text -join "`n").Trim() }
}

Describe 'Help of <Name>' -ForEach $commands {
    BeforeAll {
        $script:help = Get-Help -Name $Name -Full
        $script:page = "$docs/$Name.md"
    }

    It 'has a synopsis in one sentence' {
        $help.Synopsis.Trim() | Should -Match '^[A-Z][^.{}\n]{10,75}\.$'
    }

    It 'has a description' {
        (Get-Paragraph $help.description).Length | Should -BeGreaterThan 100
    }

    It 'has two examples or more, each with a title, code that fits a screen, and an explanation' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $example.title | Should -Match 'Example \d+: \w'
            $example.code | Should -Not -BeNullOrEmpty
            $example.code -split '\n' | ForEach-Object Length | Should -BeLessOrEqual 75 -Because $example.title
            Get-Paragraph $example.remarks | Should -Match '\.$' -Because $example.title
        }
    }

    It 'documents the parameters that the command has, and no others' {
        $own = $Command.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters } | Sort-Object
        $help.parameters.parameter | ForEach-Object name | Sort-Object | Should -Be $own
    }

    It 'shows the syntax of each parameter set' {
        $shown = foreach ($set in $help.syntax.syntaxItem) { ($set.parameter.name | Sort-Object) -join ' ' }
        $actual = foreach ($set in $Command.ParameterSets) {
            ($set.Parameters.Name | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters } | Sort-Object) -join ' '
        }
        $shown | Sort-Object | Should -Be ($actual | Sort-Object)
    }

    It 'says what can be piped in' {
        $piped = @($Command.Parameters.Values | Where-Object { $_.Attributes.ValueFromPipeline -or $_.Attributes.ValueFromPipelineByPropertyName }).ParameterType.FullName | Select-Object -Unique
        $expected = if ($piped) { $piped } else { 'None' }
        $help.inputTypes.inputType.type.name | ForEach-Object Trim | Should -Be $expected
        $help.inputTypes.inputType | ForEach-Object { Get-Paragraph $_.description } | Should -Not -BeNullOrEmpty
    }

    It 'says what comes out' {
        $expected = if ($Command.OutputType) { $Command.OutputType.Name } else { 'None' }
        $help.returnValues.returnValue.type.name | ForEach-Object Trim | Should -Be $expected
        $help.returnValues.returnValue | ForEach-Object { Get-Paragraph $_.description } | Should -Not -BeNullOrEmpty
    }

    It 'has links to pages that exist' {
        $links = @($help.relatedLinks.navigationLink.linkText) -ne 'Online Version'
        $links | Should -Contain 'about_Interactions'
        $links | Should -Not -Contain $Name
        $links | Where-Object { $_ -ne 'about_Interactions' } | Should -BeIn $exported
        foreach ($link in [regex]::Matches((Get-Content -Path $page -Raw), '\]\((?!https:)(?<to>[^)]+)\)')) {
            "$docs/$($link.Groups['to'].Value)" | Should -Exist
        }
    }

    It 'has the address of its page in the repository, which Get-Help -Online opens' {
        $project = (Get-Module -Name Interactions).PrivateData.PSData.ProjectUri
        @($help.relatedLinks.navigationLink.uri) -ne '' | Should -Be "$project/blob/main/docs/en-US/$Name.md"
    }

    It 'lists in its notes error ids that the cmdlets have' {
        $known = [regex]::Matches((Get-Content -Path "$PSScriptRoot/../../src/Interactions.PowerShell/ErrorRecords.cs" -Raw), '"(\w+)", ErrorCategory').ForEach{ $_.Groups[1].Value }
        $known += 'ParameterArgumentTransformationError', 'CannotConvertArgumentNoMessage'
        foreach ($item in [regex]::Matches((Get-Paragraph $help.alertSet.alert), '(?m)^- (?<ids>[\w, ]+):')) { $item.Groups['ids'].Value -split ', ' | Should -BeIn $known }
    }

    It 'is plain text without Markdown or placeholders' {
        $text = Get-TextAtPrompt $help
        $text | Should -Not -Match '\{\{|TODO|`|\]\(|\*\*|[\u0080-\u009f]'
        $text -split '\n' | ForEach-Object Length | Should -BeLessOrEqual 80
    }
}

Describe 'Help of <Command.Name> -<Name>' -ForEach $parameters {
    BeforeAll {
        $script:help = Get-Help -Name $Command.Name -Parameter $Name
        $script:attribute = $Parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ParameterAttribute] } | Select-Object -First 1
    }

    It 'describes it' {
        Get-Paragraph $help.description | Should -Match '^[A-Z].{10}[\s\S]*[.:]'
    }

    It 'has the aliases, position, pipeline input and type of the parameter' {
        $pipeline = @(
            if ($attribute.ValueFromPipeline) { 'ByValue' }
            if ($attribute.ValueFromPipelineByPropertyName) { 'ByPropertyName' }
        ) -join ', '
        $help.required | Should -Be "$($attribute.Mandatory)"
        $help.position | Should -Be $(if ($attribute.Position -ge 0) { "$($attribute.Position)" } else { 'Named' })
        $help.pipelineInput | Should -Be $(if ($pipeline) { "true ($pipeline)" } else { 'false' })
        $help.aliases | Should -Be $(if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' })
        if (-not $Parameter.SwitchParameter) { $help.parameterValue | Should -Not -Match '\.' -Because 'short type names are shown' }
    }

    It 'states the default' {
        if ($attribute.Mandatory -and -not $Parameter.SwitchParameter) { $help.defaultValue | Should -Be 'None'; return }
        if ($Parameter.SwitchParameter) { $help.defaultValue | Should -Be 'False'; return }
        $help.defaultValue | Should -Not -BeNullOrEmpty
        $type = $Parameter.ParameterType
        $isKnown = $type -eq [int] -or $type.IsEnum -or $type.IsArray
        $value = $Command.ImplementingType::new().$Name
        # Without a value of its own, the page says in words what is done.
        if ($isKnown -and $null -ne $value) { $help.defaultValue | Should -Be ($value -join ', ') }
    }

    It 'states the range' {
        $range = $Parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateRangeAttribute] }
        if (-not $range) { return }
        $expected = if ($range.MaxRange -in [long]::MaxValue, [int]::MaxValue) { "$($range.MinRange) or more" } else { "from $($range.MinRange) to $($range.MaxRange)" }
        Get-Paragraph $help.description | Should -Match $expected
    }
}

Describe 'about_Interactions' {
    BeforeAll {
        $script:about = Get-Help -Name about_Interactions
        $script:words = [regex]::Matches($about, '\w+').Value
    }

    It 'is found, with a synopsis' {
        $about | Should -BeOfType ([string])
        ($about -split '\r?\n')[4] | Should -Match '^ +Reads .+\.$' -Because 'Get-Help takes the fifth line for the synopsis'
    }

    It 'has the sections of an about topic, and ends with SEE ALSO' {
        $sections = [regex]::Matches($about, '(?m)^[A-Z][A-Z ]+(?=\r?$)').Value
        $sections[0..2] | Should -Be 'TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION'
        $sections[-1] | Should -Be 'SEE ALSO'
        foreach ($name in $exported) { $about -replace '(?s).*SEE ALSO' | Should -Match "\b$name\b" }
    }

    It 'is plain text in ASCII, in lines of less than 80 characters' {
        $about | Should -Not -Match '\{\{|TODO|```|\]\(|\*\*|(?m)^#|[^\x00-\x7f]'
        $about -split '\r?\n' | ForEach-Object Length | Should -BeLessThan 80
    }

    It 'names every property of every object of an activity' {
        $client = (Get-Command -Name Get-InteractionActivity).OutputType.Type.Assembly.GetExportedTypes()
        $types = $client | Where-Object { $_.Name -in 'Activity', 'Source', 'ActivityEvent', 'ListItem' -or $_.Name -like 'Message?*' -or $_.BaseType.Name -eq 'Message' }
        $types.Count | Should -BeGreaterThan 15
        foreach ($property in $types.GetProperties().Name | Select-Object -Unique) { $words | Should -Contain $property }
    }

    It 'names every error' {
        $errorRecords = Get-Content -Path "$PSScriptRoot/../../src/Interactions.PowerShell/ErrorRecords.cs" -Raw
        $ids = [regex]::Matches($errorRecords, '"(\w+)", ErrorCategory').ForEach{ $_.Groups[1].Value }
        $ids.Count | Should -BeGreaterThan 15
        foreach ($id in $ids) { $words | Should -Contain $id }
    }

    It 'names every environment variable' {
        $variables = [regex]::Matches((Get-Content -Path "$PSScriptRoot/../../src/Interactions.PowerShell/EnvironmentVariables.cs" -Raw), '"(\w+)"').ForEach{ $_.Groups[1].Value }
        $variables.Count | Should -Be 5
        foreach ($variable in $variables) { $words | Should -Contain $variable }
    }
}
