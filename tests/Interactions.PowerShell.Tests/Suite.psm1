# What every file of the suite needs: the built module, the emulator, conversations to read, and a way to wait.

# Editions.Tests.ps1 has parts of the suite test another copy of the module than the one that was built.
$tested = if ($env:INTERACTIONS_TEST_MODULE) { $env:INTERACTIONS_TEST_MODULE } else { "$PSScriptRoot/../../out/Interactions" }
Import-Module $tested, "$PSScriptRoot/Emulator.psm1", "$PSScriptRoot/PowerShellHost.psm1" -Global

function ConvertTo-Activity {
    <#
    .SYNOPSIS
        The JSON of a text message at each of some milliseconds.
    .EXAMPLE
        1000, 1000, 1001 | ConvertTo-Activity -From Bot
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [long] $EventId,
        [Parameter(Position = 1)] [string] $Text = 'Hi there!',
        [string] $From = 'Customer',
        [string] $To = 'Agent'
    )

    process {
        '{{"type":"message","eventId":{0},"interactionId":"{1}","sender":{2},"recipient":{3},"message":{{"type":"text","text":{4}}}}}' -f
            $EventId, [guid]::NewGuid(), (ConvertTo-Party $From), (ConvertTo-Party $To), (ConvertTo-Json $Text)
    }
}

function ConvertTo-Party([string] $Type) {
    $channel = @{ Customer = 'WebChat'; Agent = 'Slack'; Bot = 'Bot' }[$Type]
    '{{"integrationId":"id of {0}","integrationType":"{0}","channelType":"{1}","tokenId":"opaque"}}' -f $Type, $channel
}

function Add-Conversation {
    <#
    .SYNOPSIS
        Makes a conversation of some activities known to an emulator, and gives its id.
    .PARAMETER Activity
        The JSON of each activity, or of an array of them.
    #>
    [CmdletBinding()]
    [OutputType([guid])]
    param(
        [Parameter(Mandatory, Position = 0)] [psobject] $Emulator,
        [Parameter(Position = 1)] [string[]] $Activity,
        [guid] $Id = [guid]::NewGuid()
    )

    Invoke-Emulator $Emulator PUT "conversations/$Id" ($Activity -join "`n") | Out-Null
    $Id
}

function Get-SeenRequest {
    <#
    .SYNOPSIS
        The requests that an emulator has seen since it was last asked to forget them.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [psobject] $Emulator)

    Invoke-Emulator $Emulator GET requests | ForEach-Object { $_ }
}

function Clear-Emulator {
    <#
    .SYNOPSIS
        Makes an emulator forget its faults and the requests that it has seen.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [psobject] $Emulator)

    'faults', 'requests' | ForEach-Object { Invoke-Emulator $Emulator DELETE $_ | Out-Null }
}

function Wait-Until {
    <#
    .SYNOPSIS
        Waits for a condition, and fails where it does not come true in time.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [scriptblock] $Condition, [double] $Seconds = 10)

    $deadline = [datetime]::UtcNow.AddSeconds($Seconds)
    while (-not (& $Condition)) {
        if ([datetime]::UtcNow -gt $deadline) { throw "Not within $Seconds s: $Condition" }
        [System.Threading.Thread]::Sleep(10)
    }
}

function Invoke-Child {
    <#
    .SYNOPSIS
        Runs a script in a PowerShell of its own, with the module imported, and gives the lines that it writes.
    .PARAMETER Module
        Another copy of the module; none where it is empty.
    .EXAMPLE
        Invoke-Child @{ TZ = 'America/Halifax' } { [datetime]::Now }
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory, Position = 0)] [hashtable] $Environment,
        [Parameter(Mandatory, Position = 1)] [scriptblock] $Script,
        [string] $Module = (Get-Module Interactions).ModuleBase
    )

    $child = Start-Child $Environment $Script -Module $Module -Confirm:$false
    $said = $child.StandardOutput.ReadToEnd()
    $child.WaitForExit()
    $said -split '\r?\n' -ne ''
}

function Start-Child {
    <#
    .SYNOPSIS
        Starts a script in a PowerShell of its own, with the module imported, and gives the process.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([System.Diagnostics.Process])]
    param(
        [Parameter(Mandatory, Position = 0)] [hashtable] $Environment,
        [Parameter(Mandatory, Position = 1)] [scriptblock] $Script,
        [string] $Module = (Get-Module Interactions).ModuleBase
    )

    $import = "`$ErrorActionPreference = 'Stop'`n"
    if ($Module) { $import += "Import-Module '$Module/Interactions.psd1'`n" }
    $encoded = [convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("$import$Script"))
    $start = New-PowerShellStart '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand', $encoded $Environment
    if ($PSCmdlet.ShouldProcess($start.FileName, 'Start')) { [System.Diagnostics.Process]::Start($start) }
}

function Invoke-TestFile {
    <#
    .SYNOPSIS
        Runs a file of the suite in a PowerShell of its own, and gives a line for each failure, and one with its culture and how many passed.
    .EXAMPLE
        Invoke-TestFile @{ LC_ALL = 'tr_TR.UTF-8' } Activities
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory, Position = 0)] [hashtable] $Environment,
        [Parameter(Mandatory, Position = 1)] [string] $Name
    )

    $given = @{ FILE = "$PSScriptRoot/$Name.Tests.ps1"; PESTER = (Get-Module Pester).Path } + $Environment
    Invoke-Child $given -Module '' {
        $ErrorActionPreference = 'Continue'
        Import-Module $env:PESTER
        $result = Invoke-Pester -Path $env:FILE -PassThru -Output None
        @($result.Failed; $result.FailedBlocks; $result.FailedContainers) | ForEach-Object { "failed: $($_.ExpandedPath) $($_.ErrorRecord)" }
        "$([cultureinfo]::CurrentCulture) passed: $($result.PassedCount)"
    }
}

Export-ModuleMember -Function Invoke-TestFile, ConvertTo-Activity, Add-Conversation, Get-SeenRequest, Clear-Emulator, Wait-Until, Invoke-Child, Start-Child
