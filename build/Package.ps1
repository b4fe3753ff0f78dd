<#
.SYNOPSIS
    Makes what is published from what is built, the same bytes each time.
.DESCRIPTION
    The module's package is laid out as Compress-PSResource lays it out, but does not need it: entries are sorted, and their time is the
    day of the release. Beside the module's files it holds the release notes of CHANGELOG.md (in the manifest), a bill of materials
    (Interactions.spdx.json, SPDX 2.3), and the hashes of its files (Interactions.sha256, which sha256sum --check takes). A Windows
    catalog would have a time and a random number in it, could be made on Windows only, and says no more as long as nobody signs it.
#>

# The entry of CHANGELOG.md for a version: its day, and its text as the release notes.
function Get-Release([string] $Path, [string] $Version) {
    $entry = [regex]::Match((Get-Content -Path $Path -Raw), "(?ms)^## \[$([regex]::Escape($Version))\] - (?<day>[\d-]{10})\r?\n(?<notes>.*?)(?=^## |^\[[^]]+\]: |\z)")
    if (-not $entry.Success) { throw "CHANGELOG.md has no entry '## [$Version] - <day>'." }
    $day = [datetime]::ParseExact($entry.Groups['day'].Value, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    @{ Time = [datetimeoffset]::new($day, [timespan]::Zero); Notes = $entry.Groups['notes'].Value.Replace("`r", '').Trim() }
}

function Export-ModulePackage([string] $Module, [string] $Destination) {
    $root = Split-Path -Path $PSScriptRoot
    $manifest = Import-PowerShellDataFile -Path "$Module/Interactions.psd1"
    $release = Get-Release "$root/CHANGELOG.md" $manifest.ModuleVersion
    $entries = [System.Collections.Generic.SortedDictionary[string, byte[]]]::new([System.StringComparer]::Ordinal)
    foreach ($file in Get-ChildItem -Path $Module -Recurse -File) {
        $entries[[System.IO.Path]::GetRelativePath($Module, $file.FullName).Replace('\', '/')] = [System.IO.File]::ReadAllBytes($file.FullName)
    }
    $text = [System.Text.Encoding]::UTF8.GetString($entries['Interactions.psd1'])
    $place = [regex]"(?<=\bReleaseNotes += ')(?=')"
    if (-not $place.IsMatch($text)) { throw 'Interactions.psd1 has no empty ReleaseNotes to put the release notes into.' }
    $entries['Interactions.psd1'] = ConvertTo-Utf8 $place.Replace($text, $release.Notes.Replace("'", "''").Replace('$', '$$'))
    $assemblies = Get-NuGetAssembly "$root/src/Interactions.PowerShell"
    $entries['Interactions.spdx.json'] = ConvertTo-Utf8 (ConvertTo-Spdx -Entries $entries -Manifest $manifest -Time $release.Time -Assemblies $assemblies)
    $entries['Interactions.sha256'] = ConvertTo-Utf8 (-join ($entries.Keys | ForEach-Object { "$(Get-Hash SHA256 $entries[$_])  $_`n" }))
    Add-NuGetPart -Entries $entries -Manifest $manifest -Notes $release.Notes
    $path = "$Destination/Interactions.$($manifest.ModuleVersion).nupkg"
    $zip = [System.IO.Compression.ZipArchive]::new([System.IO.File]::Create($path), 'Create')
    try {
        foreach ($name in $entries.Keys) {
            $entry = $zip.CreateEntry($name, 'SmallestSize')
            $entry.LastWriteTime = $release.Time
            $entry.ExternalAttributes = 0x81a40000 # A file that its owner may write and all may read.
            $stream = $entry.Open()
            $stream.Write($entries[$name])
            $stream.Dispose()
        }
    }
    finally { $zip.Dispose() }
    Get-Item -Path $path
}

# What makes a zip file a NuGet package: a nuspec with the manifest's words, as PSResourceGet writes it, and three parts that say so.
function Add-NuGetPart([System.Collections.IDictionary] $Entries, [hashtable] $Manifest, [string] $Notes) {
    $data = $Manifest.PrivateData.PSData
    $say = { [System.Security.SecurityElement]::Escape($args[0]) }
    $tags = & $say (@('PSModule') + $data.Tags -join ' ')
    $header = '<?xml version="1.0" encoding="utf-8"?>'
    $schemas = 'http://schemas.openxmlformats.org/package/2006'
    $Entries['Interactions.nuspec'] = ConvertTo-Utf8 @"
$header
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>Interactions</id>
    <version>$($Manifest.ModuleVersion)</version>
    <authors>$(& $say $Manifest.Author)</authors>
    <owners>$(& $say $Manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <licenseUrl>$(& $say $data.LicenseUri)</licenseUrl>
    <projectUrl>$(& $say $data.ProjectUri)</projectUrl>
    <iconUrl>$(& $say $data.IconUri)</iconUrl>
    <description>$(& $say $Manifest.Description)</description>
    <releaseNotes>$(& $say $Notes)</releaseNotes>
    <copyright>$(& $say $Manifest.Copyright)</copyright>
    <tags>$tags</tags>
  </metadata>
</package>
"@
    $Entries['package/services/metadata/core-properties/nuget.psmdcp'] = ConvertTo-Utf8 @"
$header
<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="$schemas/metadata/core-properties">
  <dc:creator>$(& $say $Manifest.Author)</dc:creator>
  <dc:description>$(& $say $Manifest.Description)</dc:description>
  <dc:identifier>Interactions</dc:identifier>
  <version>$($Manifest.ModuleVersion)</version>
  <keywords>$tags</keywords>
</coreProperties>
"@
    $Entries['_rels/.rels'] = ConvertTo-Utf8 @"
$header
<Relationships xmlns="$schemas/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/Interactions.nuspec" Id="R1" />
  <Relationship Type="$schemas/relationships/metadata/core-properties" Target="/package/services/metadata/core-properties/nuget.psmdcp" Id="R2" />
</Relationships>
"@
    $known = @{ '.rels' = 'application/vnd.openxmlformats-package.relationships+xml'; '.psmdcp' = 'application/vnd.openxmlformats-package.core-properties+xml' }
    $types = $Entries.Keys | Group-Object { [System.IO.Path]::GetExtension($_) } | Sort-Object Name | ForEach-Object {
        $type = $known[$_.Name] ?? 'application/octet'
        if ($_.Name) { "`n  <Default Extension=`"$($_.Name.TrimStart('.'))`" ContentType=`"$type`" />" }
        else { $_.Group | ForEach-Object { "`n  <Override PartName=`"/$_`" ContentType=`"$type`" />" } }
    }
    $Entries['[Content_Types].xml'] = ConvertTo-Utf8 "$header`n<Types xmlns=`"$schemas/content-types`">$(-join $types)`n</Types>"
}

# The assemblies of the NuGet packages that a project was restored with: by their hashes, the nuspec of the package that each comes from.
function Get-NuGetAssembly([string] $Project) {
    $assets = Get-Content -Path "$Project/obj/project.assets.json" -Raw | ConvertFrom-Json -AsHashtable
    $found = @{}
    foreach ($target in $assets.targets.Values) {
        foreach ($name in $target.Keys | Where-Object { $target[$_].type -eq 'package' -and $target[$_].runtime }) {
            $folder = $assets.packageFolders.Keys | ForEach-Object { Join-Path $_ $assets.libraries[$name].path } | Where-Object { Test-Path $_ } | Select-Object -First 1
            $nuspec = ([xml](Get-Content -Path "$folder/*.nuspec" -Raw)).package.metadata
            foreach ($file in $target[$name].runtime.Keys -like '*.dll') { $found[(Get-FileHash -Path "$folder/$file").Hash] = $nuspec }
        }
    }
    $found
}

# The bill of materials, the files as SPDX 2.3 lists them: each with its hashes, and with the NuGet package that an assembly of others was taken from.
function ConvertTo-Spdx([System.Collections.IDictionary] $Entries, [hashtable] $Manifest, [datetimeoffset] $Time, [hashtable] $Assemblies) {
    $own = 'SPDXRef-Package-Interactions'
    $packages = [ordered]@{}
    $relationships = [System.Collections.Generic.List[object]]::new()
    $relate = { $relationships.Add([ordered]@{ spdxElementId = $args[0]; relationshipType = $args[1]; relatedSpdxElement = $args[2] }) }
    & $relate SPDXRef-DOCUMENT DESCRIBES $own
    $files = foreach ($name in $Entries.Keys) {
        $nuspec = $Assemblies[(Get-Hash SHA256 $Entries[$name])]
        if (-not $nuspec -and $name -match '\.dll$' -and $name -notmatch '(^|/)Interactions\.\w+\.dll$') { throw "$name comes from no NuGet package of the build." }
        $license = if ($nuspec.license.type -eq 'expression') { $nuspec.license.InnerText } elseif ($nuspec) { 'NOASSERTION' } else { 'MIT' }
        $id = "SPDXRef-File-$($name -replace '[^A-Za-z0-9.]', '-')"
        [ordered]@{
            fileName           = "./$name"
            SPDXID             = $id
            checksums          = foreach ($algorithm in 'SHA1', 'SHA256') { [ordered]@{ algorithm = $algorithm; checksumValue = Get-Hash $algorithm $Entries[$name] } }
            licenseConcluded   = $license
            licenseInfoInFiles = @('NOASSERTION')
            copyrightText      = 'NOASSERTION'
        }
        & $relate $own CONTAINS $id
        if (-not $nuspec) { continue }
        $package = "SPDXRef-Package-$($nuspec.id)-$($nuspec.version)"
        & $relate $id EXPANDED_FROM_ARCHIVE $package
        if ($packages.Contains($package)) { continue }
        & $relate $own DEPENDS_ON $package
        $packages[$package] = [ordered]@{
            name             = $nuspec.id
            SPDXID           = $package
            versionInfo      = $nuspec.version
            supplier         = "Organization: $($nuspec.authors)"
            downloadLocation = 'NOASSERTION'
            filesAnalyzed    = $false
            licenseConcluded = $license
            licenseDeclared  = $license
            copyrightText    = $nuspec.copyright ?? 'NOASSERTION'
            externalRefs     = @([ordered]@{ referenceCategory = 'PACKAGE-MANAGER'; referenceType = 'purl'; referenceLocator = "pkg:nuget/$($nuspec.id)@$($nuspec.version)" })
        }
    }
    $code = Get-Hash SHA1 (ConvertTo-Utf8 (-join ($files.checksums | Where-Object algorithm -EQ SHA1 | ForEach-Object checksumValue | Sort-Object)))
    $title = "Interactions-$($Manifest.ModuleVersion)"
    ConvertTo-Json -Depth 6 -InputObject ([ordered]@{
            spdxVersion       = 'SPDX-2.3'
            dataLicense       = 'CC0-1.0'
            SPDXID            = 'SPDXRef-DOCUMENT'
            name              = $title
            documentNamespace = "$($Manifest.PrivateData.PSData.ProjectUri)/spdx/$title-$code"
            creationInfo      = [ordered]@{ created = $Time.UtcDateTime.ToString('s') + 'Z'; creators = @('Tool: build/Package.ps1', "Organization: $($Manifest.CompanyName)") }
            packages          = @(
                [ordered]@{
                    name                    = 'Interactions'
                    SPDXID                  = $own
                    versionInfo             = $Manifest.ModuleVersion
                    supplier                = "Organization: $($Manifest.CompanyName)"
                    downloadLocation        = 'NOASSERTION'
                    homepage                = $Manifest.PrivateData.PSData.ProjectUri
                    filesAnalyzed           = $true
                    packageVerificationCode = [ordered]@{ packageVerificationCodeValue = $code; packageVerificationCodeExcludedFiles = @('./Interactions.spdx.json', './Interactions.sha256') }
                    licenseConcluded        = 'MIT'
                    licenseInfoFromFiles    = @('NOASSERTION')
                    licenseDeclared         = 'MIT'
                    copyrightText           = $Manifest.Copyright
                    primaryPackagePurpose   = 'LIBRARY'
                }
                $packages.Values
            )
            files             = @($files)
            relationships     = $relationships
        })
}

# The emulator as a .NET tool.
function Export-EmulatorPackage([string] $Configuration, [string] $Destination) {
    $root = Split-Path -Path $PSScriptRoot
    $manifest = Import-PowerShellDataFile -Path "$root/Interactions.psd1"
    $time = (Get-Release "$root/CHANGELOG.md" $manifest.ModuleVersion).Time.ToUnixTimeSeconds()
    $said = dotnet pack "$root/src/Interactions.Emulator" --configuration $Configuration --no-build --nologo --output $Destination `
        -p:DeterministicTimestamp=$time -p:PackageProjectUrl=$($manifest.PrivateData.PSData.ProjectUri) 2>&1
    if ($LASTEXITCODE) { throw ($said -join "`n") }
    Get-Item -Path "$Destination/Interactions.Emulator.$($manifest.ModuleVersion).nupkg"
}

function Get-Hash([string] $Algorithm, [byte[]] $Bytes) {
    [System.Convert]::ToHexString([System.Security.Cryptography.HashAlgorithm]::Create($Algorithm).ComputeHash($Bytes)).ToLowerInvariant()
}

# Text as every platform writes it: UTF-8, and lines that end as they do in the repository.
function ConvertTo-Utf8([string] $Text) {
    , [System.Text.Encoding]::UTF8.GetBytes($Text.Replace("`r`n", "`n"))
}
