# An SSH server on loopback that starts PowerShell, with keys and settings of its own.

Import-Module "$PSScriptRoot/PowerShellHost.psm1"

function Find-Sshd {
    <#
    .SYNOPSIS
        The path of the SSH server, or nothing where it or a client for it is missing.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if (-not (Get-Command -Name ssh, ssh-keygen -CommandType Application -ErrorAction Ignore).Where({ $_.Name -eq 'ssh' })) { return }
    # Most often it is not on the path of those who may not manage it.
    (Get-Command -Name sshd, /usr/sbin/sshd, /usr/local/sbin/sshd -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source
}

function Start-Sshd {
    <#
    .SYNOPSIS
        Starts a server in a folder, and gives how New-PSSession reaches it and the process.
    .PARAMETER ModulePath
        Where a session looks for modules first.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Folder, [Parameter(Mandatory)] [string] $ModulePath)

    if (-not $PSCmdlet.ShouldProcess('sshd', 'Start')) { return }
    foreach ($name in 'host', 'user') { ssh-keygen -q -t ed25519 -N '' -f "$Folder/$name" }
    Copy-Item -Path "$Folder/user.pub" -Destination "$Folder/authorized_keys"
    # The server's settings are split at spaces, so they name a script that starts PowerShell.
    $powershell = Get-PowerShellHost
    $command = @($powershell.FilePath) + $powershell.ArgumentList | ForEach-Object { "'$_'" }
    Set-Content -Path "$Folder/pwsh" -Value "#!/bin/sh`nexec $command `"`$@`""
    chmod +x "$Folder/pwsh"
    # Where the server runs as root it wants an empty folder to drop its privileges in.
    if ((id -u) -eq 0) { $null = New-Item -ItemType Directory -Path '/run/sshd' -Force }

    $free = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $free.Start()
    $port = $free.LocalEndpoint.Port
    $free.Stop()
    @"
ListenAddress 127.0.0.1
Port $port
HostKey $Folder/host
AuthorizedKeysFile $Folder/authorized_keys
AuthenticationMethods publickey
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PidFile none
SetEnv "PSModulePath=$ModulePath"
Subsystem powershell $Folder/pwsh -sshs -NoProfile -NoLogo
"@ | Set-Content -Path "$Folder/sshd_config"
    $process = Start-Process -FilePath (Find-Sshd) -ArgumentList '-D', '-e', '-f', "$Folder/sshd_config" -RedirectStandardError "$Folder/sshd.log" -PassThru

    $deadline = [datetime]::UtcNow.AddSeconds(20)
    while (-not (Test-Port $port)) {
        if ($process.HasExited -or [datetime]::UtcNow -gt $deadline) { throw "sshd did not start: $(Get-Content "$Folder/sshd.log" -Raw)" }
        [System.Threading.Thread]::Sleep(20)
    }
    [pscustomobject]@{
        Process    = $process
        Connection = @{
            Port        = $port
            UserName    = id -un
            KeyFilePath = "$Folder/user"
            Options     = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR'; IdentitiesOnly = 'yes' }
        }
    }
}

function Test-Port([int] $Port) {
    $client = [System.Net.Sockets.TcpClient]::new()
    try { $client.Connect('127.0.0.1', $Port); $true } catch [System.Net.Sockets.SocketException] { $false } finally { $client.Dispose() }
}

function Stop-Sshd {
    <#
    .SYNOPSIS
        Stops a server and what it has started.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [psobject] $Server)

    if ($PSCmdlet.ShouldProcess('sshd', 'Stop')) { $Server.Process.Kill($true) }
}

Export-ModuleMember -Function Find-Sshd, Start-Sshd, Stop-Sshd
