# The build for Windows PowerShell 5.1, tested as far as that is possible without Windows.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Suite.psm1", "$PSScriptRoot/Sshd.psm1"
    $script:canRemote = [bool] (Find-Sshd)
    $desktop = "$((Get-Module Interactions).ModuleBase)/netstandard2.0"
    $script:assemblies = Get-ChildItem $desktop -Filter '*.dll' -Recurse | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
    # All files that try the module, except: Culture and this one, which run other files; Remoting, which is below; Examples, which imports the
    # module by its name, as its pages say; and Neighbours: .NET Framework can load two versions of an assembly where this PowerShell loads
    # one, so the 5.1 build beside other modules cannot be tested here.
    $script:files = Get-ChildItem "$PSScriptRoot/*.Tests.ps1" | ForEach-Object { $_.Name -replace '\.Tests\.ps1$' } |
        Where-Object { $_ -notin 'Culture', 'Editions', 'EmulatorPage', 'Examples', 'Framework', 'HelpPages', 'Neighbours', 'Package', 'Project', 'Remoting' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1"
    $script:built = (Get-Module Interactions).ModuleBase

    # A copy of the module in which PowerShell 7 loads the build for Windows PowerShell.
    $script:desktop = "$TestDrive/Interactions/$(Split-Path $built -Leaf)"
    Copy-Item -Path $built -Destination $desktop -Recurse
    Remove-Item -Path "$desktop/net8.0" -Recurse
    Move-Item -Path "$desktop/Desktop.ps1" -Destination "$desktop/Core.ps1" -Force
}

Describe 'The build for Windows PowerShell 5.1' {
    BeforeAll {
        $project = "$PSScriptRoot/../Interactions.Client.Tests.Desktop"
        $framework = dotnet msbuild $project -getProperty:PkgMicrosoft_NETFramework_ReferenceAssemblies_net472
        $names = Get-ChildItem "$framework/build/.NETFramework/v4.7.2/*.dll", "$built/netstandard2.0/*.dll", "$built/netstandard2.0/dependencies/*.dll",
            "$framework/build/.NETFramework/v4.7.2/Facades/*.dll" -Exclude '*.Wrapper.dll', '*.Thunk.dll' | ForEach-Object { [System.Reflection.AssemblyName]::GetAssemblyName($_) }
        $script:known = $names | Group-Object -Property Name -AsHashTable
        # The assembly that Windows PowerShell 3.0 and later provides.
        $known['System.Management.Automation'] = [System.Reflection.AssemblyName]::new('System.Management.Automation, Version=3.0.0.0')

        function Get-Reference([string] $Path) {
            $file = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead($Path))
            try {
                $reader = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($file)
                foreach ($handle in $reader.AssemblyReferences) { $reader.GetAssemblyReference($handle).GetAssemblyName() }
            }
            finally { $file.Dispose() }
        }
    }

    It 'is compared with the assemblies of .NET Framework' {
        $known['mscorlib'].Version | Should -Be '4.0.0.0'
        $known['netstandard'].Version | Should -Be '2.0.0.0'
        $known.Count | Should -BeGreaterThan 200
    }

    It 'refers only to assemblies that are in the module or in .NET Framework 4.7.2, in that version or later: <Name>' -ForEach $assemblies {
        $references = @(Get-Reference $Path)
        $references.Count | Should -BeGreaterThan 0
        $references | Where-Object { -not ($known[$_.Name].Version -ge $_.Version) } | ForEach-Object FullName | Should -BeNullOrEmpty
    }

    It 'has no assembly that nothing refers to' {
        $shipped = Get-ChildItem "$built/netstandard2.0/dependencies/*.dll"
        $needed = Get-ChildItem "$built/netstandard2.0" -Filter '*.dll' -Recurse | ForEach-Object { (Get-Reference $_).Name }
        $shipped.BaseName | Where-Object { $_ -notin $needed } | Should -BeNullOrEmpty
    }

    It 'has every assembly of the project that the other build has' {
        $other = (Get-ChildItem "$built/net8.0" -Filter 'Interactions.*.dll' -Recurse).Name
        (Get-ChildItem "$built/netstandard2.0" -Filter 'Interactions.*.dll' -Recurse).Name | Should -Be $other
    }
}

Describe 'The build for Windows PowerShell 5.1, in this PowerShell' {
    It 'is what a copy of the module loads' {
        Invoke-Child @{} -Module $desktop {
            $client = (Get-Command Get-InteractionActivity).OutputType.Type.Assembly
            $client.CustomAttributes.Where({ $_.AttributeType.Name -eq 'TargetFrameworkAttribute' }).ConstructorArguments.Value
        } | Should -Be '.NETStandard,Version=v2.0'
    }

    BeforeAll {
        function Assert-Pass([string] $Name) {
            $said = Invoke-TestFile @{ INTERACTIONS_TEST_MODULE = "$desktop/Interactions.psd1" } $Name
            @($said) -like 'failed: *' | Should -BeNullOrEmpty
            @($said) -match ' passed: [1-9]' | Should -HaveCount 1
        }
    }

    It 'passes <_>.Tests.ps1' -ForEach $files { Assert-Pass $_ }

    It 'passes Remoting.Tests.ps1, where there is an SSH server' -Skip:(-not $canRemote) { Assert-Pass Remoting }
}

Describe 'The dependencies of the module, in its build for <Name>' -ForEach @(
    @{ Name = 'PowerShell 7'; Module = { $built } }
    @{ Name = 'Windows PowerShell 5.1'; Module = { $desktop } }
) {
    It 'are not given to other modules that lack an assembly of the same name' {
        $other = New-Item -ItemType Directory -Path "TestDrive:/$([guid]::NewGuid())"
        Invoke-Child @{ OTHER = $other.FullName } -Module (& $module) {
            $dependencies = "$(Split-Path (Get-Command Get-InteractionActivity).ImplementingType.Assembly.Location)/dependencies"
            Add-Type -IgnoreWarnings -OutputAssembly "$env:OTHER/Other.dll" -ReferencedAssemblies "$dependencies/Polly.Core.dll", 'netstandard' -WarningAction Ignore -TypeDefinition '
                public static class Other { public static string Ask() { return typeof(Polly.ResilienceContext).Assembly.Location; } }'
            Add-Type -Path "$env:OTHER/Other.dll"
            try { [Other]::Ask() } catch { $_.Exception.InnerException.GetType().Name }
        } | Should -Be 'FileNotFoundException'
    }
}
