# The module in a session with other modules, and imported more than once.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:emulator = Start-Emulator
    $script:built = (Get-Module Interactions).ModuleBase
    $script:variables = @{
        MODULE                           = "$built/Interactions.psd1"
        CONVERSATION                     = $emulator.ConversationId
        INTERACTION_ENGINE_URI           = $emulator.Uri
        INTERACTION_ENGINE_IDENTITY_URI  = $emulator.Uri
        INTERACTION_ENGINE_CLIENT_ID     = $emulator.Credential.UserName
        INTERACTION_ENGINE_CLIENT_SECRET = $emulator.Credential.GetNetworkCredential().Password
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'Beside a module with older versions of the same dependencies' {
    BeforeAll {
        $source = New-Item -ItemType Directory -Path 'TestDrive:/Neighbour'
        Copy-Item -Path "$PSScriptRoot/data/neighbour/*" -Destination $source
        $said = dotnet build "$source/Neighbour.csproj" --output "$source/out" --nologo --verbosity quiet
        if ($LASTEXITCODE) { throw "The neighbour could not be built: $said" }
        $script:both = $variables + @{ NEIGHBOUR = "$source/out/Neighbour.dll" }

        $script:useNeighbour = { Get-Neighbour -Uri "${env:INTERACTION_ENGINE_URI}emulator/requests" }
        $script:useOurs = {
            Connect-InteractionEngine -EnvironmentVariable
            $activities = @(Get-InteractionActivity $env:CONVERSATION -All)
            @($activities | Where-Object { $_ -is [Interactions.Activity] }).Count
        }
    }

    It 'both work: <Order>' -ForEach @(
        @{ Order = 'imported and used first: the other'; Script = { "Import-Module `$env:NEIGHBOUR; $useNeighbour; Import-Module `$env:MODULE; $useOurs" }; Expected = 'Microsoft.Extensions.Http 3.1.4.0', '50' }
        @{ Order = 'imported and used first: ours'; Script = { "Import-Module `$env:MODULE; $useOurs; Import-Module `$env:NEIGHBOUR; $useNeighbour" }; Expected = '50', 'Microsoft.Extensions.Http 3.1.4.0' }
        @{ Order = 'imported first and used last'; Script = { "Import-Module `$env:NEIGHBOUR, `$env:MODULE; $useOurs; $useNeighbour; $useOurs" }; Expected = '50', 'Microsoft.Extensions.Http 3.1.4.0', '50' }
    ) {
        Invoke-Child $both ([scriptblock]::Create((& $script))) -Module '' | Should -Be $expected
    }
}

Describe 'The module, imported more than once,' {
    It 'works after <Name>' -ForEach @(
        @{ Name = 'Import-Module twice'; Again = { Import-Module $env:MODULE } }
        @{ Name = 'Import-Module -Force'; Again = { Import-Module $env:MODULE -Force } }
        @{ Name = 'Remove-Module and Import-Module'; Again = { Remove-Module Interactions; Import-Module $env:MODULE } }
        @{ Name = 'Remove-Module and Import-Module, twice'; Again = { 1..2 | ForEach-Object { Remove-Module Interactions; Import-Module $env:MODULE } } }
    ) {
        $use = {
            Connect-InteractionEngine -EnvironmentVariable
            $activities = @(Get-InteractionActivity $env:CONVERSATION -All)
            $activities.Count
            ($activities[0] | Out-String) -match '(?m)^Time +From'
            $activities[0] -is (Get-Command Get-InteractionActivity).OutputType.Type
        }
        Invoke-Child $variables ([scriptblock]::Create("$use; $again; $use")) | Should -Be '50', 'True', 'True', '50', 'True', 'True'
    }

    It 'leaves no cmdlet behind after Remove-Module' {
        Invoke-Child @{} {
            Remove-Module Interactions
            @(Get-Module Interactions*).Count
            @(Get-Command -Name '*-Interaction*' -ListImported).Count
        } | Should -Be '0', '0'
    }

    It 'works in runspaces that import it at the same time' {
        Invoke-Child $variables -Module '' {
            $module, $conversation = $env:MODULE, $env:CONVERSATION
            1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:module
                Connect-InteractionEngine -EnvironmentVariable
                @(Get-InteractionActivity $using:conversation -All).Count
            }
        } | Should -Be (@('50') * 8)
    }
}

Describe 'The process' {
    It 'is as it was before importing, connecting and reading' {
        $said = Invoke-Child $variables -Module '' {
            function Get-ProcessWide {
                $points = [System.Net.ServicePointManager]
                [ordered]@{
                    Cultures    = "$([cultureinfo]::CurrentCulture) $([cultureinfo]::CurrentUICulture) $([cultureinfo]::DefaultThreadCurrentCulture)"
                    Points      = "$($points::SecurityProtocol) $($points::DefaultConnectionLimit) $($points::Expect100Continue) $($points::ServerCertificateValidationCallback)"
                    Json        = [System.Text.Json.JsonSerializerOptions]::Default | Out-String
                    Proxy       = [System.Net.Http.HttpClient]::DefaultProxy.GetHashCode()
                    Environment = Get-ChildItem Env: | Out-String
                    Folder      = [System.Environment]::CurrentDirectory
                    Console     = [console]::OutputEncoding.WebName
                    Streams     = "$ErrorActionPreference $VerbosePreference $ProgressPreference $($PSStyle.OutputRendering)"
                    Defaults    = "$($global:PSDefaultParameterValues.Count)"
                }
            }
            # The first look may create what is looked at, so it does not count.
            $null = Get-ProcessWide
            $before = Get-ProcessWide
            Import-Module $env:MODULE
            Connect-InteractionEngine -EnvironmentVariable
            $null = Get-InteractionActivity $env:CONVERSATION -All
            $after = Get-ProcessWide
            foreach ($name in $before.Keys) { if ($before[$name] -cne $after[$name]) { "$name was '$($before[$name])' and is '$($after[$name])'" } }
            "compared: $($before.Count)"
        }
        $said | Should -Be 'compared: 9'
    }

    It 'gets the cmdlets and the model into its default load context, and none of their dependencies' {
        $said = Invoke-Child $variables {
            Connect-InteractionEngine -EnvironmentVariable
            $null = Get-InteractionActivity $env:CONVERSATION
            $folder = (Get-Module Interactions).ModuleBase
            foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                $context.Assemblies | Where-Object { $_.Location.StartsWith($folder) } | ForEach-Object { "$($context.Name): $($_.GetName().Name)" }
            }
        }
        $said | Where-Object { $_ -like 'Default: *' } | Sort-Object | Should -Be 'Default: Interactions.Model', 'Default: Interactions.PowerShell'
        $said | Should -Contain 'Interactions: Interactions.Client'
        $said | Should -Contain 'Interactions: Microsoft.Extensions.Http'
    }
}
