#Requires -Version 7.2
<#
.SYNOPSIS
    Builds, tests, shows and packages the Interactions module.
.DESCRIPTION
    Build    the module in out/Interactions/<version>, and the emulator
    Help     the module's help, from docs/en-US
    Test     everything: xunit, Pester against the built module, script analysis, the help contract
    Demo     builds, starts the emulator, connects, and prints a conversation
    Bench    measures, and writes the tables of docs/performance.md
    Package  what is published, in out/packages: the module, and the emulator as a .NET tool
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'Configuration', Justification = 'The tasks use it.')]
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Help', 'Test', 'Demo', 'Bench', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$version = (Import-PowerShellDataFile -Path "$root/Interactions.psd1").ModuleVersion
$module = "$root/out/Interactions/$version"
$frameworks = 'net8.0', 'netstandard2.0'

# Runs a tool, and shows what it says only where it fails.
function Invoke-Tool([scriptblock] $Tool) {
    $said = & $Tool 2>&1
    if ($LASTEXITCODE) { $said | Out-Host; Exit-Build "Failed with exit code ${LASTEXITCODE}:$Tool" }
}

# Finds a module where it is installed, else installs it from the PowerShell Gallery, else says what is missing.
function Import-Tool([string] $Name, [version] $MinimumVersion) {
    $found = Get-Module -ListAvailable -Name $Name | Where-Object Version -GE $MinimumVersion
    if (-not $found) {
        try { Install-PSResource -Name $Name -Version "[$MinimumVersion, )" -Repository PSGallery -TrustRepository -Quiet }
        catch { Exit-Build "$Name $MinimumVersion or later is missing, and could not be installed from the PowerShell Gallery." }
    }
    Import-Module -Name $Name -MinimumVersion $MinimumVersion
}

function Exit-Build([string] $Message) {
    [Console]::Error.WriteLine($Message)
    exit 1
}

function Build {
    Invoke-Tool { dotnet build "$root/Interactions.PowerShell.sln" --configuration $Configuration --nologo --verbosity quiet }
    Remove-Item -Path "$root/out/Interactions" -Recurse -Force -ErrorAction Ignore
    foreach ($framework in $frameworks) {
        $built = "$root/src/Interactions.PowerShell/bin/$Configuration/$framework"
        $null = New-Item -ItemType Directory -Path "$module/$framework/dependencies" -Force
        Copy-Item -Path "$built/Interactions.PowerShell.dll" -Destination "$module/$framework"
        Copy-Item -Path "$built/*.dll" -Exclude 'Interactions.PowerShell.dll' -Destination "$module/$framework/dependencies"
    }
    Copy-Item -Path "$root/Interactions.psd1", "$root/LICENSE" -Destination $module
    Copy-Item -Path "$root/module/*" -Destination $module -Recurse
}

function Help {
    Import-Tool Microsoft.PowerShell.PlatyPS 1.0.1
    # The cmdlets belong to the module that exports them, so this is where both editions look for their help.
    $help = New-Item -ItemType Directory -Path "$module/en-US" -Force
    $pages = Get-ChildItem "$root/docs/en-US/*-*.md" | ForEach-Object { Import-MarkdownCommandHelp -Path $_ }
    $maml = [xml](Get-Content -Path ($pages | Export-MamlCommandHelp -OutputFolder "$root/out/help" -Force) -Raw)
    Complete-Maml $maml $pages
    $maml.Save("$help/Interactions.PowerShell.dll-Help.xml")
    foreach ($topic in Get-ChildItem "$root/docs/en-US/about_*.md") {
        # Headings lose their hashes, and the lines below them are set in; code loses its fences, and is set in twice.
        $isCode = $false
        (Get-Content -Path $topic -Raw) -replace '^# ', "# TOPIC`n" -replace '(?m)^(#.*)\n\n', "`$1`n" -split '\n' | ForEach-Object {
            if ($_ -match '^```') { $isCode = -not $isCode }
            elseif ($isCode) { ' ' * 8 + $_ }
            else { if ($_ -match '^#+ (.*)') { $Matches[1] } else { ' ' * 4 + $_ } }
        } | ForEach-Object TrimEnd | Set-Content -Path "$help/$($topic.BaseName).help.txt"
    }
}

# Get-Help shows plain text: paragraphs lose their line ends, links their addresses, and code its marks.
function ConvertTo-PlainText([string] $Markdown) {
    $Markdown -replace '(?<=\S)\r?\n(?: {2})?(?=\S)(?!- )', ' ' -replace '\[([^]]+)\]\([^)]+\)', '$1' -replace '`'
}

