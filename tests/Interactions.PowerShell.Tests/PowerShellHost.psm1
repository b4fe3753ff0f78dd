# The PowerShell that runs this, for starting another one like it: however it was installed, and whether or not it is on PATH.

function Get-PowerShellHost {
    <#
    .SYNOPSIS
        The file to start, and the arguments that come before PowerShell's own.
    .DESCRIPTION
        An installed PowerShell is a program. PowerShell as a .NET tool is pwsh.dll, which the program dotnet runs.
    .EXAMPLE
        $powershell = Get-PowerShellHost; & $powershell.FilePath $powershell.ArgumentList -NoProfile -Command 1
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param()

    $file = (Get-Process -Id $PID).Path
    $isTool = [System.IO.Path]::GetFileNameWithoutExtension($file) -eq 'dotnet'
    [pscustomobject]@{
        FilePath     = $file
        ArgumentList = @(if ($isTool) { Join-Path $PSHOME 'pwsh.dll' })
    }
}

function New-PowerShellStart {
    <#
    .SYNOPSIS
        How to start this PowerShell once more, as a process whose output can be read.
    .PARAMETER ArgumentList
        What PowerShell is given. Each argument is quoted where it holds a space.
    .PARAMETER Environment
        Environment variables beside those of this process.
    #>
    [CmdletBinding()]
    [OutputType([System.Diagnostics.ProcessStartInfo])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Nothing is started here.')]
    param([Parameter(Mandatory, Position = 0)] [string[]] $ArgumentList, [Parameter(Position = 1)] [hashtable] $Environment = @{})

    $powershell = Get-PowerShellHost
    # Windows PowerShell has no list of arguments for a process, only one string.
    $quoted = $powershell.ArgumentList + $ArgumentList | ForEach-Object { if ($_ -match '\s') { "`"$_`"" } else { $_ } }
    $start = [System.Diagnostics.ProcessStartInfo]::new($powershell.FilePath, $quoted -join ' ')
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $start
}

Export-ModuleMember -Function Get-PowerShellHost, New-PowerShellStart
