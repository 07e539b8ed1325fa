# Points the tools of this shell at the Headroom proxy if it runs, on macOS and on Linux. For fish 3.1 or newer, in a file of conf.d; the
# port is that of HEADROOM_PROXY_PORT, of HEADROOM_PORT, or 8787. Made by: headroom shell-integration fish
# It exports ANTHROPIC_BASE_URL only while a Headroom answers, and never instead of an address of your own.

function _headroom_say
    # Only where somebody reads it: scp and rsync break at a shell that talks.
    status is-interactive; and printf '%s\n' $argv[1] >&2
    return 0
end

# Asks whoever listens, and prints headroom, other or nothing. Arguments: host, port, seconds to wait.
function _headroom_ask
    set -l answer (command curl -q -s --noproxy '*' -m $argv[3] --max-filesize 65536 "http://$argv[1]:$argv[2]/livez" 2>/dev/null)
    set -l code $status
    if test $code -eq 0; and string match -qr '"service": ?"headroom-proxy"' -- "$answer"
        echo headroom
    else if contains -- $code 6 7 28 # no such name, refused, no answer in time
        echo nothing
    else
        echo other
    end
end

# Asks by both names of this machine; prints what was found, and on a second line the address to export. Arguments: port, seconds to wait.
function _headroom_look
    set -l first (_headroom_ask localhost $argv)
    if test $first = headroom
        printf '%s\n' headroom http://localhost:$argv[1]
        return
    end
    set -l second (_headroom_ask 127.0.0.1 $argv)
    if test $second = headroom
        printf '%s\n' headroom http://127.0.0.1:$argv[1]
    else if test $first = other
        echo other
    else
        echo $second
    end
end

# Prints which service is there for the port: a label of launchd, or a unit of systemd. One that was stopped on purpose does not count.
function _headroom_service
    for file in $HOME/Library/LaunchAgents/*.plist
        # What has hours runs within these, and is not started outside of them.
        if command grep -qF '<key>HEADROOM_PROXY_PORT</key>' $file 2>/dev/null
            and command grep -qF "<string>$argv[1]</string>" $file
            and not command grep -q StartCalendarInterval $file
            string replace -r '.*/(.*)\.plist$' '$1' -- $file
            return 0
        end
    end
    set -l workspace $HOME/.headroom
    test -n "$HEADROOM_WORKSPACE_DIR"; and set workspace $HEADROOM_WORKSPACE_DIR
    for file in $workspace/deploy/*/manifest.json
        set -l profile (string replace -r '/manifest\.json$' '' -- $file)
        if command grep -qE "^ *\"port\": *$argv[1],?\$" $file 2>/dev/null; and not test -e $profile/paused
            string replace -r '.*/(.*)' 'headroom-$1.service' -- $profile
            return 0
        end
    end
    return 1
end

# Starts the service for a port unless it is disabled.
function _headroom_start
    set -l service (_headroom_service $argv[1])
    or return 1
    if not command -sq launchctl
        command systemctl --user -q is-enabled $service >/dev/null 2>&1
        and command systemctl --user start --no-block $service >/dev/null 2>&1
        return
    end
    set -l domain gui/(command id -u)
    set service (string replace -r '^headroom-(.*)\.service$' 'com.headroom.$1' -- $service)
    if command launchctl print-disabled $domain 2>/dev/null | command grep -qE "\"$service\" => (disabled|true)"
        return 1
    end
    command launchctl bootstrap $domain $HOME/Library/LaunchAgents/$service.plist >/dev/null 2>&1
    command launchctl kickstart $domain/$service >/dev/null 2>&1
end

# Whether ANTHROPIC_BASE_URL has nothing in it that is the user's own. An address of this machine may be either: the one there is asked.
function _headroom_may_set
    contains -- "$ANTHROPIC_BASE_URL" '' http://localhost:$argv[1] http://127.0.0.1:$argv[1]
    and return 0
    set -l parts (string match -r '^http://(?:localhost|127\.0\.0\.1):([0-9]+)$' -- $ANTHROPIC_BASE_URL)
    or return 1
    test (_headroom_ask 127.0.0.1 $parts[2] 1) != other
end

function _headroom_integrate
    set -l port 8787
    for name in HEADROOM_PORT HEADROOM_PROXY_PORT
        test -n "$$name"; and set port $$name
    end
    if not string match -qr '^[0-9]{1,5}$' -- $port
        _headroom_say "⚠ Not a port: $port. Set HEADROOM_PROXY_PORT to the number that the proxy listens on"
        return 0
    end
    if not command -sq curl
        _headroom_say '⚠ curl is missing, so the Headroom proxy cannot be looked for'
        return 0
    end
    set -l look (_headroom_look $port 1)
    if test $look[1] = nothing; and _headroom_start $port
        for try in 1 2 3 4 5 6 7 8 9
            command sleep 0.2
            set look (_headroom_look $port 0.1)
            test $look[1] = nothing; or break
        end
        test $look[1] = headroom; and _headroom_say "✓ Headroom proxy started on port $port"
    end
    if _headroom_may_set $port
        if test $look[1] = headroom
            set -gx ANTHROPIC_BASE_URL $look[2]
        else
            set -eg ANTHROPIC_BASE_URL
        end
    else if test $look[1] = headroom
        _headroom_say '⚠ ANTHROPIC_BASE_URL has an address of your own, which stays. To use Headroom: set -e ANTHROPIC_BASE_URL'
    end
    switch $look[1]
        case other
            _headroom_say "⚠ Port $port answers, but not as Headroom. See what it is: lsof -nP -iTCP:$port -sTCP:LISTEN"
        case nothing
            _headroom_say "⚠ Headroom proxy is not running on port $port"
            _headroom_say '  To install it: headroom install apply'
    end
    return 0
end

if not set -q HEADROOM_SHELL_INTEGRATION_LOADED
    # Never exported: a shell within this one is to look for itself.
    set -gu HEADROOM_SHELL_INTEGRATION_LOADED 1
    _headroom_integrate
end
functions -e _headroom_say _headroom_ask _headroom_look _headroom_service _headroom_start _headroom_may_set _headroom_integrate
