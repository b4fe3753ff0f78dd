# The built emulator in a process of its own, as the tests and the demo use it.

function Start-Emulator {
    <#
    .SYNOPSIS
        Starts the emulator on a free port and waits until it listens.
    .EXAMPLE
        $emulator = Start-Emulator -ArgumentList '--page-cap', '10'
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([string[]] $ArgumentList, [string] $Configuration = 'Release')

    $program = "$PSScriptRoot/../../src/Interactions.Emulator/bin/$Configuration/net10.0/Interactions.Emulator.dll"
    $arguments = @($program; '--port'; '0'; '--parent'; $PID; $ArgumentList) | Where-Object { $_ } | ForEach-Object { "`"$_`"" }
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', $arguments -join ' ')
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $start.RedirectStandardInput = $true
    if (-not $PSCmdlet.ShouldProcess($program, 'Start')) { return }
    $process = [System.Diagnostics.Process]::Start($start)

    $said = @{}
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        if ($line -match '^(?<name>[^:]+):\s+(?<value>\S+)') { $said[$Matches.name] = $Matches.value }
        if ($line -like 'Press Ctrl+C*') { break }
    }
    if (-not $said.Engine) { throw 'The emulator did not start.' }

    [pscustomobject]@{
        Process        = $process
        Uri            = [uri] $said.Engine
        ConversationId = [guid] $said.Conversation
        Credential     = [pscredential]::new($said.'Client id', [System.Net.NetworkCredential]::new('', $said.'Client secret').SecurePassword)
    }
}

function Stop-Emulator {
    <#
    .SYNOPSIS
        Stops an emulator.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [psobject] $Emulator)

    if ($Emulator.Process.HasExited -or -not $PSCmdlet.ShouldProcess($Emulator.Uri, 'Stop')) { return }
    $Emulator.Process.Kill()
    $Emulator.Process.WaitForExit()
}

function Invoke-Emulator {
    <#
    .SYNOPSIS
        Asks the emulator's control address: faults, requests, connections, tokens, conversations, options.
    .EXAMPLE
        Invoke-Emulator $emulator POST faults @{ status = 503; count = 2; retryAfter = '1' }
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Emulator,
        [Parameter(Mandatory, Position = 1)] [string] $Method,
        [Parameter(Mandatory, Position = 2)] [string] $Path,
        [Parameter(Position = 3)] [object] $Body
    )

    $request = @{
        Uri     = [uri]::new($Emulator.Uri, "emulator/$Path")
        Method  = $Method
        Verbose = $false
    }
    if ($Emulator.Uri.Scheme -eq 'https') { $request.SkipCertificateCheck = $true }
    if ($PSBoundParameters.ContainsKey('Body')) {
        $request.ContentType = 'application/json; charset=utf-8'
        $request.Body = if ($Body -is [string]) { $Body } else { ConvertTo-Json -InputObject $Body -Depth 20 -Compress }
    }
    Invoke-RestMethod @request
}

Export-ModuleMember -Function Start-Emulator, Stop-Emulator, Invoke-Emulator
