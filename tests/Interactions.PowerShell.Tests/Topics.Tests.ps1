# The about_ topics other than about_Interactions. Examples.Tests.ps1 runs their examples.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:topics = (Get-ChildItem "$PSScriptRoot/../../docs/en-US/about_Interactions_*.md").BaseName
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:docs = "$PSScriptRoot/../../docs/en-US"
}

Describe '<_>' -ForEach $topics {
    BeforeAll {
        $script:page = Get-Content -Path "$docs/$_.md" -Raw
        $script:built = Get-Content -Path "$((Get-Module Interactions).ModuleBase)/en-US/$_.help.txt"
    }

    It 'has a synopsis in the line that Get-Help reads' {
        $built[4] | Should -Match '^ +Reads .{20,70}\.$'
    }

    It 'has the sections of an about topic' {
        $sections = [regex]::Matches($page, '(?m)^## (.*?)\r?$').ForEach{ $_.Groups[1].Value }
        $sections[0..1] | Should -Be 'SHORT DESCRIPTION', 'LONG DESCRIPTION'
        $sections[-1] | Should -Be 'SEE ALSO'
        $page -replace '(?s).*SEE ALSO' | Should -Match '(?m)^- about_Interactions\r?$'
    }

    It 'is plain text in ASCII, in lines of less than 80 characters' {
        $built | ForEach-Object Length | Should -BeLessThan 80
        $built -match '```|^#|\*\*|\]\(|TODO|[^\x00-\x7f]' | Should -BeNullOrEmpty
    }

    It 'names only cmdlets, parameters and errors that exist' {
        $cmdlets = Get-Command -Module Interactions, Interactions.PowerShell
        foreach ($name in [regex]::Matches($page, '\b[A-Z]\w+-Interaction\w*').Value) { $name | Should -BeIn $cmdlets.Name }
        foreach ($line in $page -split '\n' -match '-Interaction\w+ ') {
            $command = $cmdlets | Where-Object Name -EQ ([regex]::Match($line, '\w+-Interaction\w+').Value)
            foreach ($parameter in [regex]::Matches(($line -replace '.*?\w+-Interaction\w+' -replace '\|.*'), '(?<= -)[A-Z]\w+').Value) { $command.Parameters.Keys | Should -Contain $parameter }
        }
    }

    It 'has examples that are valid scripts' {
        foreach ($block in [regex]::Matches($page, '(?ms)^```powershell\n(.*?)^```')) {
            $problems = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($block.Groups[1].Value, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty
        }
    }
}
