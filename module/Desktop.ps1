# Windows PowerShell may look at every type, private ones too, before it calls Loading. So that is called first.
$cmdlets = "$PSScriptRoot/netstandard2.0/Interactions.PowerShell.dll"
$null = [System.Reflection.Assembly]::LoadFrom($cmdlets)
[Interactions.PowerShell.Loading]::Prepare()
Import-Module -Name $cmdlets
