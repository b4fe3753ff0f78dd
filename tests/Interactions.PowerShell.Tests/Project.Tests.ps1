BeforeDiscovery {
    $script:hasAnalyzer = [bool] (Get-Module -ListAvailable -Name PSScriptAnalyzer)
    $script:reason = if (-not $hasAnalyzer) { ' (skipped: PSScriptAnalyzer is not installed)' }
    $script:scripts = Get-Item "$PSScriptRoot/../../build.ps1", "$PSScriptRoot/../../build/*", "$PSScriptRoot/../../out/Interactions/*/*", "$PSScriptRoot/*" |
        Where-Object Extension -In '.ps1', '.psm1', '.psd1' | ForEach-Object { @{ Script = $_ } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:root = Resolve-Path "$PSScriptRoot/../.."
    $script:module = Get-Module Interactions
    $script:manifest = Import-PowerShellDataFile "$root/Interactions.psd1"
}

Describe "The scripts of the project, analysed$reason" -Skip:(-not $hasAnalyzer) {
    It 'pass PSScriptAnalyzer: <script.Name>' -ForEach $scripts {
        Invoke-ScriptAnalyzer -Path $script.FullName | ForEach-Object { "$($_.RuleName), line $($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'have the syntax of Windows PowerShell 5.1 where the module loads them: <_>' -ForEach 'Interactions.psm1', 'Core.ps1', 'Desktop.ps1', 'Interactions.psd1' {
        $rule = @{ Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = '5.1', '7.4' } } }
        Invoke-ScriptAnalyzer -Path "$($module.ModuleBase)/$_" -Settings $rule | Should -BeNullOrEmpty
    }

    It 'have the syntax of Windows PowerShell 5.1: <script.Name>' -ForEach @($scripts | Where-Object { $_.Script.Directory.Name -eq 'Interactions.PowerShell.Tests' }) {
        $rule = @{ Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = '5.1', '7.4' } } }
        Invoke-ScriptAnalyzer -Path $script.FullName -Settings $rule | ForEach-Object { "line $($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
    }
}

Describe 'The scripts of the project' {
    It 'import the module that is built, never a bin folder: <script.Name>' -ForEach @($scripts | Where-Object { $_.Script.Name -like '*.Tests.ps1' -or $_.Script.Name -eq 'Suite.psm1' }) {
        $tokens = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($script.FullName, [ref] $tokens, [ref] $null)
        $imports = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -in 'Import-Module', 'Add-Type' }, $true)
        $imports.Extent.Text | Where-Object { $_ -match '[\\/]bin[\\/]' } | Should -BeNullOrEmpty
    }
}

Describe 'The library for C# programs' {
    It 'shows in its README the example that docs/samples/quickstart.cs runs' {
        $example = [regex]::Match((Get-Content "$root/src/Interactions.Client/README.md" -Raw), '(?s)```csharp\n(.*?)```').Groups[1].Value
        $sample = Get-Content "$root/docs/samples/quickstart.cs" -Raw
        $usings, $code = $example -split '\n\n', 2
        $sample.EndsWith($code) | Should -BeTrue -Because "this is not the end of the sample:`n$code"
        foreach ($using in $usings -split '\n') { $sample -split '\n' | Should -Contain $using }
    }
}

Describe 'The built module' {
    It 'is in a folder named after the version in the manifest' {
        $module.ModuleBase | Should -BeExactly (Join-Path $root "out/Interactions/$($manifest.ModuleVersion)")
        "$($module.Version)" | Should -BeExactly $manifest.ModuleVersion
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest "$($module.ModuleBase)/Interactions.psd1" -ErrorAction Stop).Version | Should -Be $manifest.ModuleVersion
    }

    It 'exports every cmdlet that it has, and names each in the manifest' {
        $cmdlets = (Get-Command -Module Interactions, Interactions.PowerShell -CommandType Cmdlet).Name | Sort-Object -Unique
        $cmdlets | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $assembly = $module.NestedModules.Where({ $_.Name -eq 'Interactions.PowerShell' })[0].ImplementingAssembly
        $built = $assembly.GetExportedTypes() | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $built | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'exports nothing else' {
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
        foreach ($kind in 'Functions', 'Aliases', 'Variables') { $manifest."${kind}ToExport" | Should -BeNullOrEmpty -Because $kind }
    }

    It 'names its cmdlets with approved verbs and nouns in the singular' {
        $verbs = (Get-Verb).Verb
        foreach ($name in $manifest.CmdletsToExport) {
            $verb, $noun = $name -split '-'
            $verb | Should -BeIn $verbs
            $noun | Should -Match '^Interaction[A-Z][a-z]+$'
            $noun | Should -Not -Match 's$'
        }
    }

    It 'still has its cmdlets after a second import' {
        Invoke-Child @{ MODULE = "$($module.ModuleBase)/Interactions.psd1" } {
            Remove-Module Interactions
            Import-Module $env:MODULE -Force
            Import-Module $env:MODULE -Force
            (Get-Command -Module Interactions).Count
        } | Should -Be "$($manifest.CmdletsToExport.Count)"
    }
}
