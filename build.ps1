#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, shows and packages the Interactions module.
.DESCRIPTION
    Build    the module in out/Interactions/<version>, and the emulator
    Test     everything: xunit, Pester against the built module, script analysis where PSScriptAnalyzer is installed
    Demo     builds, starts the emulator, connects, and prints a conversation
    Help     makes the help in module/en-US anew from docs/en-US; needs Microsoft.PowerShell.PlatyPS
    Bench    measures, and writes the tables of docs/performance.md
    Package  what is published, in out/packages: the module, the emulator as a .NET tool, and the libraries
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'Configuration', Justification = 'The tasks use it.')]
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Help', 'Bench', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$version = (Import-PowerShellDataFile -Path "$root/Interactions.psd1").ModuleVersion
$module = "$root/out/Interactions/$version"
$frameworks = 'net8.0', 'netstandard2.0'

function Exit-Build([string] $Message) {
    [Console]::Error.WriteLine($Message)
    exit 1
}

# Ends with one line where a build could not succeed: without the SDK that global.json asks for, or without packages.
function Assert-Sdk {
    $needed = (Get-Content -Path "$root/global.json" -Raw | ConvertFrom-Json).sdk.version
    $missing = "The .NET $(([version] $needed).Major) SDK is missing. Install it from https://dotnet.microsoft.com/download and run this again."
    if (-not (Get-Command -Name dotnet -CommandType Application -ErrorAction Ignore)) { Exit-Build $missing }
    # Where no installed SDK fits global.json, this fails, too.
    Push-Location -Path $root
    try { $null = dotnet --version 2>&1 } finally { Pop-Location }
    if ($LASTEXITCODE) { Exit-Build $missing }
}

# Runs a tool, and shows what it says only where it fails.
function Invoke-Tool([scriptblock] $Tool) {
    $said = & $Tool 2>&1
    if (-not $LASTEXITCODE) { return }
    if ("$said" -match '\bNU1301\b') { Exit-Build 'NuGet packages are missing and could not be downloaded. Check the connection to the network, or the NuGet sources, and run this again.' }
    $said | Out-Host
    Exit-Build "Failed with exit code ${LASTEXITCODE}:$Tool"
}

function Build {
    Assert-Sdk
    Invoke-Tool { dotnet build "$root/Interactions.PowerShell.sln" --configuration $Configuration --nologo --verbosity quiet }
    Remove-Item -Path "$root/out/Interactions" -Recurse -Force -ErrorAction Ignore
    foreach ($framework in $frameworks) {
        $built = "$root/src/Interactions.PowerShell/bin/$Configuration/$framework"
        $null = New-Item -ItemType Directory -Path "$module/$framework/dependencies" -Force
        Copy-Item -Path "$built/Interactions.PowerShell.dll", "$built/Interactions.Model.dll" -Destination "$module/$framework"
        Copy-Item -Path "$built/*.dll" -Exclude 'Interactions.PowerShell.dll', 'Interactions.Model.dll' -Destination "$module/$framework/dependencies"
    }
    Copy-Item -Path "$root/Interactions.psd1", "$root/LICENSE" -Destination $module
    Copy-Item -Path "$root/module/*" -Destination $module -Recurse
}

function Help {
    try { Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.1 }
    catch { Exit-Build 'Microsoft.PowerShell.PlatyPS 1.0.1 or later is missing. Run: Install-PSResource Microsoft.PowerShell.PlatyPS' }
    . "$root/build/Help.ps1"
    Export-CommandHelp "$root/docs/en-US" "$root/module/en-US"
    Export-TopicHelp "$root/docs/en-US" "$root/module/en-US"
}

function Test {
    # In the invariant culture, which a bare machine has, PowerShell breaks the lines of tables and help in the middle of words.
    if (-not [cultureinfo]::CurrentCulture.Name) {
        [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = 'en-US'
        $env:LANG = 'en_US.UTF-8'
    }
    $results = "$root/out/TestResults"
    Remove-Item -Path $results -Recurse -Force -ErrorAction Ignore
    dotnet test "$root/Interactions.PowerShell.sln" --no-build '-maxcpucount:1' --configuration $Configuration --nologo --logger trx --results-directory $results
    $counts = @(Get-ChildItem -Path "$results/*.trx" | ForEach-Object { ([xml](Get-Content -Path $_ -Raw)).TestRun.ResultSummary.Counters })
    $passed = ($counts.passed | Measure-Object -Sum).Sum
    $failed = ($counts.failed | Measure-Object -Sum).Sum
    $skipped = ($counts | ForEach-Object { $_.total - $_.executed } | Measure-Object -Sum).Sum
    if ($counts.Count -eq 0 -or ($LASTEXITCODE -and -not $failed)) { Exit-Build 'The xunit tests did not run to their end.' }

    # Pester is restored with the other packages, so that every machine runs the same.
    Import-Module -Name (dotnet msbuild "$root/tests/Interactions.PowerShell.Tests" -getProperty:PesterPath)
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
    'Interactions.Model', 'Interactions.Client', 'Interactions.Emulator' | ForEach-Object { Export-ProjectPackage $_ $Configuration $packages }
}

if ($Task -notin 'Build', 'Help') { Build }
& $Task
