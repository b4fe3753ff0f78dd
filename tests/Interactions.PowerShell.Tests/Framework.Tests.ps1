# The assemblies for Windows PowerShell 5.1 in a .NET Framework program, run by Mono: the nearest to .NET Framework without Windows.

BeforeDiscovery {
    $script:hasMono = [bool] (Get-Command -Name mono -CommandType Application -ErrorAction Ignore)
    $script:reason = if (-not $hasMono) { ' (skipped: Mono is not installed)' }
}

Describe "A .NET Framework program that uses the client$reason" -Skip:(-not $hasMono) {
    BeforeAll {
        Import-Module "$PSScriptRoot/Suite.psm1"
        $script:emulator = Start-Emulator
        $script:token = (Invoke-Emulator $emulator POST tokens).access_token
        $script:folder = (New-Item -ItemType Directory -Path "$TestDrive/program").FullName
        $built = "$((Get-Module Interactions).ModuleBase)/netstandard2.0"
        Copy-Item -Path "$built/*.dll", "$built/dependencies/*.dll" -Destination $folder
        Copy-Item -Path "$PSScriptRoot/../Interactions.Client.Net472/bin/Release/net472/Interactions.Client.Net472.exe" -Destination $folder

        function Invoke-Program([string] $Task, [guid[]] $Conversation) {
            mono "$folder/Interactions.Client.Net472.exe" $Task "$($emulator.Uri)" $token @($Conversation) 2>&1 | ForEach-Object { "$_" }
        }
    }

    BeforeEach { Clear-Emulator $emulator }

    AfterAll { Stop-Emulator $emulator }

    It 'reads a conversation to its end' {
        $id = Add-Conversation $emulator (1000..1019 | ConvertTo-Activity)
        Invoke-Program read $id | Should -Be '20'
    }

    It 'reads sixteen conversations at the same time, which .NET Framework allows only when told so' {
        $ids = 1..16 | ForEach-Object { Add-Conversation $emulator (1000..1003 | ConvertTo-Activity) }
        Invoke-Emulator $emulator POST faults @{ latency = 1500; count = 16 } | Out-Null
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Invoke-Program together $ids | Should -Be '64'
        # Two at a time would take eight times as long.
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 8
    }

    It 'ends a page that stalls when it is canceled' {
        $id = Add-Conversation $emulator (1000..1019 | ConvertTo-Activity)
        Invoke-Emulator $emulator POST faults @{ stallAfterBytes = 700; count = -1 } | Out-Null
        Invoke-Program cancel $id | Should -Be 'canceled in time'
    }

    It 'ends a page that stalls after the operation timeout' {
        $id = Add-Conversation $emulator (1000..1019 | ConvertTo-Activity)
        Invoke-Emulator $emulator POST faults @{ stallAfterBytes = 700; count = -1 } | Out-Null
        Invoke-Program time-out $id | Should -Be 'Timeout in time'
    }
}
