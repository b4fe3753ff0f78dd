# The published packages: packed here from the built module or, where nothing was built, those in out/packages.

BeforeDiscovery {
    $root = "$PSScriptRoot/../.."
    $script:isBuiltHere = Test-Path "$root/src/Interactions.PowerShell/obj/project.assets.json"
}

BeforeAll {
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    Import-Module "$PSScriptRoot/PowerShellHost.psm1"
    $script:root = "$(Resolve-Path "$PSScriptRoot/../..")"
    $script:manifest = Import-PowerShellDataFile "$root/Interactions.psd1"
    $script:module = "$root/out/Interactions/$($manifest.ModuleVersion)"
    $script:data = $manifest.PrivateData.PSData
    $script:isBuiltHere = Test-Path "$root/src/Interactions.PowerShell/obj/project.assets.json"
    $script:packages = "$root/out/packages"
    if ($isBuiltHere) {
        . "$root/build/Package.ps1"
        $packages = "$(New-Item -ItemType Directory "$TestDrive/packages")"
        Export-ModulePackage $module $packages
        Export-ProjectPackage Interactions.Emulator Release $packages
    }
    $script:content = "$TestDrive/content"
    [System.IO.Compression.ZipFile]::ExtractToDirectory("$packages/Interactions.$($manifest.ModuleVersion).nupkg", $content)
    $script:parts = '_rels/.rels', '[Content_Types].xml', 'Interactions.nuspec', 'package/services/metadata/core-properties/nuget.psmdcp'

    # The names of the files in a package, in the order of the package.
    function Get-Entry([string] $Package) {
        $zip = [System.IO.Compression.ZipFile]::OpenRead($Package)
        try { $zip.Entries.FullName } finally { $zip.Dispose() }
    }

    function Get-Sha256([string] $Path) { (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash.ToLowerInvariant() }

    # Runs a script in a PowerShell with an empty home directory, and returns its output.
    function Invoke-Elsewhere([string] $Script) {
        $before = $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath
        $env:HOME, $env:XDG_DATA_HOME = "$TestDrive", "$(New-Item -ItemType Directory "$TestDrive/.local/share" -Force)"
        $env:PSModulePath = "$TestDrive/Modules$([System.IO.Path]::PathSeparator)$env:PSModulePath"
        $command = [convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("`$ProgressPreference = 'SilentlyContinue'; `$ErrorActionPreference = 'Stop'`n$Script"))
        $powershell = Get-PowerShellHost
        try { & $powershell.FilePath $powershell.ArgumentList -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $command }
        finally { $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = $before }
    }
}

Describe 'The package of the module' {
    It 'holds what users need, and nothing else' {
        $shared = 'Interactions.Client', 'Interactions.Reports', 'Polly.Core', 'Microsoft.Extensions.DependencyInjection', 'Microsoft.Extensions.DependencyInjection.Abstractions',
            'Microsoft.Extensions.Http', 'Microsoft.Extensions.Logging', 'Microsoft.Extensions.Logging.Abstractions', 'Microsoft.Extensions.Options', 'Microsoft.Extensions.Primitives'
        $dependencies = @{
            'net8.0'         = $shared + 'Microsoft.Extensions.Configuration', 'Microsoft.Extensions.Configuration.Abstractions', 'Microsoft.Extensions.Configuration.Binder',
                'Microsoft.Extensions.Diagnostics', 'Microsoft.Extensions.Diagnostics.Abstractions', 'Microsoft.Extensions.Options.ConfigurationExtensions'
            'netstandard2.0' = $shared + 'Microsoft.Bcl.AsyncInterfaces', 'Microsoft.Bcl.TimeProvider', 'System.Buffers', 'System.ComponentModel.Annotations',
                'System.Diagnostics.DiagnosticSource', 'System.IO.Pipelines', 'System.Memory', 'System.Numerics.Vectors', 'System.Runtime.CompilerServices.Unsafe',
                'System.Text.Encodings.Web', 'System.Text.Json', 'System.Threading.Channels', 'System.Threading.Tasks.Extensions'
        }
        $expected = @(
            $parts
            'Interactions.psd1', 'Interactions.psm1', 'Core.ps1', 'Desktop.ps1', 'Interactions.Format.ps1xml', 'LICENSE', 'Interactions.spdx.json', 'Interactions.sha256'
            'en-US/Interactions.PowerShell.dll-Help.xml'
            Get-ChildItem "$root/docs/en-US/about_*.md" | ForEach-Object { "en-US/$($_.BaseName).help.txt" }
            foreach ($framework in $dependencies.Keys) {
                "$framework/Interactions.PowerShell.dll"
                "$framework/Interactions.Model.dll"
                $dependencies[$framework] | ForEach-Object { "$framework/dependencies/$_.dll" }
            }
        )
        Compare-Object $expected (Get-Entry "$packages/Interactions.$($manifest.ModuleVersion).nupkg") | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" } | Should -BeNullOrEmpty
    }

    It 'has the files that are built, byte for byte, but for the release notes' {
        foreach ($file in Get-ChildItem $module -Recurse -File | Where-Object Name -NE Interactions.psd1) {
            Get-Sha256 "$content/$($file.FullName.Substring($module.Length))" | Should -Be (Get-Sha256 $file.FullName) -Because $file.FullName
        }
        (Get-Content "$content/Interactions.psd1" -Raw) -replace "(?s)(?<=ReleaseNotes = ').*?(?='\n +\}\n)" | Should -BeExactly (Get-Content "$module/Interactions.psd1" -Raw)
    }

    It 'has release notes from CHANGELOG.md, in characters that Windows PowerShell reads' {
        $notes = (Import-PowerShellDataFile "$content/Interactions.psd1").PrivateData.PSData.ReleaseNotes
        $entry = ((Get-Content "$root/CHANGELOG.md" -Raw) -replace '\r' -split '(?m)^## ' -match "^\[$([regex]::Escape($manifest.ModuleVersion))\] - \d{4}-\d\d-\d\d\n")[0]
        $notes | Should -BeExactly ($entry -replace '^.*\n').Trim()
        $notes | Should -Not -Match '[^\x00-\x7e]'
        $notes.Length | Should -BeGreaterThan 200
    }

    It 'has the name, version, authors, tags, addresses and release notes' {
        $nuspec = ([xml](Get-Content "$content/Interactions.nuspec" -Raw)).package.metadata
        $nuspec.id | Should -BeExactly 'Interactions'
        $nuspec.version | Should -BeExactly $manifest.ModuleVersion
        $nuspec.authors | Should -BeExactly $manifest.Author
        $nuspec.description | Should -BeExactly $manifest.Description
        $nuspec.copyright | Should -BeExactly $manifest.Copyright
        $nuspec.tags | Should -BeExactly (@('PSModule') + $data.Tags -join ' ')
        $nuspec.releaseNotes | Should -BeExactly (Import-PowerShellDataFile "$content/Interactions.psd1").PrivateData.PSData.ReleaseNotes
        foreach ($name in 'ProjectUri', 'LicenseUri', 'IconUri') {
            $data.$name | Should -Match '^https://' -Because $name
            $element = $name -replace 'Uri', 'Url'
            $nuspec.$element | Should -BeExactly $data.$name
        }
        $data.Prerelease | Should -BeNullOrEmpty
    }

    It 'has a licence and an icon at the addresses in it' {
        foreach ($name in 'LicenseUri', 'IconUri') {
            $data.$name | Should -BeLike "$($data.ProjectUri)/*/main/*"
            "$root/$($data.$name -replace '.*/main/')" | Should -Exist
        }
        $icon = [System.IO.File]::ReadAllBytes("$root/docs/icon.png")
        [System.BitConverter]::ToString($icon, 1, 3) | Should -Be '50-4E-47'
        $icon[19], $icon[23] | Should -Be 128, 128 -Because 'it is a square of that many pixels'
        $icon.Length | Should -BeLessThan 10KB
    }

    It 'has the hash of every file, as sha256sum checks it' {
        $lines = [System.IO.File]::ReadAllText("$content/Interactions.sha256").TrimEnd("`n") -split '\n'
        foreach ($line in $lines) {
            $line | Should -Match '^[0-9a-f]{64}  \S'
            $hash, $name = $line -split '  ', 2
            Get-Sha256 "$content/$name" | Should -BeExactly $hash -Because $name
        }
        $others = Get-Entry "$packages/Interactions.$($manifest.ModuleVersion).nupkg" | Where-Object { $_ -notin $parts -and $_ -ne 'Interactions.sha256' }
        $lines -replace '^\S+  ' | Should -Be $others
    }

    It 'is what Publish-PSResource would push' {
        if (-not (Get-Command Compress-PSResource -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'this PSResourceGet has no Compress-PSResource'; return }
        $copy = New-Item -ItemType Directory "$TestDrive/copy/Interactions"
        Copy-Item "$content/*" $copy -Recurse
        $parts + 'package', '_rels' | Where-Object { Test-Path -LiteralPath "$copy/$_" } | ForEach-Object { Remove-Item -LiteralPath "$copy/$_" -Recurse -Force }
        $reference = Compress-PSResource $copy "$TestDrive/copy" -PassThru
        $ours = "$packages/$($reference.Name)"
        # Each tool adds the parts that make a zip file a package.
        $isPart = { $_ -match '^(_rels/|package/|\[Content_Types\])' }
        Get-Entry $ours | Where-Object { -not (& $isPart) } | Sort-Object | Should -Be (Get-Entry $reference.FullName | Where-Object { -not (& $isPart) } | Sort-Object)
        [System.IO.Compression.ZipFile]::ExtractToDirectory($reference.FullName, "$TestDrive/copy/reference")
        $said = ([xml](Get-Content "$content/Interactions.nuspec" -Raw)).package.metadata
        $expected = ([xml](Get-Content "$TestDrive/copy/reference/Interactions.nuspec" -Raw)).package.metadata
        foreach ($name in 'id', 'version', 'authors', 'licenseUrl', 'projectUrl', 'iconUrl', 'description', 'copyright', 'releaseNotes', 'tags') {
            "$($said.$name)" -replace '\r' | Should -BeExactly ("$($expected.$name)" -replace '\r') -Because $name
        }
    }
}

Describe 'The bill of materials' {
    BeforeAll {
        $script:sbom = [System.IO.File]::ReadAllText("$content/Interactions.spdx.json") | ConvertFrom-Json
        $script:own = $sbom.packages | Where-Object name -EQ Interactions
        $script:others = $sbom.packages | Where-Object name -NE Interactions
    }

    It 'is an SPDX 2.3 document of this version' {
        $sbom.spdxVersion, $sbom.dataLicense, $sbom.SPDXID | Should -BeExactly 'SPDX-2.3', 'CC0-1.0', 'SPDXRef-DOCUMENT'
        $own.versionInfo | Should -BeExactly $manifest.ModuleVersion
        $sbom.documentNamespace | Should -BeLike "https://*$($own.packageVerificationCode.packageVerificationCodeValue)"
        $ids = @($sbom.SPDXID) + $sbom.packages.SPDXID + $sbom.files.SPDXID
        $ids | Should -Match '^SPDXRef-[A-Za-z0-9.-]+$'
        ($ids | Sort-Object -Unique).Count | Should -Be $ids.Count
        $sbom.relationships | ForEach-Object { $_.spdxElementId; $_.relatedSpdxElement } | Sort-Object -Unique | Should -BeIn $ids
    }

    It 'lists every file with its hashes' {
        $sbom.files.fileName | Should -Be ([System.IO.File]::ReadAllText("$content/Interactions.sha256").TrimEnd("`n") -split '\n' -replace '^\S+  ', './' -ne './Interactions.spdx.json')
        foreach ($file in $sbom.files) {
            foreach ($sum in $file.checksums) { (Get-FileHash "$content/$($file.fileName)" -Algorithm $sum.algorithm).Hash | Should -Be $sum.checksumValue -Because $file.fileName }
            $file.checksums.algorithm | Should -Be 'SHA1', 'SHA256'
        }
    }

    It 'names the NuGet package, its version and licence for every third-party assembly' {
        $foreign = $sbom.files | Where-Object { $_.fileName -like '*.dll' -and $_.fileName -notlike '*/Interactions.*' }
        foreach ($file in $foreign) {
            $from = $sbom.relationships | Where-Object { $_.spdxElementId -eq $file.SPDXID -and $_.relationshipType -eq 'EXPANDED_FROM_ARCHIVE' }
            $package = $others | Where-Object SPDXID -EQ $from.relatedSpdxElement
            $file.fileName | Should -BeLike "*/$($package.name).dll"
        }
        ($sbom.relationships | Where-Object relationshipType -EQ DEPENDS_ON).relatedSpdxElement | Should -Be $others.SPDXID
        $others.licenseDeclared | Should -BeIn 'MIT', 'BSD-3-Clause' -Because 'these licences allow distribution with the module'
        $central = ([xml](Get-Content "$root/Directory.Packages.props" -Raw)).SelectNodes('//PackageVersion')
        foreach ($name in 'Polly.Core', 'Microsoft.Extensions.Http', 'System.Text.Json') {
            ($others | Where-Object name -EQ $name).versionInfo | Should -BeExactly ($central | Where-Object Include -EQ $name).Version
        }
    }
}

Describe 'Packaging' -Skip:(-not $isBuiltHere) {
    BeforeAll {
        $script:again = "$(New-Item -ItemType Directory "$TestDrive/again")"
        $script:later = "$TestDrive/later"
        Copy-Item $module $later -Recurse
        Get-ChildItem $later -Recurse -File | ForEach-Object { $_.LastWriteTime = '2031-03-04 05:06:07' }
    }

    It 'gives the same bytes from files with other times in another folder' {
        Export-ModulePackage $later $again | Get-FileHash | ForEach-Object Hash | Should -Be (Get-FileHash "$packages/Interactions.$($manifest.ModuleVersion).nupkg").Hash
    }

    It 'gives the same bytes for the emulator' {
        Export-ProjectPackage Interactions.Emulator Release $again | Get-FileHash | ForEach-Object Hash | Should -Be (Get-FileHash "$packages/Interactions.Emulator.$($manifest.ModuleVersion).nupkg").Hash
    }

    It 'refuses an assembly that is in no NuGet package of the build' {
        Copy-Item "$later/net8.0/Interactions.PowerShell.dll" "$later/net8.0/dependencies/Stray.dll"
        try { { Export-ModulePackage $later $again } | Should -Throw '*Stray.dll comes from no NuGet package*' }
        finally { Remove-Item "$later/net8.0/dependencies/Stray.dll" }
    }

    It 'refuses a version that is not in CHANGELOG.md' {
        { Get-Release "$root/CHANGELOG.md" '9.9.9' } | Should -Throw '*no entry*9.9.9*'
    }

    It 'uses assemblies that have the same bytes when compiled in another folder' {
        $source = New-Item -ItemType Directory "$TestDrive/elsewhere/src" -Force
        Copy-Item "$root/Directory.*.props", "$root/global.json", "$root/.editorconfig", "$root/Interactions.psd1" (Split-Path $source)
        foreach ($project in 'Interactions.Client', 'Interactions.Model') {
            $null = New-Item -ItemType Directory "$source/$project"
            Get-ChildItem "$root/src/$project" -Exclude bin, obj | Copy-Item -Destination "$source/$project" -Recurse
        }
        $built = "$module/net8.0/dependencies/Interactions.Client.dll"
        $commit = [System.Diagnostics.FileVersionInfo]::GetVersionInfo($built).ProductVersion -replace '^[^+]*\+?'
        $said = dotnet build "$source/Interactions.Client" --configuration Release --framework net8.0 --nologo --verbosity quiet -p:SourceRevisionId=$commit -p:RunAnalyzers=false 2>&1
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        Get-Sha256 "$source/Interactions.Client/bin/Release/net8.0/Interactions.Client.dll" | Should -Be (Get-Sha256 $built)
        Get-Sha256 "$source/Interactions.Model/bin/Release/net8.0/Interactions.Model.dll" | Should -Be (Get-Sha256 "$module/net8.0/Interactions.Model.dll")
    }
}

Describe 'The package of the emulator' {
    It 'holds what runs, and nothing else' {
        $files = Get-Entry "$packages/Interactions.Emulator.$($manifest.ModuleVersion).nupkg" | Where-Object { $_ -notin $parts }
        $files | Sort-Object | Should -Be @(
            'emulator.md', 'icon.png', 'Interactions.Emulator.nuspec', 'tools/net10.0/any/DotnetToolSettings.xml', 'tools/net10.0/any/Interactions.Emulator.deps.json'
            'tools/net10.0/any/Interactions.Emulator.dll', 'tools/net10.0/any/Interactions.Emulator.runtimeconfig.json'
        )
    }
}

Describe 'What a user installs' {
    BeforeAll {
        $script:hasInstaller = $null -ne (Get-Command Install-PSResource -ErrorAction Ignore)
        $modules = New-Item -ItemType Directory "$TestDrive/Modules"
        if ($hasInstaller) {
            # On Windows the folder of documents cannot be set, so the module is saved to a folder of the test.
            $install = if ($env:OS -eq 'Windows_NT') { "Save-PSResource -Path '$modules'" } else { 'Install-PSResource' }
            $script:said = Invoke-Elsewhere @"
                Register-PSResourceRepository InteractionsPackages '$packages' -Trusted -Force
                try { $install -Name Interactions -Repository InteractionsPackages } finally { Unregister-PSResourceRepository InteractionsPackages }
"@
        }
        else { Copy-Item $content "$(New-Item -ItemType Directory "$modules/Interactions")/$($manifest.ModuleVersion)" -Recurse }

        $config = New-Item "$TestDrive/tools.config" -Value "<configuration><packageSources><clear /><add key='packages' value='$packages' /></packageSources></configuration>"
        $script:toolSaid = dotnet tool install Interactions.Emulator --version $manifest.ModuleVersion --tool-path "$TestDrive/tools" --configfile $config --no-cache 2>&1
        $script:tool = "$TestDrive/tools/interactions-emulator"
    }

    It 'is the module, with Install-PSResource from a local repository' {
        if (-not $hasInstaller) { Set-ItResult -Skipped -Because 'Microsoft.PowerShell.PSResourceGet is missing' }
        $said | Should -BeNullOrEmpty
        @(Get-ChildItem $TestDrive -Recurse -Force -Filter Interactions.psd1 | Where-Object { $_.FullName -match '[\\/]Modules[\\/]Interactions[\\/]' }).Count | Should -Be 1
    }

    It 'imports in a new PowerShell, and has its cmdlets and their help' {
        $seen = Invoke-Elsewhere @'
            Import-Module Interactions
            $module = Get-Module Interactions
            ConvertTo-Json -Compress @{
                Base     = $module.ModuleBase
                Version  = "$($module.Version)"
                Commands = @($module.ExportedCommands.Keys | Sort-Object)
                Help     = @($module.ExportedCommands.Keys | Sort-Object | ForEach-Object { (Get-Help $_).Synopsis.Trim() })
                About    = "$(Get-Help about_Interactions)".Length
            }
'@ | ConvertFrom-Json
        $seen.Base.Replace('\', '/') | Should -BeLike "*/$((Get-Item $TestDrive).Name)/*/Interactions/$($manifest.ModuleVersion)"
        $seen.Version | Should -BeExactly $manifest.ModuleVersion
        $seen.Commands | Should -BeExactly ($manifest.CmdletsToExport | Sort-Object)
        $seen.Help.Count | Should -Be $seen.Commands.Count
        $seen.Help | Should -Match '^[A-Z][^.]+\.$'
        $seen.About | Should -BeGreaterThan 1000
    }

    It 'is the emulator, as the .NET tool interactions-emulator' {
        $tool | Get-Command | Should -Not -BeNullOrEmpty -Because ($toolSaid -join "`n")
        $help = & $tool --help
        $LASTEXITCODE | Should -Be 0
        $help -join "`n" | Should -Match '--port N'
    }

    It 'reads a conversation with the installed module from the installed emulator' {
        $lines = "$TestDrive/emulator.txt"
        $emulator = Start-Process $tool -ArgumentList '--port', 0, '--activities', 30, '--page-cap', 7, '--parent', $PID -RedirectStandardOutput $lines -PassThru
        try {
            $deadline = [datetime]::UtcNow.AddSeconds(20)
            while ("$(Get-Content $lines -ErrorAction Ignore)" -notmatch 'Press Ctrl' -and [datetime]::UtcNow -lt $deadline) { Start-Sleep -Milliseconds 50 }
            $told = @{}
            Get-Content $lines | Where-Object { $_ -match '^(?<name>[^:]+):\s+(?<value>\S+)' } | ForEach-Object { $told[$Matches.name] = $Matches.value }
            Invoke-Elsewhere @"
                Import-Module Interactions
                `$secret = ConvertTo-SecureString '$($told.'Client secret')' -AsPlainText -Force
                Connect-InteractionEngine -Credential ([pscredential]::new('$($told.'Client id')', `$secret)) -Uri $($told.Engine) -IdentityUri $($told.Engine)
                @(Get-InteractionActivity -ConversationId $($told.Conversation) -All).Count
"@ | Should -Be 30
        }
        finally { $emulator | Stop-Process }
    }
}
