# shellcheck shell=sh disable=SC3043 # "local" is no POSIX, but each shell that this is for has it
# Points the tools of this shell at the Headroom proxy if it runs, on macOS and on Linux. To be sourced, by bash 3.2 or newer and by zsh:
#   export HEADROOM_PROXY_PORT=8787
#   source /path/to/shell-integration.sh
# It exports ANTHROPIC_BASE_URL only while a Headroom answers, and never instead of an address of your own.

_headroom_say() {
    # Only where somebody reads it: scp and rsync break at a shell that talks.
    case $- in *i*) printf '%s\n' "$1" >&2 ;; esac
}

# Asks whoever listens, and sets "found": headroom, other or nothing. Arguments: host, port, seconds to wait.
_headroom_ask() {
    local answer='' code=0
    found=other
    answer=$(command curl -q -s --noproxy '*' -m "$3" --max-filesize 65536 "http://$1:$2/livez" 2>/dev/null) || code=$?
    case $code:$answer in
    0:*'"service":"headroom-proxy"'* | 0:*'"service": "headroom-proxy"'*) found=headroom ;;
    6:* | 7:* | 28:*) found=nothing ;; # no such name, refused, no answer in time
    esac
}

# Asks by both names of this machine, and sets "found" and the "url" to export. Arguments: port, seconds to wait.
_headroom_look() {
    local first=''
    url=http://localhost:$1
    _headroom_ask localhost "$1" "$2"
    [ "$found" != headroom ] || return 0
    first=$found
    _headroom_ask 127.0.0.1 "$1" "$2"
    if [ "$found" = headroom ]; then
        url=http://127.0.0.1:$1
    elif [ "$first" = other ]; then
        found=other
    fi
}

# Prints which service is there for the port: a label of launchd, or a unit of systemd. One that was stopped on purpose does not count.
_headroom_service() {
    local file='' profile=''
    for file in "${HOME:-}"/Library/LaunchAgents/*.plist; do
        # What has hours runs within these, and is not started outside of them.
        if command grep -qF '<key>HEADROOM_PROXY_PORT</key>' "$file" 2>/dev/null &&
            command grep -qF "<string>$1</string>" "$file" && ! command grep -q StartCalendarInterval "$file"; then
            file=${file##*/}
            printf '%s\n' "${file%.plist}"
            return 0
        fi
    done
    for file in "${HEADROOM_WORKSPACE_DIR:-${HOME:-}/.headroom}"/deploy/*/manifest.json; do
        profile=${file%/*}
        if command grep -qE "^ *\"port\": *$1,?\$" "$file" 2>/dev/null && [ ! -e "$profile/paused" ]; then
            printf '%s\n' "headroom-${profile##*/}.service"
            return 0
        fi
    done
    return 1
}

# Starts the service for a port unless it is disabled.
_headroom_start() {
    local service='' domain=''
    service=$(_headroom_service "$1") || return 1
    if ! command -v launchctl >/dev/null 2>&1; then
        command systemctl --user -q is-enabled "$service" >/dev/null 2>&1 &&
            command systemctl --user start --no-block "$service" >/dev/null 2>&1
        return
    fi
    domain=gui/$(command id -u)
    case $service in headroom-*.service)
        service=${service%.service}
        service=com.headroom.${service#headroom-}
        ;;
    esac
    if command launchctl print-disabled "$domain" 2>/dev/null | command grep -qE "\"$service\" => (disabled|true)"; then
        return 1
    fi
    command launchctl bootstrap "$domain" "${HOME:-}/Library/LaunchAgents/$service.plist" >/dev/null 2>&1 || :
    command launchctl kickstart "$domain/$service" >/dev/null 2>&1
}

# Whether ANTHROPIC_BASE_URL has nothing in it that is the user's own. An address of this machine may be either: the one there is asked.
_headroom_may_set() {
    local found='' other=''
    case ${ANTHROPIC_BASE_URL:-} in
    '' | "http://localhost:$1" | "http://127.0.0.1:$1") return 0 ;;
    http://localhost:*) other=${ANTHROPIC_BASE_URL#http://localhost:} ;;
    http://127.0.0.1:*) other=${ANTHROPIC_BASE_URL#http://127.0.0.1:} ;;
    *) return 1 ;;
    esac
    case $other in *[!0-9]* | '') return 1 ;; esac
    _headroom_ask 127.0.0.1 "$other" 1
    [ "$found" != other ]
}

_headroom_integrate() {
    # Words and patterns in zsh as in any other shell, and nothing of it outside.
    [ -z "${ZSH_VERSION:-}" ] || emulate -L sh
    local port="${HEADROOM_PROXY_PORT:-${HEADROOM_PORT:-8787}}" found='' url='' tries=0
    case $port in *[!0-9]* | '' | ??????*)
        _headroom_say "⚠ Not a port: $port. Set HEADROOM_PROXY_PORT to the number that the proxy listens on"
        return 0
        ;;
    esac
    if ! command -v curl >/dev/null 2>&1; then
        _headroom_say '⚠ curl is missing, so the Headroom proxy cannot be looked for'
        return 0
    fi
    _headroom_look "$port" 1
    if [ "$found" = nothing ] && _headroom_start "$port"; then
        while [ "$found" = nothing ] && [ "$tries" -lt 9 ]; do
            tries=$((tries + 1))
            command sleep 0.2
            _headroom_look "$port" 0.1
        done
        [ "$found" != headroom ] || _headroom_say "✓ Headroom proxy started on port $port"
    fi
    if _headroom_may_set "$port"; then
        if [ "$found" = headroom ]; then
            export ANTHROPIC_BASE_URL="$url"
        else
            unset ANTHROPIC_BASE_URL
        fi
    elif [ "$found" = headroom ]; then
        _headroom_say '⚠ ANTHROPIC_BASE_URL has an address of your own, which stays. To use Headroom: unset ANTHROPIC_BASE_URL'
    fi
    case $found in
    other) _headroom_say "⚠ Port $port answers, but not as Headroom. See what it is: lsof -nP -iTCP:$port -sTCP:LISTEN" ;;
    nothing)
        _headroom_say "⚠ Headroom proxy is not running on port $port"
        _headroom_say '  To install it: headroom install apply, or on macOS install.sh, which lies beside this file'
        ;;
    esac
}

if [ -z "${HEADROOM_SHELL_INTEGRATION_LOADED:-}" ]; then
    # Never exported, also not by "set -a": a shell within this one is to look for itself.
    case $- in
    *a*)
        set +a
        HEADROOM_SHELL_INTEGRATION_LOADED=1
        set -a
        ;;
    *) HEADROOM_SHELL_INTEGRATION_LOADED=1 ;;
    esac
    _headroom_integrate
fi
unset -f _headroom_say _headroom_ask _headroom_look _headroom_service _headroom_start _headroom_may_set _headroom_integrate
