# PowerShell calls Loading itself. A comparison or a method call here would cost every import more than the import.
Import-Module -Name "$PSScriptRoot/net8.0/Interactions.PowerShell.dll"
