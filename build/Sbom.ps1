<#
.SYNOPSIS
    Makes the bill of materials of the module's package, as SPDX 2.3.
.DESCRIPTION
    Written here because the tools that NuGet has do not give what is needed (both tried): CycloneDX lists the packages of a project, but not
    the files that are shipped with their hashes; Microsoft.Sbom.DotNetTool lists files and packages, but does not say which file came from
    which package, and gives each run another namespace and time.
#>

# The assemblies of the NuGet packages that a project was restored with: by their hashes, the nuspec of the package that each comes from.
function Get-NuGetAssembly([string] $Project) {
    $assets = Get-Content -Path "$Project/obj/project.assets.json" -Raw | ConvertFrom-Json -AsHashtable
    $found = @{}
    foreach ($target in $assets.targets.Values) {
        foreach ($name in $target.Keys | Where-Object { $target[$_].type -eq 'package' -and $target[$_].runtime }) {
            $folder = $assets.packageFolders.Keys | ForEach-Object { Join-Path $_ $assets.libraries[$name].path } | Where-Object { Test-Path $_ } | Select-Object -First 1
            $nuspec = ([xml](Get-Content -Path "$folder/*.nuspec" -Raw)).package.metadata
            foreach ($file in $target[$name].runtime.Keys -like '*.dll') { $found[(Get-Hash SHA256 "$folder/$file")] = $nuspec }
        }
    }
    $found
}

# The bill of materials, the files as SPDX 2.3 lists them: each with its hashes, and with the NuGet package that an assembly of others was taken from.
function ConvertTo-Spdx([object[]] $PackedFile, [hashtable] $Manifest, [datetimeoffset] $Time, [hashtable] $Assemblies) {
    $own = 'SPDXRef-Package-Interactions'
    $packages = [ordered]@{}
    $relationships = [System.Collections.Generic.List[object]]::new()
    $relate = { $relationships.Add([ordered]@{ spdxElementId = $args[0]; relationshipType = $args[1]; relatedSpdxElement = $args[2] }) }
    & $relate SPDXRef-DOCUMENT DESCRIBES $own
    $files = foreach ($file in $PackedFile) {
        $name = $file.Name
        $nuspec = $Assemblies[(Get-Hash SHA256 $file.Path)]
        if (-not $nuspec -and $name -match '\.dll$' -and $name -notmatch '(^|/)Interactions\.\w+\.dll$') { throw "$name comes from no NuGet package of the build." }
        $license = if ($nuspec.license.type -eq 'expression') { $nuspec.license.InnerText } elseif ($nuspec) { 'NOASSERTION' } else { 'MIT' }
        $id = "SPDXRef-File-$($name -replace '[^A-Za-z0-9.]', '-')"
        [ordered]@{
            fileName           = "./$name"
            SPDXID             = $id
            checksums          = foreach ($algorithm in 'SHA1', 'SHA256') { [ordered]@{ algorithm = $algorithm; checksumValue = Get-Hash $algorithm $file.Path } }
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
    $sums = -join ($files.checksums | Where-Object algorithm -EQ SHA1 | ForEach-Object checksumValue | Sort-Object)
    $code = [System.Convert]::ToHexString([System.Security.Cryptography.SHA1]::HashData([System.Text.Encoding]::UTF8.GetBytes($sums))).ToLowerInvariant()
    $title = "Interactions-$($Manifest.ModuleVersion)"
    ConvertTo-Json -Depth 6 -InputObject ([ordered]@{
            spdxVersion       = 'SPDX-2.3'
            dataLicense       = 'CC0-1.0'
            SPDXID            = 'SPDXRef-DOCUMENT'
            name              = $title
            documentNamespace = "$($Manifest.PrivateData.PSData.ProjectUri)/spdx/$title-$code"
            creationInfo      = [ordered]@{ created = $Time.UtcDateTime.ToString('s') + 'Z'; creators = @('Tool: build/Sbom.ps1', "Organization: $($Manifest.CompanyName)") }
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

function Get-Hash([string] $Algorithm, [string] $Path) { (Get-FileHash -LiteralPath $Path -Algorithm $Algorithm).Hash.ToLowerInvariant() }
