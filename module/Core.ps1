# PowerShell calls Loading itself. A comparison or a method call here would take about as long as all the rest of the import.
Import-Module -Name "$PSScriptRoot/net8.0/Interactions.PowerShell.dll"
