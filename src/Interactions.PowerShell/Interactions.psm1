# Each edition of PowerShell has a build of its own. Where to find the dependencies must be known before PowerShell looks at the cmdlets.
$build = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
$cmdlets = [System.IO.Path]::Combine($PSScriptRoot, $build, 'Interactions.PowerShell.dll')
$null = [System.Reflection.Assembly]::LoadFrom($cmdlets)
[Interactions.PowerShell.Loading]::Prepare()
Import-Module -Name $cmdlets
