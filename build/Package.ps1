<#
.SYNOPSIS
    Makes what is published from what is built, the same bytes each time.
.DESCRIPTION
    The SDK packs, with the day of the release as the time of every file. Beside the module's files its package holds the release notes
    of CHANGELOG.md (in the manifest), a bill of materials (Interactions.spdx.json), and the hashes of its files (Interactions.sha256,
    which sha256sum --check takes). It holds no Windows catalog, because a catalog is made on Windows only and has the time and a
    random number in it.
#>

. "$PSScriptRoot/Sbom.ps1"

# The entry of CHANGELOG.md for a version: its day, and its text as the release notes.
function Get-Release([string] $Path, [string] $Version) {
    $entry = [regex]::Match((Get-Content -Path $Path -Raw), "(?ms)^## \[$([regex]::Escape($Version))\] - (?<day>[\d-]{10})\r?\n(?<notes>.*?)(?=^## |^\[[^]]+\]: |\z)")
    if (-not $entry.Success) { throw "CHANGELOG.md has no entry '## [$Version] - <day>'." }
    $day = [datetime]::ParseExact($entry.Groups['day'].Value, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    @{ Time = [datetimeoffset]::new($day, [timespan]::Zero); Notes = $entry.Groups['notes'].Value.Replace("`r", '').Trim() }
}

# Packs a project, and gives the package.
function Export-Package([string] $Project, [string] $Destination, [hashtable] $Release, [hashtable] $Property = @{}, [string[]] $Option = @()) {
    $properties = $Property + @{ DeterministicTimestamp = $Release.Time.ToUnixTimeSeconds() }
    # MSBuild takes a semicolon or a comma for the start of another property.
    $given = $properties.Keys | Sort-Object | ForEach-Object { "-p:$_=$("$($properties[$_])".Replace('%', '%25').Replace(';', '%3B').Replace(',', '%2C'))" }
    $before = Get-ChildItem -Path "$Destination/*.nupkg"
    $said = dotnet pack $Project --nologo --output $Destination @given @Option 2>&1
    if ($LASTEXITCODE) { throw ($said -join "`n") }
    Get-ChildItem -Path "$Destination/*.nupkg" | Where-Object FullName -NotIn $before.FullName
}

function Export-ModulePackage([string] $Module, [string] $Destination) {
    $root = Split-Path -Path $PSScriptRoot
    $manifest = Import-PowerShellDataFile -Path "$Module/Interactions.psd1"
    $data = $manifest.PrivateData.PSData
    $release = Get-Release "$root/CHANGELOG.md" $manifest.ModuleVersion

    $staged = "$root/out/packed"
    Remove-Item -Path $staged -Recurse -Force -ErrorAction Ignore
    Copy-Item -Path $Module -Destination $staged -Recurse
    $text = [System.IO.File]::ReadAllText("$staged/Interactions.psd1")
    $place = [regex]"(?<=\bReleaseNotes += ')(?=')"
    if (-not $place.IsMatch($text)) { throw 'Interactions.psd1 has no empty ReleaseNotes to put the release notes into.' }
    Write-Utf8 "$staged/Interactions.psd1" $place.Replace($text, $release.Notes.Replace("'", "''").Replace('$', '$$'))
    Write-Utf8 "$staged/Interactions.spdx.json" (ConvertTo-Spdx (Get-PackedFile $staged) $manifest $release.Time (Get-NuGetAssembly "$root/src/Interactions.PowerShell"))
    Write-Utf8 "$staged/Interactions.sha256" (-join (Get-PackedFile $staged | ForEach-Object { "$(Get-Hash SHA256 $_.Path)  $($_.Name)`n" }))

    Export-Package -Project "$PSScriptRoot/Interactions.Module.csproj" -Destination $Destination -Release $release -Property @{
        ModuleFolder        = $staged
        Authors             = $manifest.Author
        Copyright           = $manifest.Copyright
        Description         = $manifest.Description
        PackageTags         = @('PSModule') + $data.Tags -join ' '
        PackageProjectUrl   = $data.ProjectUri
        PackageLicenseUrl   = $data.LicenseUri
        PackageIconUrl      = $data.IconUri
        PackageReleaseNotes = $release.Notes
    }
}

# The emulator, which is a .NET tool, and the libraries: what the SDK has built is packed as it is.
function Export-ProjectPackage([string] $Project, [string] $Configuration, [string] $Destination) {
    $root = Split-Path -Path $PSScriptRoot
    $manifest = Import-PowerShellDataFile -Path "$root/Interactions.psd1"
    $release = Get-Release "$root/CHANGELOG.md" $manifest.ModuleVersion
    $property = @{ PackageProjectUrl = $manifest.PrivateData.PSData.ProjectUri }
    Export-Package -Project "$root/src/$Project" -Destination $Destination -Release $release -Property $property -Option '--configuration', $Configuration, '--no-build'
}

# The files of a folder, by their names in a package, in one order on every platform.
function Get-PackedFile([string] $Folder) {
    $files = [System.Collections.Generic.SortedDictionary[string, string]]::new([System.StringComparer]::Ordinal)
    foreach ($file in Get-ChildItem -Path $Folder -Recurse -File) { $files[[System.IO.Path]::GetRelativePath($Folder, $file.FullName).Replace('\', '/')] = $file.FullName }
    $files.Keys | ForEach-Object { [pscustomobject]@{ Name = $_; Path = $files[$_] } }
}

# Text as every platform writes it: UTF-8, and lines that end as they do in the repository.
function Write-Utf8([string] $Path, [string] $Text) { [System.IO.File]::WriteAllText($Path, $Text.Replace("`r`n", "`n")) }
