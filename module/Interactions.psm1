# Each edition of PowerShell has a build of its own, and a way of its own to tell where that finds its dependencies.
. "$PSScriptRoot/$PSEdition.ps1"
