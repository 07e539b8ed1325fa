# Points the tools of this shell at the Headroom proxy if it runs, on Windows, macOS and Linux. For Windows PowerShell 5.1 and PowerShell 7,
# to be sourced in a profile; the port is that of HEADROOM_PROXY_PORT, of HEADROOM_PORT, or 8787. Made by: headroom shell-integration powershell
# It exports ANTHROPIC_BASE_URL only while a Headroom answers, and never instead of an address of your own.
# All names live in one script block, so that none of them stays. The file is ASCII, since 5.1 takes anything else for another encoding.
& {
    if (Get-Variable -Name HEADROOM_SHELL_INTEGRATION_LOADED -Scope Global -ErrorAction Ignore) {
        return
    }
    # A variable, and none of the environment: a shell within this one is to look for itself.
    $global:HEADROOM_SHELL_INTEGRATION_LOADED = 1
    # Whatever the profile chose for itself.
    Set-StrictMode -Off
    $ErrorActionPreference = 'SilentlyContinue'
    $PSNativeCommandUseErrorActionPreference = $false
    $windows = [IO.Path]::DirectorySeparatorChar -eq '\'
    $warning = [string] [char] 0x26A0

    function Say([string] $text) {
        # Only where somebody reads it: scp and rsync break at a shell that talks.
        $words = @([Environment]::GetCommandLineArgs() | Select-Object -Skip 1)
        $once = @($words -match '^[-/]{1,2}(c|comm\w*|f|file|e|ec|enc\w*|noni\w*)$').Count -gt 0
        $stays = @($words -match '^[-/]{1,2}noe\w*$').Count -gt 0
        if (($once -and -not $stays) -or -not [Environment]::UserInteractive -or [Console]::IsInputRedirected) {
            return
        }
        [Console]::Error.WriteLine($text)
    }

    # Asks whoever listens: headroom, other or nothing. By a socket, which no setting sends to an HTTP proxy.
    function Ask([string] $name, [int] $port, [int] $milliseconds) {
        try {
            $addresses = [Net.Dns]::GetHostAddresses($name)
        } catch {
            return 'nothing'
        }
        foreach ($address in $addresses) {
            $client = New-Object Net.Sockets.TcpClient($address.AddressFamily)
            $connected = $false
            try {
                $connected = $client.ConnectAsync($address, $port).Wait($milliseconds)
                if (-not $connected) {
                    continue
                }
                $stream = $client.GetStream()
                $stream.ReadTimeout = $milliseconds
                $line = "GET /livez HTTP/1.1`r`nHost: ${name}:${port}`r`nConnection: close`r`n`r`n"
                $request = [Text.Encoding]::ASCII.GetBytes($line)
                $stream.Write($request, 0, $request.Length)
                $buffer = New-Object byte[] 8192
                $answer = ''
                while ($answer.Length -lt 65536) {
                    $count = $stream.Read($buffer, 0, $buffer.Length)
                    if ($count -le 0) {
                        break
                    }
                    $answer += [Text.Encoding]::ASCII.GetString($buffer, 0, $count)
                    if ($answer -cmatch '^HTTP/1\.1 200 ' -and $answer -cmatch '"service": ?"headroom-proxy"') {
                        return 'headroom'
                    }
                }
                return 'other'
            } catch {
                # Refused, or silent for too long: nothing. Cut: somebody else.
                $cause = $_.Exception.GetBaseException()
                $silent = $cause -is [Net.Sockets.SocketException] -and
                    @('TimedOut', 'WouldBlock') -contains [string] $cause.SocketErrorCode
                if ($connected -and -not $silent) {
                    return 'other'
                }
            } finally {
                $client.Close()
            }
        }
        return 'nothing'
    }

    # Asks by both names of this machine: what was found, and the address to export.
    function Look([int] $port, [int] $milliseconds) {
        $first = Ask 'localhost' $port $milliseconds
        if ($first -eq 'headroom') {
            return @{ Found = $first; Url = "http://localhost:$port" }
        }
        $second = Ask '127.0.0.1' $port $milliseconds
        if ($second -ne 'headroom' -and $first -eq 'other') {
            $second = $first
        }
        return @{ Found = $second; Url = "http://127.0.0.1:$port" }
    }

    # The service that is there for the port: a label of launchd, or a profile. One that was stopped on purpose does not count.
    function Find-Service([int] $port) {
        foreach ($file in @(Get-ChildItem -Path (Join-Path $HOME 'Library/LaunchAgents/*.plist'))) {
            # What has hours runs within these, and is not started outside of them.
            $text = [string] (Get-Content -LiteralPath $file.FullName -Raw)
            if ($text.Contains('<key>HEADROOM_PROXY_PORT</key>') -and $text.Contains("<string>$port</string>") -and
                -not $text.Contains('StartCalendarInterval')) {
                return @{ Label = $file.BaseName }
            }
        }
        $workspace = $env:HEADROOM_WORKSPACE_DIR
        if (-not $workspace) {
            $workspace = Join-Path $HOME '.headroom'
        }
        foreach ($file in @(Get-ChildItem -Path (Join-Path $workspace 'deploy/*/manifest.json'))) {
            $text = [string] (Get-Content -LiteralPath $file.FullName -Raw)
            if ($text -match "(?m)^ *`"port`": *$port,?\r?$" -and
                -not (Test-Path -LiteralPath (Join-Path $file.DirectoryName 'paused'))) {
                return @{ Profile = $file.Directory.Name; Label = "com.headroom.$($file.Directory.Name)" }
            }
        }
    }

    # Starts the service for a port unless it is disabled, and tells whether it did.
    function Start-Found([int] $port) {
        $service = Find-Service $port
        if (-not $service) {
            return $false
        }
        if ($windows) {
            $account = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
            $task = Get-ScheduledTask -TaskName "headroom-$($service.Profile)-$account"
            if (-not $task -or [string] $task.State -eq 'Disabled') {
                return $false
            }
            $null = $task | Start-ScheduledTask
            return $true
        }
        $before = $global:LASTEXITCODE
        try {
            $launchctl = Get-Command launchctl -CommandType Application -TotalCount 1
            if (-not $launchctl) {
                $systemctl = Get-Command systemctl -CommandType Application -TotalCount 1
                if (-not $systemctl -or -not $service.Profile) {
                    return $false
                }
                $unit = "headroom-$($service.Profile).service"
                $null = & $systemctl --user -q is-enabled $unit 2>&1
                if ($LASTEXITCODE -ne 0) {
                    return $false
                }
                $null = & $systemctl --user start --no-block $unit 2>&1
                return $LASTEXITCODE -eq 0
            }
            $domain = "gui/$(& (Get-Command id -CommandType Application -TotalCount 1) -u)"
            $disabled = [string]::Join("`n", @(& $launchctl print-disabled $domain 2>&1))
            if ($disabled -match "`"$([regex]::Escape($service.Label))`" => (disabled|true)") {
                return $false
            }
            $null = & $launchctl bootstrap $domain (Join-Path $HOME "Library/LaunchAgents/$($service.Label).plist") 2>&1
            $null = & $launchctl kickstart "$domain/$($service.Label)" 2>&1
            return $LASTEXITCODE -eq 0
        } finally {
            $global:LASTEXITCODE = $before
        }
    }

    # Whether ANTHROPIC_BASE_URL has nothing in it that is the user's own. An address of this machine may be either: the one there is asked.
    function Test-MaySet([int] $port) {
        $value = $env:ANTHROPIC_BASE_URL
        if (-not $value -or @("http://localhost:$port", "http://127.0.0.1:$port") -ccontains $value) {
            return $true
        }
        if ($value -cnotmatch '^http://(?:localhost|127\.0\.0\.1):([0-9]{1,5})$') {
            return $false
        }
        return (Ask '127.0.0.1' ([int] $Matches[1]) 1000) -ne 'other'
    }

    $wanted = '8787'
    foreach ($value in @($env:HEADROOM_PORT, $env:HEADROOM_PROXY_PORT)) {
        if ($value) {
            $wanted = $value
        }
    }
    if ($wanted -notmatch '^[0-9]{1,5}$' -or [int] $wanted -gt 65535) {
        Say "$warning Not a port: $wanted. Set HEADROOM_PROXY_PORT to the number that the proxy listens on"
        return
    }
    $port = [int] $wanted
    $look = Look $port 1000
    if ($look.Found -eq 'nothing' -and (Start-Found $port)) {
        for ($try = 0; $try -lt 9 -and $look.Found -eq 'nothing'; $try++) {
            Start-Sleep -Milliseconds 200
            $look = Look $port 100
        }
        if ($look.Found -eq 'headroom') {
            Say "$([char] 0x2713) Headroom proxy started on port $port"
        }
    }
    if (Test-MaySet $port) {
        if ($look.Found -eq 'headroom') {
            $env:ANTHROPIC_BASE_URL = $look.Url
        } else {
            Remove-Item -LiteralPath Env:ANTHROPIC_BASE_URL
        }
    } elseif ($look.Found -eq 'headroom') {
        Say ("$warning ANTHROPIC_BASE_URL has an address of your own, which stays. " +
            'To use Headroom: Remove-Item Env:ANTHROPIC_BASE_URL')
    }
    if ($look.Found -eq 'other') {
        $who = "lsof -nP -iTCP:$port -sTCP:LISTEN"
        if ($windows) {
            $who = "Get-NetTCPConnection -State Listen -LocalPort $port"
        }
        Say "$warning Port $port answers, but not as Headroom. See what it is: $who"
    } elseif ($look.Found -eq 'nothing') {
        Say "$warning Headroom proxy is not running on port $port"
        Say '  To install it: headroom install apply'
    }
}
