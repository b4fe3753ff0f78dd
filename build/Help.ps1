<#
.SYNOPSIS
    Makes the help that Get-Help shows, in module/en-US, from the pages in docs/en-US.
.DESCRIPTION
    What it makes is committed, so PlatyPS is needed only by who changes a page.
#>

# The help of the cmdlets. A comment at its start names the version of PlatyPS that made it.
function Export-CommandHelp([string] $Docs, [string] $Destination) {
    $folder = New-Item -ItemType Directory -Path ([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [guid]::NewGuid()))
    try {
        $pages = Get-ChildItem -Path "$Docs/*-*.md" | ForEach-Object { Import-MarkdownCommandHelp -Path $_ -WarningAction Ignore }
        $maml = [xml](Get-Content -Path ($pages | Export-MamlCommandHelp -OutputFolder $folder -Force) -Raw)
    }
    finally { Remove-Item -Path $folder -Recurse -Force }
    $manifest = Import-PowerShellDataFile -Path "$PSScriptRoot/../Interactions.psd1"
    Complete-Maml -Maml $maml -Pages $pages -Address "$($manifest.PrivateData.PSData.ProjectUri)/blob/main/docs/en-US"
    $platyPS = Get-Module -Name Microsoft.PowerShell.PlatyPS
    $made = $maml.CreateComment(" Made from docs/en-US by build.ps1 Help with $($platyPS.Name) $($platyPS.Version). Change the pages there. ")
    $null = $maml.InsertBefore($made, $maml.DocumentElement)

    $writer = [System.Xml.XmlWriter]::Create("$Destination/Interactions.PowerShell.dll-Help.xml",
        [System.Xml.XmlWriterSettings] @{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) })
    try { $maml.Save($writer) } finally { $writer.Dispose() }
}

# The about_ topics as plain text: headings lose their hashes, and the lines below them are set in; code loses its fences, and is set in twice.
function Export-TopicHelp([string] $Docs, [string] $Destination) {
    foreach ($topic in Get-ChildItem -Path "$Docs/about_*.md") {
        $isCode = $false
        $lines = (Get-Content -Path $topic -Raw) -replace '\r' -replace '^# ', "# TOPIC`n" -replace '(?m)^(#.*)\n\n', "`$1`n" -split '\n' | ForEach-Object {
            if ($_ -match '^```') { $isCode = -not $isCode }
            elseif ($isCode) { ' ' * 8 + $_ }
            else { if ($_ -match '^#+ (.*)') { $Matches[1] } else { ' ' * 4 + $_ } }
        } | ForEach-Object TrimEnd
        [System.IO.File]::WriteAllText("$Destination/$($topic.BaseName).help.txt", ($lines -join "`n").TrimEnd() + "`n")
    }
}

# Get-Help shows plain text: paragraphs lose their line ends, links their addresses, and code its marks.
function ConvertTo-PlainText([string] $Markdown) {
    $Markdown -replace '(?<=\S)\r?\n(?: {2})?(?=\S)(?!- )', ' ' -replace '\[([^]]+)\]\([^)]+\)', '$1' -replace '`'
}

# What PlatyPS leaves undone: plain text, code and words of examples apart, defaults, short names of types, links without files, and the
# address of the page, which Get-Help -Online opens. It takes the first link that has an address.
function Complete-Maml([xml] $Maml, [object[]] $Pages, [string] $Address) {
    $names = [System.Xml.XmlNamespaceManager]::new($Maml.NameTable)
    'command', 'dev', 'maml' | ForEach-Object { $names.AddNamespace($_, $Maml.DocumentElement.GetNamespaceOfPrefix($_)) }
    $add = { param($parent, $prefix, $name, $text) $parent.AppendChild($Maml.CreateElement($prefix, $name, $names.LookupNamespace($prefix))).InnerText = $text }
    foreach ($text in $Maml.SelectNodes('//maml:para', $names)) { $text.InnerText = ConvertTo-PlainText $text.InnerText }
    foreach ($link in $Maml.SelectNodes('//maml:navigationLink', $names)) {
        if ($link.linkText -eq 'Online Version') { $link['maml:uri'].InnerText = "$Address/$($link.SelectSingleNode('../../command:details/command:name', $names).InnerText).md" }
        else { $link['maml:uri'].IsEmpty = $true }
    }
    foreach ($command in $Maml.SelectNodes('//command:command', $names)) {
        $page = $Pages | Where-Object Title -EQ $command.details.name
        $examples = $command.SelectNodes('.//command:example', $names)
        for ($i = 0; $i -lt $examples.Count; $i++) {
            $null, $code, $words = $page.Examples[$i].Remarks -split '(?m)^```\w*\r?\n?'
            $null = $examples[$i].RemoveChild($examples[$i]['maml:introduction'])
            $examples[$i]['dev:code'].InnerText = $code.TrimEnd()
            $words = @((ConvertTo-PlainText (-join $words)).Trim() -split '(?:\r?\n){2,}'; '')
            foreach ($paragraph in $words) { & $add $examples[$i]['dev:remarks'] maml para $paragraph }
        }
        foreach ($parameter in $command.SelectNodes('command:parameters/command:parameter', $names)) {
            $type = $command.SelectSingleNode(".//command:syntaxItem/command:parameter[maml:name='$($parameter.name)']/command:parameterValue", $names)
            if ($type) { $parameter.parameterValue.InnerText = $type.InnerText }
            & $add $parameter dev defaultValue ($page.Parameters | Where-Object Name -EQ $parameter.name).DefaultValue
        }
    }
}
