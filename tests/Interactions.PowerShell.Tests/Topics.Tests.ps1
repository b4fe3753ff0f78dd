# The about_ topics other than about_Interactions, and their examples that no other file runs.

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

Describe 'about_Interactions_Scaling in one process' {
    BeforeAll {
        $script:emulator = Start-Emulator
        $script:examples = [regex]::Matches((Get-Content -Path "$docs/about_Interactions_Scaling.md" -Raw), '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value }
        $script:shell = [powershell]::Create()
        $id = $emulator.ConversationId
        $other = Add-Conversation $emulator (1000..1006 | ConvertTo-Activity)
        'ConversationId', $id, $other | Set-Content -Path "$TestDrive/conversations.csv"
        # Runspaces of examples find the module by its name, as if it were installed.
        $script:path = $env:PSModulePath
        $env:PSModulePath = "$(Resolve-Path "$((Get-Module Interactions).ModuleBase)/../..")$([System.IO.Path]::PathSeparator)$path"
        $null = $shell.AddScript('param($folder, $emulator) Set-Location $folder; $id = $emulator.ConversationId
            Connect-InteractionEngine $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri').AddArgument($TestDrive).AddArgument($emulator).Invoke()

        function Invoke-Example([int] $Number) {
            $shell.Commands.Clear()
            $shell.AddScript($examples[$Number]).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
    }

    AfterAll {
        $env:PSModulePath = $path
        $shell.Dispose()
        Stop-Emulator $emulator
    }

    It 'runs: several conversations at once' {
        Invoke-Example 0 | ForEach-Object Count | Sort-Object | Should -Be 7, 50
    }

    It 'runs: more runspaces' {
        Invoke-Example 1 | ForEach-Object Count | Sort-Object | Should -Be 7, 50
    }

    It 'runs: an archive of each machine, and all of them read as one' {
        (Invoke-Example 3).Path | Should -BeLike '*archive-0*'
        (Invoke-Example 4).ConversationId | Select-Object -Unique | Should -HaveCount 1
    }

    It 'runs: choosing what to send' {
        (Invoke-Example 5)[0].PSObject.Properties.Name | Should -Be 'ConversationId', 'EventId', 'Text'
    }
}
