# The built help is committed. These tests keep it true to the pages in docs/en-US, with PlatyPS and without.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/../../out/Interactions"
    $script:commands = (Get-Command -Module Interactions).Name
    $script:topics = (Get-ChildItem -Path "$PSScriptRoot/../../docs/en-US/about_*.md").BaseName

    $made = Get-Content -Path "$PSScriptRoot/../../module/en-US/Interactions.PowerShell.dll-Help.xml" -TotalCount 2
    $script:version = [version] [regex]::Match($made, 'PlatyPS (?<version>[\d.]+\d)').Groups['version'].Value
    $script:hasPlatyPS = [bool] (Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS | Where-Object Version -EQ $version)
    $script:reason = if (-not $hasPlatyPS) { " (skipped: Microsoft.PowerShell.PlatyPS $version is not installed)" }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/Interactions"
    $script:root = Resolve-Path "$PSScriptRoot/../.."
    $script:docs = "$root/docs/en-US"

    # The words of a text, without Markdown and line breaks.
    function ConvertTo-Word([string] $Text) {
        ($Text -replace '\[([^]]+)\]\([^)]+\)', '$1' -replace '(?m)^(```.*|#+ )' -replace '`|\\(?=[<>\[\]])' -replace '\s+', ' ').Trim()
    }

    # The sections of a page at a heading level, by their headings.
    function Get-Section([string] $Text, [int] $Level) {
        $sections = [ordered]@{}
        foreach ($part in $Text -split "(?m)^#{$Level} (?=\S)" | Select-Object -Skip 1) {
            $heading, $body = $part -split '\r?\n', 2
            $sections[$heading.Trim()] = $body
        }
        $sections
    }

    function Get-Word($Paragraph) { ConvertTo-Word (@($Paragraph.Text) -join "`n") }
}

Describe 'Get-Help <_> says what its page says' -ForEach $commands {
    BeforeAll {
        $script:help = Get-Help -Name $_ -Full
        $script:page = Get-Section (Get-Content -Path "$docs/$_.md" -Raw) 2
    }

    It 'in its synopsis, description and notes' {
        $help.Synopsis.Trim() | Should -BeExactly (ConvertTo-Word $page.SYNOPSIS)
        Get-Word $help.description | Should -BeExactly (ConvertTo-Word $page.DESCRIPTION)
        Get-Word $help.alertSet.alert | Should -BeExactly (ConvertTo-Word $page.NOTES)
    }

    It 'in every example' {
        $examples = Get-Section $page.EXAMPLES 3
        $examples.Count | Should -BeGreaterThan 1
        @($help.examples.example).Count | Should -Be $examples.Count
        foreach ($example in $help.examples.example) {
            $title = $example.title.Trim('- ')
            $null, $code, $words = $examples[$title] -split '(?m)^```\w*\r?$', 3
            $example.code | Should -BeExactly ($code -replace '\r').Trim("`n") -Because $title
            Get-Word $example.remarks | Should -BeExactly (ConvertTo-Word $words) -Because $title
        }
    }

    It 'of every parameter' {
        $parameters = Get-Section $page.PARAMETERS 3
        $own = @($parameters.Keys) -like '-*'
        $shown = @($help.parameters.parameter | Where-Object { $_ })
        @($shown | ForEach-Object { "-$($_.name)" }) | Should -Be $own
        foreach ($parameter in $shown) {
            $text = $parameters["-$($parameter.name)"] -replace '(?s)```yaml.*'
            Get-Word $parameter.description | Should -BeExactly (ConvertTo-Word $text) -Because $parameter.name
        }
    }

    It 'of inputs and outputs' {
        foreach ($pair in @(, @('INPUTS', $help.inputTypes.inputType)) + @(, @('OUTPUTS', $help.returnValues.returnValue))) {
            $types = Get-Section $page[$pair[0]] 3
            @($pair[1] | ForEach-Object { $_.type.name.Trim() }) | Should -Be @($types.Keys)
            foreach ($entry in $pair[1]) { Get-Word $entry.description | Should -BeExactly (ConvertTo-Word $types[$entry.type.name.Trim()]) }
        }
    }
}

Describe 'Get-Help <_>' -ForEach $topics {
    It 'says what its page says' {
        # The page has its name as heading. The topic has the line TOPIC above the name.
        (ConvertTo-Word (Get-Help -Name $_)) -replace '^TOPIC ' | Should -BeExactly (ConvertTo-Word (Get-Content -Path "$docs/$_.md" -Raw))
    }
}

Describe 'The pages in docs/en-US' {
    It 'are there for each cmdlet, and for nothing else' {
        (Get-ChildItem -Path "$docs/*-*.md").BaseName | Should -Be ((Get-Command -Module Interactions).Name | Sort-Object)
    }

    It 'have a module page that lists each cmdlet with its synopsis' {
        $listed = Get-Section (Get-Content -Path "$docs/Interactions.md" -Raw) 3
        $names = (Get-Command -Module Interactions).Name | Sort-Object
        @($listed.Keys) | Should -Be ($names | ForEach-Object { "[$_]($_.md)" })
        foreach ($name in $names) { ConvertTo-Word $listed["[$name]($name.md)"] | Should -BeExactly (Get-Help -Name $name).Synopsis.Trim() }
    }
}

Describe "Help made anew$reason" -Skip:(-not $hasPlatyPS) {
    BeforeAll {
        Import-Module -Name Microsoft.PowerShell.PlatyPS -RequiredVersion $version
        . "$root/build/Help.ps1"
        $script:anew = New-Item -ItemType Directory -Path "$TestDrive/en-US"
        Export-CommandHelp $docs $anew
        Export-TopicHelp $docs $anew
    }

    It 'has the same bytes as what is committed' {
        $committed = Get-ChildItem -Path "$root/module/en-US"
        (Get-ChildItem -Path $anew).Name | Should -Be $committed.Name
        foreach ($file in $committed) { (Get-FileHash -Path "$anew/$($file.Name)").Hash | Should -Be (Get-FileHash -Path $file.FullName).Hash -Because "$($file.Name) is made by build.ps1 Help" }
    }

    It 'is made of pages that PlatyPS accepts, with parameters in the order of PlatyPS' -ForEach $commands {
        Test-MarkdownCommandHelp -Path "$docs/$_.md" | Should -BeTrue
        $names = (Import-MarkdownCommandHelp -Path "$docs/$_.md" -WarningAction Ignore).Parameters.Name
        $names | Should -Be ($names | Sort-Object)
    }
}