# What PlatyPS leaves undone: plain text, code and words of examples apart, defaults, short names of types, links without files.
function Complete-Maml([xml] $Maml, [object[]] $Pages) {
    $names = [System.Xml.XmlNamespaceManager]::new($Maml.NameTable)
    'command', 'dev', 'maml' | ForEach-Object { $names.AddNamespace($_, $Maml.DocumentElement.GetNamespaceOfPrefix($_)) }
    $add = { param($parent, $prefix, $name, $text) $parent.AppendChild($Maml.CreateElement($prefix, $name, $names.LookupNamespace($prefix))).InnerText = $text }
    foreach ($text in $Maml.SelectNodes('//maml:para', $names)) { $text.InnerText = ConvertTo-PlainText $text.InnerText }
    foreach ($link in $Maml.SelectNodes('//maml:navigationLink', $names)) {
        if ($link.linkText -eq 'Online Version') { $null = $link.ParentNode.RemoveChild($link) } else { $link['maml:uri'].IsEmpty = $true }
    }
    foreach ($command in $Maml.SelectNodes('//command:command', $names)) {
        $page = $Pages | Where-Object Title -EQ $command.details.name
        $examples = $command.SelectNodes('.//command:example', $names)
        for ($i = 0; $i -lt $examples.Count; $i++) {
            $null, $code, $words = $page.Examples[$i].Remarks -split '(?m)^```\w*\r?\n?'
            $null = $examples[$i].RemoveChild($examples[$i]['maml:introduction'])
            $examples[$i]['dev:code'].InnerText = $code.TrimEnd()
            $words = @((ConvertTo-PlainText (-join $words)).Trim() -split '(?:\r?\n){2,}'; '')
            foreach ($paragraph in $words) { & $add $examples[$i]['dev:remarks'] maml para $paragraph }
        }
        foreach ($parameter in $command.SelectNodes('command:parameters/command:parameter', $names)) {
            $type = $command.SelectSingleNode(".//command:syntaxItem/command:parameter[maml:name='$($parameter.name)']/command:parameterValue", $names)
            if ($type) { $parameter.parameterValue.InnerText = $type.InnerText }
            & $add $parameter dev defaultValue ($page.Parameters | Where-Object Name -EQ $parameter.name).DefaultValue
        }
    }
}

function Test {
    Import-Tool Pester 5.5.0
    Import-Tool PSScriptAnalyzer 1.21.0
    $results = "$root/out/TestResults"
    Remove-Item -Path $results -Recurse -Force -ErrorAction Ignore
    dotnet test "$root/Interactions.PowerShell.sln" --no-build '-maxcpucount:1' --configuration $Configuration --nologo --logger trx --results-directory $results
    $counts = @(Get-ChildItem -Path "$results/*.trx" | ForEach-Object { ([xml](Get-Content -Path $_ -Raw)).TestRun.ResultSummary.Counters })
    $passed = ($counts.passed | Measure-Object -Sum).Sum
    $failed = ($counts.failed | Measure-Object -Sum).Sum
    $skipped = ($counts | ForEach-Object { $_.total - $_.executed } | Measure-Object -Sum).Sum
    if ($counts.Count -eq 0 -or ($LASTEXITCODE -and -not $failed)) { Exit-Build 'The xunit tests did not run to their end.' }

    # The tests run as they do on their own, in a session that goes on after an error.
    $ErrorActionPreference = 'Continue'
    $pester = Invoke-Pester -Configuration @{
        Run    = @{ Path = "$root/tests/Interactions.PowerShell.Tests"; PassThru = $true }
        Output = @{ Verbosity = if ($env:CI) { 'Normal' } else { 'Detailed' }; CIFormat = 'None' }
    }
    $passed += $pester.PassedCount
    $failed += $pester.FailedCount + $pester.FailedBlocksCount + $pester.FailedContainersCount
    $skipped += $pester.SkippedCount + $pester.NotRunCount + $pester.InconclusiveCount
    "$passed passed, $failed failed, $skipped skipped"
    exit [int]($failed -gt 0 -or $pester.PassedCount -eq 0)
}

function Demo {
    Import-Module "$module/Interactions.psd1", "$root/tests/Interactions.PowerShell.Tests/Emulator.psm1" -Force
    $emulator = Start-Emulator -Configuration $Configuration
    try {
        Connect-InteractionEngine -Credential $emulator.Credential -Uri $emulator.Uri -IdentityUri $emulator.Uri
        Get-InteractionActivity -ConversationId $emulator.ConversationId -All | Out-Default
    }
    finally {
        Disconnect-InteractionEngine
        Stop-Emulator $emulator
    }
}

function Bench {
    & "$root/tests/Interactions.Benchmarks/Bench.ps1" -Module "$module/Interactions.psd1" -Configuration $Configuration -OutFile "$root/docs/performance.md" -ShownIn "$root/README.md"
}

function Package {
    . "$root/build/Package.ps1"
    $packages = "$root/out/packages"
    Remove-Item -Path $packages -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory -Path $packages
    Export-ModulePackage $module $packages
    Export-EmulatorPackage $Configuration $packages
}

switch ($Task) {
    Build { Build }
    Help { Build; Help }
    Test { Build; Help; Test }
    Demo { Build; Demo }
    Bench { Build; Bench }
    Package { Build; Help; Package }
}
